#include "probes/openssl/symbols.hpp"

namespace fipsprobe::openssl {
namespace {

// Finder looks functions up and remembers whether all were there.
class Finder {
 public:
  explicit Finder(SharedLibrary& library) : library_(library) {}

  // Converts to the function pointer that is initialised with it, so that its type is written once, in the table.
  class Found {
   public:
    Found(Finder& finder, const char* name) : finder_(finder), name_(name) {}
    template <class Signature>
    operator Signature*() const {  // NOLINT(google-explicit-constructor): the conversion is the purpose
      Signature* const function = finder_.library_.find<Signature>(name_);
      if (function == nullptr) finder_.complete_ = false;
      return function;
    }

   private:
    Finder& finder_;
    const char* name_;
  };

  Found operator()(const char* name) { return {*this, name}; }

  // One function under its newer or its older name; a miss is remembered under the newer.
  Found operator()(const char* name, const char* older) { return {*this, library_.has(older) ? older : name}; }

  bool complete() const { return complete_; }

 private:
  SharedLibrary& library_;
  bool complete_ = true;
};

// if_there returns the function, and null without recording its absence: builds differ in it by design.
template <class Signature>
Signature* if_there(SharedLibrary& library, const char* name) {
  return library.has(name) ? library.find<Signature>(name) : nullptr;
}

ErrorSymbols find_errors(SharedLibrary& library) {
  Finder find(library);
  ErrorSymbols s{find("ERR_get_error_line_data"), find("ERR_error_string_n"), find("ERR_reason_error_string"),
                 find("ERR_clear_error"), false};
  s.complete = find.complete();
  return s;
}

DigestSymbols find_digest(SharedLibrary& library) {
  Finder find(library);
  DigestSymbols s{find("EVP_MD_CTX_new", "EVP_MD_CTX_create"),
                  find("EVP_MD_CTX_free", "EVP_MD_CTX_destroy"),
                  find("EVP_DigestInit_ex"),
                  find("EVP_DigestUpdate"),
                  find("EVP_DigestFinal_ex"),
                  nullptr,
                  false};
  s.complete = find.complete();
  s.final_xof = if_there<int(EvpMdCtx*, unsigned char*, std::size_t)>(library, "EVP_DigestFinalXOF");
  return s;
}

CipherSymbols find_cipher(SharedLibrary& library) {
  Finder find(library);
  CipherSymbols s{find("EVP_CIPHER_CTX_new"),         find("EVP_CIPHER_CTX_free"),
                  find("EVP_CipherInit_ex"),          find("EVP_CipherUpdate"),
                  find("EVP_CipherFinal_ex"),         find("EVP_CIPHER_CTX_ctrl"),
                  find("EVP_CIPHER_CTX_set_padding"), find("EVP_CIPHER_CTX_set_key_length"),
                  find("EVP_CIPHER_CTX_set_flags"),   false};
  s.complete = find.complete();
  return s;
}

KeySymbols find_key(SharedLibrary& library) {
  Finder find(library);
  KeySymbols s{find("EVP_PKEY_free"),
               find("EVP_PKEY_get_bits", "EVP_PKEY_bits"),
               find("d2i_PUBKEY"),
               find("EVP_DigestVerifyInit"),
               find("EVP_DigestVerifyFinal"),
               find("EVP_PKEY_CTX_ctrl_str"),
               find("EVP_PKEY_CTX_free"),
               find("EVP_PKEY_paramgen_init"),
               find("EVP_PKEY_paramgen"),
               find("EVP_PKEY_keygen_init"),
               find("EVP_PKEY_keygen"),
               find("OBJ_txt2nid"),
               find("EC_GROUP_new_by_curve_name"),
               find("EC_GROUP_free"),
               false};
  s.complete = find.complete();
  return s;
}

}  // namespace

Symbols find_symbols(SharedLibrary& library) {
  Finder find(library);
  return {find_errors(library),
          find_digest(library),
          find_cipher(library),
          find_key(library),
          find("OpenSSL_version", "SSLeay_version"),
          find("OpenSSL_version_num", "SSLeay")};
}

LinkedSymbols find_linked_symbols(SharedLibrary& library) {
  Finder find(library);
  return {if_there<int()>(library, "FIPS_mode"),
          if_there<int(int)>(library, "FIPS_mode_set"),
          if_there<int()>(library, "FIPS_selftest_failed"),
          if_there<int()>(library, "FIPS_module_installed"),
          find("HMAC"),
          find("CMAC_CTX_new"),
          find("CMAC_CTX_free"),
          find("CMAC_Init"),
          find("CMAC_Update"),
          find("CMAC_Final"),
          find("EVP_PKEY_CTX_new_id"),
          find("EVP_PKEY_CTX_new"),
          if_there<void()>(library, "ERR_load_crypto_strings"),
          find("OPENSSL_load_builtin_modules"),
          find("CONF_modules_load_file")};
}

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
                    find("EVP_DigestVerifyInit_ex"),
                    find("EVP_PKEY_CTX_new_from_name"),
                    find("EVP_PKEY_CTX_new_from_pkey"),
                    false};
  s.complete = find.complete();
  return s;
}

}  // namespace fipsprobe::openssl
