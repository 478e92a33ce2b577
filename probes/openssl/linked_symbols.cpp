#include "probes/openssl/linked_symbols.hpp"

#include "probes/openssl/finder.hpp"

namespace fipsprobe::openssl {
namespace {

LinkedKeySymbols find_linked_key(SharedLibrary& library) {
  Finder find(library);
  LinkedKeySymbols s{find("EVP_PKEY_CTX_ctrl"), find("EVP_PKEY_get1_EC_KEY"),
                     find("EC_KEY_free"),       find("EC_KEY_check_key"),
                     find("EVP_PKEY_get1_DSA"), find("DSA_free"),
                     find("DSA_dup_DH"),        find("DH_free"),
                     find("DH_check_pub_key"),  find("EVP_PKEY_encrypt_init"),
                     find("EVP_PKEY_encrypt"),  false};
  s.complete = find.complete();
  return s;
}

// 1.1 keeps the key derivations of X9.63 and X9.42 to itself.
LinkedKdfSymbols find_kdf(SharedLibrary& library) {
  Finder find(library);
  return {find("PKCS5_PBKDF2_HMAC"), find.if_there("ECDH_KDF_X9_62"), find.if_there("DH_KDF_X9_42"), find("OBJ_txt2obj"),
          find("ASN1_OBJECT_free")};
}

LinkedDrbgSymbols find_drbg(SharedLibrary& library) {
  Finder find(library);
  LinkedDrbgSymbols s{find.if_there("FIPS_drbg_new"),
                      find.if_there("FIPS_drbg_free"),
                      find.if_there("FIPS_drbg_set_callbacks"),
                      find.if_there("FIPS_drbg_instantiate"),
                      find.if_there("FIPS_drbg_generate"),
                      find.if_there("FIPS_drbg_reseed"),
                      false};
  s.complete = find.complete();
  return s;
}

LinkedDsaSymbols find_dsa(SharedLibrary& library) {
  Finder find(library);
  LinkedDsaSymbols s{find.if_there("DSA_new"), find.if_there("DSA_free"), find.if_there("dsa_builtin_paramgen2"),
                     find.if_there("i2d_DSAparams"), false};
  s.complete = find.complete();
  return s;
}

}  // namespace

LinkedSymbols find_linked_symbols(SharedLibrary& library) {
  Finder find(library);
  return {find.if_there("FIPS_mode"),
          find.if_there("FIPS_mode_set"),
          find.if_there("FIPS_selftest_failed"),
          find.if_there("FIPS_module_installed"),
          find("HMAC"),
          find("CMAC_CTX_new"),
          find("CMAC_CTX_free"),
          find("CMAC_Init"),
          find("CMAC_Update"),
          find("CMAC_Final"),
          find("EVP_PKEY_CTX_new_id"),
          find("EVP_PKEY_CTX_new"),
          find.if_there("ERR_load_crypto_strings"),
          find("OPENSSL_load_builtin_modules"),
          find("CONF_modules_load_file"),
          find_linked_key(library),
          find_kdf(library),
          find_drbg(library),
          find_dsa(library)};
}

}  // namespace fipsprobe::openssl
