#include "probes/gnutls/library.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include "harness/model/errors.hpp"

namespace fipsprobe::gnutls {
namespace {

// What GnuTLS answers for an algorithm, a curve or a parameter that it does not offer.
bool is_not_offered(int code) {
  switch (code) {
    case kInvalidRequest:
    case kUnknownPublicKey:
    case kUnknownHash:
    case kUnknownAlgorithm:
    case kUnsupportedSignature:
    case kNoSupportedCurves:
    case kUnsupportedCurve:
    case kUnimplemented: return true;
    default: return false;
  }
}

}  // namespace

Library::Library(const std::string& path)
    : shared_(path),
      global_init(shared_.find<int()>("gnutls_global_init")),
      free(shared_.find<void (*)(void*)>("gnutls_free")),
      check_version(shared_.find<const char*(const char*)>("gnutls_check_version")),
      strerror(shared_.find<const char*(int)>("gnutls_strerror")),
      strerror_name(shared_.find<const char*(int)>("gnutls_strerror_name")),
      fips140_mode_enabled(shared_.find<unsigned()>("gnutls_fips140_mode_enabled")),
      fips140_run_self_tests(shared_.find<int()>("gnutls_fips140_run_self_tests")),
      get_library_config(shared_.find<const LibraryConfig*()>("gnutls_get_library_config")),
      hash_init(shared_.find<int(HashHandle*, int)>("gnutls_hash_init")),
      hash(shared_.find<int(HashHandle, const void*, std::size_t)>("gnutls_hash")),
      hash_output(shared_.find<void(HashHandle, void*)>("gnutls_hash_output")),
      hash_squeeze(shared_.find<int(HashHandle, void*, std::size_t)>("gnutls_hash_squeeze")),
      hash_deinit(shared_.find<void(HashHandle, void*)>("gnutls_hash_deinit")),
      hmac_init(shared_.find<int(MacHandle*, int, const void*, std::size_t)>("gnutls_hmac_init")),
      hmac_set_nonce(shared_.find<void(MacHandle, const void*, std::size_t)>("gnutls_hmac_set_nonce")),
      hmac(shared_.find<int(MacHandle, const void*, std::size_t)>("gnutls_hmac")),
      hmac_output(shared_.find<void(MacHandle, void*)>("gnutls_hmac_output")),
      hmac_deinit(shared_.find<void(MacHandle, void*)>("gnutls_hmac_deinit")),
      cipher_init(shared_.find<int(CipherHandle*, int, const Datum*, const Datum*)>("gnutls_cipher_init")),
      cipher_set_iv(shared_.find<void(CipherHandle, void*, std::size_t)>("gnutls_cipher_set_iv")),
      cipher_encrypt2(shared_.find<int(CipherHandle, const void*, std::size_t, void*, std::size_t)>("gnutls_cipher_encrypt2")),
      cipher_decrypt2(shared_.find<int(CipherHandle, const void*, std::size_t, void*, std::size_t)>("gnutls_cipher_decrypt2")),
      cipher_add_auth(shared_.find<int(CipherHandle, const void*, std::size_t)>("gnutls_cipher_add_auth")),
      cipher_tag(shared_.find<int(CipherHandle, void*, std::size_t)>("gnutls_cipher_tag")),
      cipher_deinit(shared_.find<void(CipherHandle)>("gnutls_cipher_deinit")),
      aead_cipher_init(shared_.find<int(AeadHandle*, int, const Datum*)>("gnutls_aead_cipher_init")),
      aead_cipher_encrypt(shared_.find<int(AeadHandle, const void*, std::size_t, const void*, std::size_t, std::size_t,
                                           const void*, std::size_t, void*, std::size_t*)>("gnutls_aead_cipher_encrypt")),
      aead_cipher_decrypt(shared_.find<int(AeadHandle, const void*, std::size_t, const void*, std::size_t, std::size_t,
                                           const void*, std::size_t, void*, std::size_t*)>("gnutls_aead_cipher_decrypt")),
      aead_cipher_deinit(shared_.find<void(AeadHandle)>("gnutls_aead_cipher_deinit")),
      pubkey_init(shared_.find<int(PublicKeyHandle*)>("gnutls_pubkey_init")),
      pubkey_deinit(shared_.find<void(PublicKeyHandle)>("gnutls_pubkey_deinit")),
      pubkey_import_rsa_raw(shared_.find<int(PublicKeyHandle, const Datum*, const Datum*)>("gnutls_pubkey_import_rsa_raw")),
      pubkey_import_dsa_raw(shared_.find<int(PublicKeyHandle, const Datum*, const Datum*, const Datum*, const Datum*)>(
          "gnutls_pubkey_import_dsa_raw")),
      pubkey_import_ecc_raw(
          shared_.find<int(PublicKeyHandle, int, const Datum*, const Datum*)>("gnutls_pubkey_import_ecc_raw")),
      pubkey_set_spki(shared_.find<int(PublicKeyHandle, SpkiHandle, unsigned)>("gnutls_pubkey_set_spki")),
      pubkey_verify_data2(
          shared_.find<int(PublicKeyHandle, int, unsigned, const Datum*, const Datum*)>("gnutls_pubkey_verify_data2")),
      pubkey_verify_params(shared_.find<int(PublicKeyHandle)>("gnutls_pubkey_verify_params")),
      pubkey_import_privkey(
          shared_.find<int(PublicKeyHandle, PrivateKeyHandle, unsigned, unsigned)>("gnutls_pubkey_import_privkey")),
      pubkey_import_dh_raw(shared_.find<int(PublicKeyHandle, DhParametersHandle, const Datum*)>("gnutls_pubkey_import_dh_raw")),
      pubkey_export_rsa_raw(shared_.find<int(PublicKeyHandle, Datum*, Datum*)>("gnutls_pubkey_export_rsa_raw")),
      pubkey_export_dsa_raw(shared_.find<int(PublicKeyHandle, Datum*, Datum*, Datum*, Datum*)>("gnutls_pubkey_export_dsa_raw")),
      pubkey_export_ecc_raw(shared_.find<int(PublicKeyHandle, int*, Datum*, Datum*)>("gnutls_pubkey_export_ecc_raw")),
      x509_spki_init(shared_.find<int(SpkiHandle*)>("gnutls_x509_spki_init")),
      x509_spki_deinit(shared_.find<void(SpkiHandle)>("gnutls_x509_spki_deinit")),
      x509_spki_set_rsa_pss_params(shared_.find<void(SpkiHandle, int, unsigned)>("gnutls_x509_spki_set_rsa_pss_params")),
      x509_spki_set_rsa_oaep_params(shared_.find<int(SpkiHandle, int, const Datum*)>("gnutls_x509_spki_set_rsa_oaep_params")),
      privkey_init(shared_.find<int(PrivateKeyHandle*)>("gnutls_privkey_init")),
      privkey_deinit(shared_.find<void(PrivateKeyHandle)>("gnutls_privkey_deinit")),
      privkey_generate(shared_.find<int(PrivateKeyHandle, int, unsigned, unsigned)>("gnutls_privkey_generate")),
      privkey_import_rsa_raw(
          shared_.find<int(PrivateKeyHandle, const Datum*, const Datum*, const Datum*, const Datum*, const Datum*, const Datum*,
                           const Datum*, const Datum*)>("gnutls_privkey_import_rsa_raw")),
      privkey_import_dsa_raw(
          shared_.find<int(PrivateKeyHandle, const Datum*, const Datum*, const Datum*, const Datum*, const Datum*)>(
              "gnutls_privkey_import_dsa_raw")),
      privkey_import_ecc_raw(
          shared_.find<int(PrivateKeyHandle, int, const Datum*, const Datum*, const Datum*)>("gnutls_privkey_import_ecc_raw")),
      privkey_import_dh_raw(
          shared_.find<int(PrivateKeyHandle, DhParametersHandle, const Datum*, const Datum*)>("gnutls_privkey_import_dh_raw")),
      privkey_set_spki(shared_.find<int(PrivateKeyHandle, SpkiHandle, unsigned)>("gnutls_privkey_set_spki")),
      privkey_sign_data(shared_.find<int(PrivateKeyHandle, int, unsigned, const Datum*, Datum*)>("gnutls_privkey_sign_data")),
      privkey_sign_data2(shared_.find<int(PrivateKeyHandle, int, unsigned, const Datum*, Datum*)>("gnutls_privkey_sign_data2")),
      privkey_sign_hash(shared_.find<int(PrivateKeyHandle, int, unsigned, const Datum*, Datum*)>("gnutls_privkey_sign_hash")),
      pubkey_verify_hash2(
          shared_.find<int(PublicKeyHandle, int, unsigned, const Datum*, const Datum*)>("gnutls_pubkey_verify_hash2")),
      privkey_decrypt_data(shared_.find<int(PrivateKeyHandle, unsigned, const Datum*, Datum*)>("gnutls_privkey_decrypt_data")),
      privkey_derive_secret(
          shared_.find<int(PrivateKeyHandle, PublicKeyHandle, const Datum*, Datum*, unsigned)>("gnutls_privkey_derive_secret")),
      dh_params_init(shared_.find<int(DhParametersHandle*)>("gnutls_dh_params_init")),
      dh_params_deinit(shared_.find<void(DhParametersHandle)>("gnutls_dh_params_deinit")),
      dh_params_import_raw3(
          shared_.find<int(DhParametersHandle, const Datum*, const Datum*, const Datum*)>("gnutls_dh_params_import_raw3")),
      hkdf_extract(shared_.find<int(int, const Datum*, const Datum*, void*)>("gnutls_hkdf_extract")),
      hkdf_expand(shared_.find<int(int, const Datum*, const Datum*, void*, std::size_t)>("gnutls_hkdf_expand")),
      pbkdf2(shared_.find<int(int, const Datum*, const Datum*, unsigned, void*, std::size_t)>("gnutls_pbkdf2")),
      rnd(shared_.find<int(int, void*, std::size_t)>("gnutls_rnd")),
      prf_raw(shared_.find<int(int, std::size_t, const void*, std::size_t, const char*, std::size_t, const void*, std::size_t,
                               void*)>("_gnutls_prf_raw")),
      cipher_self_test(shared_.find<int(unsigned, int)>("gnutls_cipher_self_test")),
      mac_self_test(shared_.find<int(unsigned, int)>("gnutls_mac_self_test")),
      digest_self_test(shared_.find<int(unsigned, int)>("gnutls_digest_self_test")),
      pk_self_test(shared_.find<int(unsigned, int)>("gnutls_pk_self_test")),
      hkdf_self_test(shared_.find<int(unsigned, int)>("gnutls_hkdf_self_test")),
      pbkdf2_self_test(shared_.find<int(unsigned, int)>("gnutls_pbkdf2_self_test")),
      tlsprf_self_test(shared_.find<int(unsigned, int)>("gnutls_tlsprf_self_test")),
      cipher_list(shared_.find<const int*()>("gnutls_cipher_list")),
      mac_list(shared_.find<const int*()>("gnutls_mac_list")),
      digest_list(shared_.find<const int*()>("gnutls_digest_list")),
      pk_list(shared_.find<const int*()>("gnutls_pk_list")),
      cipher_get_name(shared_.find<const char*(int)>("gnutls_cipher_get_name")),
      mac_get_name(shared_.find<const char*(int)>("gnutls_mac_get_name")),
      digest_get_name(shared_.find<const char*(int)>("gnutls_digest_get_name")),
      pk_get_name(shared_.find<const char*(int)>("gnutls_pk_get_name")),
      cipher_get_key_size(shared_.find<std::size_t(int)>("gnutls_cipher_get_key_size")),
      cipher_get_iv_size(shared_.find<unsigned(int)>("gnutls_cipher_get_iv_size")),
      mac_get_key_size(shared_.find<std::size_t(int)>("gnutls_mac_get_key_size")) {
  if (global_init == nullptr || check_version == nullptr || strerror == nullptr || hash_init == nullptr) {
    throw Error(path + ": not GnuTLS: it has no gnutls_global_init, gnutls_check_version, gnutls_strerror or gnutls_hash_init");
  }
}

bool Library::has_fips_code() const { return shared_.file_contains("GNUTLS_FORCE_FIPS_MODE"); }

std::string Library::text_of(std::string_view call, int code) const {
  const char* const name = strerror_name == nullptr ? nullptr : strerror_name(code);
  return fmt::format("{}: {} {} {}", call, code, name == nullptr ? "" : name, strerror(code));
}

Outcome Library::declined(std::string_view call, int code) const {
  const std::string text = text_of(call, code);
  if (code == kUnwantedAlgorithm || code == kInsufficientSecurity) return Outcome::refused(text);
  if (is_not_offered(code)) return Outcome::unsupported(text);
  if ((code == kKeyGenerationError || code == kConstraint) && fips_active()) return Outcome::refused(text + ", in FIPS mode");
  return Outcome::failed(text);
}

std::vector<std::string> Library::companions() const {
  std::vector<std::string> paths;
  for (const char* const inside : {"nettle_sha256_init", "nettle_rsa_public_key_init", "__gmpz_init"}) {
    const void* const address = ::dlsym(shared_.handle(), inside);
    if (address != nullptr) paths.push_back(SharedLibrary::path_of(address));
  }
  return paths;
}

}  // namespace fipsprobe::gnutls
