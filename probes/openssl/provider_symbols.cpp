#include "probes/openssl/provider_symbols.hpp"

#include "probes/openssl/finder.hpp"

namespace fipsprobe::openssl {
namespace {

ProviderKeySymbols find_key(Finder& find) {
  return {find("EVP_PKEY_fromdata_init"), find("EVP_PKEY_fromdata"), find("EVP_PKEY_CTX_set_params"),
          find("EVP_PKEY_public_check"), find("EVP_PKEY_param_check")};
}

ProviderKdfSymbols find_kdf(Finder& find) {
  return {find("EVP_KDF_fetch"),
          find("EVP_KDF_free"),
          find("EVP_KDF_CTX_new"),
          find("EVP_KDF_CTX_free"),
          find("EVP_KDF_CTX_settable_params"),
          find("EVP_KDF_derive")};
}

ProviderRandSymbols find_rand(Finder& find) {
  return {find("EVP_RAND_fetch"),          find("EVP_RAND_free"),        find("EVP_RAND_CTX_new"),  find("EVP_RAND_CTX_free"),
          find("EVP_RAND_CTX_set_params"), find("EVP_RAND_instantiate"), find("EVP_RAND_generate"), find("EVP_RAND_reseed")};
}

}  // namespace

ProviderSymbols find_provider_symbols(SharedLibrary& library) {
  Finder find(library);
  ProviderSymbols s{find("OPENSSL_init_crypto"),
                    find("OPENSSL_info"),
                    find("OSSL_LIB_CTX_new"),
                    find("OSSL_LIB_CTX_load_config"),
                    find("EVP_default_properties_is_fips_enabled"),
                    find("EVP_set_default_properties"),
                    find("OSSL_PROVIDER_load"),
                    find("OSSL_PROVIDER_set_default_search_path"),
                    find("OSSL_PROVIDER_do_all"),
                    find("OSSL_PROVIDER_get0_name"),
                    find("OSSL_PROVIDER_get_params"),
                    find("OSSL_PROVIDER_self_test"),
                    find("OSSL_SELF_TEST_set_callback"),
                    find("EVP_MD_fetch"),
                    find("EVP_CIPHER_fetch"),
                    find("EVP_MAC_fetch"),
                    find("EVP_MAC_free"),
                    find("EVP_MAC_CTX_new"),
                    find("EVP_MAC_CTX_free"),
                    find("EVP_MAC_CTX_set_params"),
                    find("EVP_MAC_init"),
                    find("EVP_MAC_update"),
                    find("EVP_MAC_final"),
                    find("d2i_PUBKEY_ex"),
                    find("d2i_AutoPrivateKey_ex"),
                    find("EVP_DigestVerifyInit_ex"),
                    find("EVP_DigestSignInit_ex"),
                    find("EVP_PKEY_CTX_new_from_name"),
                    find("EVP_PKEY_CTX_new_from_pkey"),
                    find_key(find),
                    find_kdf(find),
                    find_rand(find),
                    false};
  s.complete = find.complete();
  return s;
}

}  // namespace fipsprobe::openssl
