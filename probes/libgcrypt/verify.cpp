#include "probes/libgcrypt/verify.hpp"

#include <algorithm>
#include <array>

#include "probes/libgcrypt/key_sexp.hpp"
#include "probes/libgcrypt/signature.hpp"

namespace fipsprobe::libgcrypt {
namespace {

// What gcry_pk_verify answers for a signature that is not the key's, a malformed one, a point that is not on the curve, or an
// RSA key too small for the encoding (RFC 8017 §9.1.2 step 3: "inconsistent").
bool is_signature_rejection(Code code) {
  static constexpr std::array kRejections = {Code::bad_signature, Code::bad_pubkey,    Code::bad_mpi, Code::inv_obj,
                                             Code::too_short,     Code::broken_pubkey, Code::conflict};
  return std::ranges::find(kRejections, code) != kRejections.end();
}

// libgcrypt 1.5 ignores salt-length when it verifies, and takes a salt of its default length only (measured on 1.5.3).
constexpr std::size_t kOnlySaltOf15 = 20;

Outcome signature_rejected(std::string reason) {
  Outcome outcome = Outcome::verified(false);
  outcome.reason = std::move(reason);
  return outcome;
}

// Parts are the two halves of a DSA or ECDSA signature.
struct Parts {
  ByteView r, s;
};

Parts halves(const Bytes& signature) {
  const ByteView whole = signature;
  return {whole.first(whole.size() / 2), whole.subspan(whole.size() / 2)};
}

class GcryVerifier final : public Verifier {
 public:
  GcryVerifier(const Library& library, Digest& digest) : library_(library), digest_(digest) {}

  Outcome perform(const VerifyOperation& operation) override {
    if (operation.scheme == SignatureScheme::rsa_x931) return Outcome::unsupported("libgcrypt verifies no X9.31 signatures");
    if (operation.encoding == SignatureEncoding::der)
      return Outcome::unsupported("libgcrypt takes r and s as two numbers, not in DER");
    if (operation.mgf_hash && *operation.mgf_hash != operation.hash)
      return Outcome::unsupported("libgcrypt's MGF1 uses the hash of the message");
    if (digest_size(operation.hash) == 0) return Outcome::unsupported("libgcrypt has no signatures with SHAKE");
    Outcome hashed = digest_.perform({operation.hash, operation.message, 0});
    if (hashed.kind != OutcomeKind::ok) return hashed;
    Outcome outcome = verify(operation, hashed.output);
    if (outcome.reason.empty()) outcome.reason = std::move(hashed.reason);
    return outcome;
  }

 private:
  Outcome verify(const VerifyOperation& operation, const Bytes& hash) {
    if (const auto* const key = std::get_if<RsaPublicKey>(&operation.key)) return verify_rsa(operation, *key, hash);
    if (const auto* const key = std::get_if<DsaPublicKey>(&operation.key)) return verify_dsa(operation, *key, hash);
    return verify_ecdsa(operation, std::get<EcPublicKey>(operation.key), hash);
  }

  Outcome verify_rsa(const VerifyOperation& operation, const RsaPublicKey& key, const Bytes& hash) {
    if (std::string why = no_algorithm(library_, "rsa"); !why.empty()) return Outcome::unsupported(std::move(why));
    if (operation.scheme == SignatureScheme::rsa_pss && library_.is_before_1_6() && operation.salt_length != kOnlySaltOf15) {
      return Outcome::unsupported(
          "before libgcrypt 1.6 gcry_pk_verify ignores salt-length: only a PSS salt of 20 bytes is verified");
    }
    // RFC 8017 §8.1.2 and §8.2.2 step 1. libgcrypt takes the signature as a number, which has no length.
    if (operation.signature.size() != as_number(key.n).size())
      return signature_rejected("signature is not as long as the modulus");
    const OwnedMpi s = scan_number(library_, operation.signature);
    const OwnedSexp signature = build_sexp(library_, "(sig-val (rsa (s %m)))", s.get());
    return ask(operation, signature, public_key(library_, key), hash, 0);
  }

  Outcome verify_dsa(const VerifyOperation& operation, const DsaPublicKey& key, const Bytes& hash) {
    if (std::string why = no_algorithm(library_, "dsa"); !why.empty()) return Outcome::unsupported(std::move(why));
    const Parts parts = halves(operation.signature);
    const OwnedMpi r = scan_number(library_, parts.r), s = scan_number(library_, parts.s);
    const OwnedSexp signature = build_sexp(library_, "(sig-val (dsa (r %m) (s %m)))", r.get(), s.get());
    return ask(operation, signature, public_key(library_, key), hash, as_number(key.q).size());
  }

  Outcome verify_ecdsa(const VerifyOperation& operation, const EcPublicKey& key, const Bytes& hash) {
    if (std::string why = no_curve(library_, key.curve); !why.empty()) return Outcome::unsupported(std::move(why));
    const Parts parts = halves(operation.signature);
    const OwnedMpi r = scan_number(library_, parts.r), s = scan_number(library_, parts.s);
    const OwnedSexp signature = build_sexp(library_, "(sig-val (ecdsa (r %m) (s %m)))", r.get(), s.get());
    return ask(operation, signature, public_key(library_, key), hash, order_size(key.curve));
  }

  Outcome ask(const VerifyOperation& operation, const OwnedSexp& signature, const OwnedSexp& key, const Bytes& hash,
              std::size_t order) {
    const OwnedSexp data = hashed_data(library_, {operation.scheme, operation.hash, operation.salt_length}, hash, order);
    if (!signature || !data || !key) return Outcome::failed("gcry_sexp_build did not take the key, the signature or the hash");
    const GcryError error = library_.pk_verify(signature.get(), data.get(), key.get());
    if (error == 0) return Outcome::verified(true);
    if (code_of(error) == Code::bad_signature) return Outcome::verified(false);
    if (is_signature_rejection(code_of(error))) return signature_rejected(library_.text_of("gcry_pk_verify", error));
    return library_.declined("gcry_pk_verify", error, true);
  }

  const Library& library_;
  Digest& digest_;
};

}  // namespace

std::unique_ptr<Verifier> make_verifier(const Library& library, Digest& digest) {
  return std::make_unique<GcryVerifier>(library, digest);
}

}  // namespace fipsprobe::libgcrypt
