#include "probes/openssl/symbols.hpp"

#include "probes/openssl/finder.hpp"

namespace fipsprobe::openssl {
namespace {

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
  s.final_xof = find.if_there("EVP_DigestFinalXOF");
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
               find("i2d_PUBKEY"),
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

PrivateSymbols find_private(SharedLibrary& library) {
  Finder find(library);
  PrivateSymbols s{find("d2i_AutoPrivateKey"),       find("EVP_DigestSignInit"), find("EVP_DigestSignFinal"),
                   find("EVP_PKEY_decrypt_init"),    find("EVP_PKEY_decrypt"),   find("EVP_PKEY_derive_init"),
                   find("EVP_PKEY_derive_set_peer"), find("EVP_PKEY_derive"),    false};
  s.complete = find.complete();
  return s;
}

NumberSymbols find_number(SharedLibrary& library) {
  Finder find(library);
  NumberSymbols s{find("BN_bin2bn"),
                  find("BN_bn2bin"),
                  find("BN_num_bits"),
                  find("BN_is_bit_set"),
                  find("BN_clear_free"),
                  find("BN_cmp"),
                  find("BN_sub_word"),
                  find("BN_add_word"),
                  find("BN_rshift"),
                  find("BN_mul"),
                  find("BN_div"),
                  find("BN_gcd"),
                  find("BN_mod_exp"),
                  find("BN_mod_inverse"),
                  find("BN_CTX_new"),
                  find("BN_CTX_free"),
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
          find_private(library),
          find_number(library),
          find("OpenSSL_version", "SSLeay_version"),
          find("OpenSSL_version_num", "SSLeay")};
}

}  // namespace fipsprobe::openssl
