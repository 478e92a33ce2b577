#include "probes/gnutls/verify.hpp"

#include <algorithm>
#include <array>

#include "probes/gnutls/algorithms.hpp"

namespace fipsprobe::gnutls {
namespace {

struct KeyDeinit {
  const Library* library = nullptr;
  void operator()(PublicKeyContext* key) const { library->pubkey_deinit(key); }
};
using OwnedKey = std::unique_ptr<PublicKeyContext, KeyDeinit>;

struct SpkiDeinit {
  const Library* library = nullptr;
  void operator()(SpkiContext* spki) const { library->x509_spki_deinit(spki); }
};

// What GnuTLS answers for a signature that is not the key's, a malformed one, or a point that is not on the curve.
bool is_rejection(int code) {
  static constexpr std::array kRejections = {kSignatureVerifyFailed, kMpiScanFailed, kReceivedIllegalParameter,
                                             kIllegalParameter};
  return std::ranges::find(kRejections, code) != kRejections.end();
}

// append_length appends a DER length below 65,536 (X.690 §8.1.3).
void append_length(Bytes& der, std::size_t length) {
  if (length >= 0x100) {
    der.push_back(0x82);
    der.push_back(static_cast<std::uint8_t>(length >> 8));
  } else if (length >= 0x80) {
    der.push_back(0x81);
  }
  der.push_back(static_cast<std::uint8_t>(length & 0xff));
}

Bytes der_integer(ByteView number) {
  while (number.size() > 1 && number.front() == 0) number = number.subspan(1);
  Bytes content;
  if (number.empty() || (number.front() & 0x80U) != 0) content.push_back(0);
  content.insert(content.end(), number.begin(), number.end());
  Bytes der = {0x02};
  append_length(der, content.size());
  der.insert(der.end(), content.begin(), content.end());
  return der;
}

// der_pair returns SEQUENCE { r INTEGER, s INTEGER } (RFC 3279 §2.2.2), the form in which GnuTLS takes DSA and ECDSA
// signatures.
Bytes der_pair(const Bytes& signature) {
  const ByteView whole = signature;
  Bytes content = der_integer(whole.first(whole.size() / 2));
  const Bytes s = der_integer(whole.subspan(whole.size() / 2));
  content.insert(content.end(), s.begin(), s.end());
  Bytes der = {0x30};
  append_length(der, content.size());
  der.insert(der.end(), content.begin(), content.end());
  return der;
}

class TlsVerifier final : public Verifier {
 public:
  explicit TlsVerifier(const Library& library) : library_(library) {}

  Outcome perform(const VerifyOperation& operation) override {
    const int number = sign_number(operation.scheme, operation.hash);
    if (number == 0) return Outcome::unsupported("GnuTLS has no such signature algorithm");
    if (operation.scheme == SignatureScheme::rsa_pss && library_.pubkey_set_spki == nullptr) {
      return Outcome::unsupported("no PSS: this version has no gnutls_pubkey_set_spki");
    }
    PublicKeyHandle created = nullptr;
    if (const int code = library_.pubkey_init(&created); code < 0) return library_.declined("gnutls_pubkey_init", code);
    const OwnedKey key(created, KeyDeinit{&library_});
    if (const Answer answer = import(key.get(), operation); answer.code < 0) return judge(answer);
    const Bytes signature =
        std::holds_alternative<RsaPublicKey>(operation.key) ? operation.signature : der_pair(operation.signature);
    const Datum data = datum_of(operation.message), signed_by = datum_of(signature);
    return judge(
        {"gnutls_pubkey_verify_data2", library_.pubkey_verify_data2(key.get(), number, kAllowBroken, &data, &signed_by)});
  }

 private:
  struct Answer {
    const char* call = "";
    int code = 0;
  };

  Outcome judge(const Answer& answer) const {
    if (answer.code >= 0) return Outcome::verified(true);
    if (!is_rejection(answer.code)) return library_.declined(answer.call, answer.code);
    Outcome outcome = Outcome::verified(false);
    if (answer.code != kSignatureVerifyFailed) outcome.reason = library_.text_of(answer.call, answer.code);
    return outcome;
  }

  Answer import(PublicKeyHandle key, const VerifyOperation& operation) const {
    if (const auto* const rsa = std::get_if<RsaPublicKey>(&operation.key)) {
      const Datum n = datum_of(rsa->n), e = datum_of(rsa->e);
      const int code = library_.pubkey_import_rsa_raw(key, &n, &e);
      if (code < 0 || operation.scheme != SignatureScheme::rsa_pss) return {"gnutls_pubkey_import_rsa_raw", code};
      return set_pss(key, operation);
    }
    if (const auto* const dsa = std::get_if<DsaPublicKey>(&operation.key)) {
      const Datum p = datum_of(dsa->p), q = datum_of(dsa->q), g = datum_of(dsa->g), y = datum_of(dsa->y);
      return {"gnutls_pubkey_import_dsa_raw", library_.pubkey_import_dsa_raw(key, &p, &q, &g, &y)};
    }
    const EcPublicKey& ec = std::get<EcPublicKey>(operation.key);
    const int curve = curve_number(ec.curve);
    if (curve == 0) return {"gnutls_pubkey_import_ecc_raw", kUnsupportedCurve};
    const Datum x = datum_of(ec.x), y = datum_of(ec.y);
    return {"gnutls_pubkey_import_ecc_raw", library_.pubkey_import_ecc_raw(key, curve, &x, &y)};
  }

  // set_pss makes the RSA key one for PSS with the operation's hash and salt length (RFC 4055 §3.1).
  Answer set_pss(PublicKeyHandle key, const VerifyOperation& operation) const {
    SpkiHandle created = nullptr;
    if (const int code = library_.x509_spki_init(&created); code < 0) return {"gnutls_x509_spki_init", code};
    const std::unique_ptr<SpkiContext, SpkiDeinit> spki(created, SpkiDeinit{&library_});
    library_.x509_spki_set_rsa_pss_params(spki.get(), digest_number(operation.hash),
                                          static_cast<unsigned>(operation.salt_length));
    return {"gnutls_pubkey_set_spki", library_.pubkey_set_spki(key, spki.get(), 0)};
  }

  const Library& library_;
};

}  // namespace

std::unique_ptr<Verifier> make_verifier(const Library& library) { return std::make_unique<TlsVerifier>(library); }

}  // namespace fipsprobe::gnutls
