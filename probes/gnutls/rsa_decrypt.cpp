#include "probes/gnutls/rsa_decrypt.hpp"

#include "probes/gnutls/algorithms.hpp"
#include "probes/gnutls/der.hpp"
#include "probes/gnutls/keys.hpp"

namespace fipsprobe::gnutls {
namespace {

class TlsRsaDecryptor final : public RsaDecryptor {
 public:
  explicit TlsRsaDecryptor(const Library& library) : library_(library) {}

  Outcome perform(const RsaDecryptOperation& operation) override {
    if (std::string why = not_offered(operation); !why.empty()) return Outcome::unsupported(std::move(why));
    const Loaded<OwnedPrivateKey> key = load_private(library_, operation.key);
    if (!key) return no_key(library_, key);
    if (operation.padding == RsaPadding::oaep) {
      if (const Answer answer = set_oaep(key.key.get(), operation); answer.code < 0)
        return library_.declined(answer.call, answer.code);
    }
    return decrypt(operation, key.key.get());
  }

 private:
  std::string not_offered(const RsaDecryptOperation& operation) const {
    if (operation.padding == RsaPadding::none) return "GnuTLS has no bare RSA primitive";
    if (operation.padding == RsaPadding::pkcs1) return {};
    if (library_.x509_spki_set_rsa_oaep_params == nullptr)
      return "no OAEP: this version has no gnutls_x509_spki_set_rsa_oaep_params, which came with 3.8.4";
    if (operation.mgf_hash != operation.hash) return "GnuTLS's MGF1 uses the hash of the label";
    return digest_number(operation.hash) == 0 || digest_size(operation.hash) == 0 ? "GnuTLS has no OAEP with this hash" : "";
  }

  // set_oaep makes the key one for OAEP (RFC 4055 §4.1).
  Answer set_oaep(PrivateKeyHandle key, const RsaDecryptOperation& operation) const {
    SpkiHandle created = nullptr;
    if (const int code = library_.x509_spki_init(&created); code < 0) return {"gnutls_x509_spki_init", code};
    const OwnedSpki spki(created, SpkiDeinit{&library_});
    const Datum label = datum_of(operation.label);
    int code =
        library_.x509_spki_set_rsa_oaep_params(spki.get(), digest_number(operation.hash), label.size == 0 ? nullptr : &label);
    if (code < 0) return {"gnutls_x509_spki_set_rsa_oaep_params", code};
    code = library_.privkey_set_spki(key, spki.get(), 0);
    return {"gnutls_privkey_set_spki", code};
  }

  Outcome decrypt(const RsaDecryptOperation& operation, PrivateKeyHandle key) const {
    const Datum ciphertext = datum_of(operation.ciphertext);
    OwnedDatum plaintext(library_);
    const int code = library_.privkey_decrypt_data(key, 0, &ciphertext, plaintext.get());
    // -50 and -23 are what it answers for a ciphertext that is not as long as the modulus, or not below it.
    const bool is_rejection = code == kDecryptionFailed || code == kInvalidRequest || code == kMpiScanFailed;
    if (is_rejection) {
      Outcome outcome = Outcome::verified(false);
      outcome.reason = library_.text_of("gnutls_privkey_decrypt_data", code);
      return outcome;
    }
    if (code < 0) return library_.declined("gnutls_privkey_decrypt_data", code);
    return Outcome::done(plaintext.bytes());
  }

  const Library& library_;
};

}  // namespace

std::unique_ptr<RsaDecryptor> make_rsa_decryptor(const Library& library) { return std::make_unique<TlsRsaDecryptor>(library); }

}  // namespace fipsprobe::gnutls
