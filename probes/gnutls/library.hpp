#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/model/outcome.hpp"
#include "probes/gnutls/abi.hpp"
#include "probes/shared_library.hpp"

namespace fipsprobe::gnutls {

// Library is one opened GnuTLS: its table of symbols. Its constructor functions initialise it, and run its power-up tests where
// FIPS mode asks for them, while it is opened.
class Library {
 public:
  // Opens the file. Throws Error when it cannot be loaded or is not GnuTLS.
  explicit Library(const std::string& path);
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  // fips_active tells whether FIPS mode is on and refuses what is not approved.
  bool fips_active() const { return fips140_mode_enabled != nullptr && fips140_mode_enabled() == 1; }

  // is_before_3_4 tells the generation of libgnutls.so.28, which has no gnutls_aead_cipher_init, from libgnutls.so.30.
  bool is_before_3_4() const { return aead_cipher_init == nullptr; }

  // has_fips_code tells whether the build can enter FIPS mode: only then does its file have the name of the environment
  // variable that forces it. No call tells it in all versions.
  bool has_fips_code() const;

  // text_of returns the module's words for an error: "gnutls_hash_init: -22 GNUTLS_E_UNWANTED_ALGORITHM An algorithm ...".
  std::string text_of(std::string_view call, int code) const;

  // declined makes the outcome of a call that failed. README.md has the rule.
  Outcome declined(std::string_view call, int code) const;

  // companions returns the paths of nettle, hogweed and gmp, which do the arithmetic and belong to the module.
  std::vector<std::string> companions() const;

  const SharedLibrary& shared() const { return shared_; }

 private:
  SharedLibrary shared_;

 public:
  // gnutls_* without the prefix. nullptr where this version has no such function.
  int (*const global_init)();
  void (** const free)(void*);  // a variable: what frees the memory that the library gives
  const char* (*const check_version)(const char*);
  const char* (*const strerror)(int);
  const char* (*const strerror_name)(int);
  unsigned (*const fips140_mode_enabled)();
  int (*const fips140_run_self_tests)();
  const LibraryConfig* (*const get_library_config)();

  int (*const hash_init)(HashHandle*, int);
  int (*const hash)(HashHandle, const void*, std::size_t);
  void (*const hash_output)(HashHandle, void*);
  int (*const hash_squeeze)(HashHandle, void*, std::size_t);
  void (*const hash_deinit)(HashHandle, void*);

  int (*const hmac_init)(MacHandle*, int, const void*, std::size_t);
  void (*const hmac_set_nonce)(MacHandle, const void*, std::size_t);
  int (*const hmac)(MacHandle, const void*, std::size_t);
  void (*const hmac_output)(MacHandle, void*);
  void (*const hmac_deinit)(MacHandle, void*);

  int (*const cipher_init)(CipherHandle*, int, const Datum*, const Datum*);
  void (*const cipher_set_iv)(CipherHandle, void*, std::size_t);
  int (*const cipher_encrypt2)(CipherHandle, const void*, std::size_t, void*, std::size_t);
  int (*const cipher_decrypt2)(CipherHandle, const void*, std::size_t, void*, std::size_t);
  int (*const cipher_add_auth)(CipherHandle, const void*, std::size_t);
  int (*const cipher_tag)(CipherHandle, void*, std::size_t);
  void (*const cipher_deinit)(CipherHandle);

  int (*const aead_cipher_init)(AeadHandle*, int, const Datum*);
  int (*const aead_cipher_encrypt)(AeadHandle, const void*, std::size_t, const void*, std::size_t, std::size_t, const void*,
                                   std::size_t, void*, std::size_t*);
  int (*const aead_cipher_decrypt)(AeadHandle, const void*, std::size_t, const void*, std::size_t, std::size_t, const void*,
                                   std::size_t, void*, std::size_t*);
  void (*const aead_cipher_deinit)(AeadHandle);

  int (*const pubkey_init)(PublicKeyHandle*);
  void (*const pubkey_deinit)(PublicKeyHandle);
  int (*const pubkey_import_rsa_raw)(PublicKeyHandle, const Datum*, const Datum*);
  int (*const pubkey_import_dsa_raw)(PublicKeyHandle, const Datum*, const Datum*, const Datum*, const Datum*);
  int (*const pubkey_import_ecc_raw)(PublicKeyHandle, int, const Datum*, const Datum*);
  int (*const pubkey_set_spki)(PublicKeyHandle, SpkiHandle, unsigned);
  int (*const pubkey_verify_data2)(PublicKeyHandle, int, unsigned, const Datum*, const Datum*);
  int (*const pubkey_verify_params)(PublicKeyHandle);
  int (*const pubkey_import_privkey)(PublicKeyHandle, PrivateKeyHandle, unsigned, unsigned);
  int (*const pubkey_import_dh_raw)(PublicKeyHandle, DhParametersHandle, const Datum*);
  int (*const pubkey_export_rsa_raw)(PublicKeyHandle, Datum*, Datum*);
  int (*const pubkey_export_dsa_raw)(PublicKeyHandle, Datum*, Datum*, Datum*, Datum*);
  int (*const pubkey_export_ecc_raw)(PublicKeyHandle, int*, Datum*, Datum*);
  int (*const x509_spki_init)(SpkiHandle*);
  void (*const x509_spki_deinit)(SpkiHandle);
  void (*const x509_spki_set_rsa_pss_params)(SpkiHandle, int, unsigned);
  int (*const x509_spki_set_rsa_oaep_params)(SpkiHandle, int, const Datum*);

  int (*const privkey_init)(PrivateKeyHandle*);
  void (*const privkey_deinit)(PrivateKeyHandle);
  int (*const privkey_generate)(PrivateKeyHandle, int, unsigned, unsigned);
  int (*const privkey_import_rsa_raw)(PrivateKeyHandle, const Datum*, const Datum*, const Datum*, const Datum*, const Datum*,
                                      const Datum*, const Datum*, const Datum*);
  int (*const privkey_import_dsa_raw)(PrivateKeyHandle, const Datum*, const Datum*, const Datum*, const Datum*, const Datum*);
  int (*const privkey_import_ecc_raw)(PrivateKeyHandle, int, const Datum*, const Datum*, const Datum*);
  int (*const privkey_import_dh_raw)(PrivateKeyHandle, DhParametersHandle, const Datum*, const Datum*);
  int (*const privkey_set_spki)(PrivateKeyHandle, SpkiHandle, unsigned);
  int (*const privkey_sign_data)(PrivateKeyHandle, int, unsigned, const Datum*, Datum*);
  int (*const privkey_sign_data2)(PrivateKeyHandle, int, unsigned, const Datum*, Datum*);
  int (*const privkey_sign_hash)(PrivateKeyHandle, int hash, unsigned, const Datum*, Datum*);
  int (*const pubkey_verify_hash2)(PublicKeyHandle, int, unsigned, const Datum*, const Datum*);
  int (*const privkey_decrypt_data)(PrivateKeyHandle, unsigned, const Datum*, Datum*);
  int (*const privkey_derive_secret)(PrivateKeyHandle, PublicKeyHandle, const Datum*, Datum*, unsigned);
  int (*const dh_params_init)(DhParametersHandle*);
  void (*const dh_params_deinit)(DhParametersHandle);
  int (*const dh_params_import_raw3)(DhParametersHandle, const Datum*, const Datum*, const Datum*);

  int (*const hkdf_extract)(int, const Datum*, const Datum*, void*);
  int (*const hkdf_expand)(int, const Datum*, const Datum*, void*, std::size_t);
  int (*const pbkdf2)(int, const Datum*, const Datum*, unsigned, void*, std::size_t);
  int (*const rnd)(int level, void*, std::size_t);
  // The TLS PRF alone, which the library exports for its tests under the name _gnutls_prf_raw.
  int (*const prf_raw)(int, std::size_t, const void*, std::size_t, const char*, std::size_t, const void*, std::size_t, void*);

  int (*const cipher_self_test)(unsigned, int);
  int (*const mac_self_test)(unsigned, int);
  int (*const digest_self_test)(unsigned, int);
  int (*const pk_self_test)(unsigned, int);
  int (*const hkdf_self_test)(unsigned, int);
  int (*const pbkdf2_self_test)(unsigned, int);
  int (*const tlsprf_self_test)(unsigned, int);
  const int* (*const cipher_list)();
  const int* (*const mac_list)();
  const int* (*const digest_list)();
  const int* (*const pk_list)();
  const char* (*const cipher_get_name)(int);
  const char* (*const mac_get_name)(int);
  const char* (*const digest_get_name)(int);
  const char* (*const pk_get_name)(int);
  std::size_t (*const cipher_get_key_size)(int);
  unsigned (*const cipher_get_iv_size)(int);
  std::size_t (*const mac_get_key_size)(int);
};

// datum_of views bytes as the library's argument type, which is never const.
inline Datum datum_of(const Bytes& bytes) {
  return {const_cast<unsigned char*>(bytes.data()), static_cast<unsigned>(bytes.size())};
}

}  // namespace fipsprobe::gnutls
