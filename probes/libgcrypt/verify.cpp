#include "probes/libgcrypt/verify.hpp"

#include <algorithm>
#include <array>

#include "probes/libgcrypt/algorithms.hpp"
#include "probes/libgcrypt/sexp.hpp"

namespace fipsprobe::libgcrypt {
namespace {

// What gcry_pk_verify answers for a signature that is not the key's, a malformed one, a point that is not on the curve, or an
// RSA key too small for the encoding (RFC 8017 §9.1.2 step 3: "inconsistent").
bool is_rejection(Code code) {
  static constexpr std::array kRejections = {Code::bad_signature, Code::bad_pubkey,    Code::bad_mpi, Code::inv_obj,
                                             Code::too_short,     Code::broken_pubkey, Code::conflict};
  return std::ranges::find(kRejections, code) != kRejections.end();
}

// libgcrypt 1.5 ignores salt-length when it verifies, and takes a salt of its default length only (measured on 1.5.3).
constexpr std::size_t kOnlySaltOf15 = 20;

Outcome rejected(std::string reason) {
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
    if (operation.scheme == SignatureScheme::rsa_pss && library_.is_before_1_6() && operation.salt_length != kOnlySaltOf15) {
      return Outcome::unsupported(
          "before libgcrypt 1.6 gcry_pk_verify ignores salt-length: only a PSS salt of 20 bytes is verified");
    }
    // RFC 8017 §8.1.2 and §8.2.2 step 1. libgcrypt takes the signature as a number, which has no length.
    if (operation.signature.size() != key.n.size()) return rejected("signature is not as long as the modulus");
    const OwnedMpi n = scan_number(library_, key.n), e = scan_number(library_, key.e),
                   s = scan_number(library_, operation.signature);
    const OwnedSexp public_key = build_sexp(library_, "(public-key (rsa (n %m) (e %m)))", n.get(), e.get());
    const OwnedSexp signature = build_sexp(library_, "(sig-val (rsa (s %m)))", s.get());
    const char* const name = library_.md_algo_name(hash_row(operation.hash)->digest);
    const int size = static_cast<int>(hash.size());
    const OwnedSexp data = operation.scheme == SignatureScheme::rsa_pss
                               ? build_sexp(library_, "(data (flags pss) (salt-length %d) (hash %s %b))",
                                            static_cast<int>(operation.salt_length), name, size, hash.data())
                               : build_sexp(library_, "(data (flags pkcs1) (hash %s %b))", name, size, hash.data());
    return ask(signature, data, public_key, library_.built_with("pubkeys", "rsa"));
  }

  Outcome verify_dsa(const VerifyOperation& operation, const DsaPublicKey& key, const Bytes& hash) {
    const OwnedMpi p = scan_number(library_, key.p), q = scan_number(library_, key.q), g = scan_number(library_, key.g),
                   y = scan_number(library_, key.y);
    const OwnedSexp public_key =
        build_sexp(library_, "(public-key (dsa (p %m) (q %m) (g %m) (y %m)))", p.get(), q.get(), g.get(), y.get());
    return verify_pair(operation, public_key, "dsa", key.q.size(), hash);
  }

  Outcome verify_ecdsa(const VerifyOperation& operation, const EcPublicKey& key, const Bytes& hash) {
    const std::string_view curve = curve_name(key.curve);
    if (curve.empty()) return Outcome::unsupported("libgcrypt has no such curve");
    Bytes point = {4};  // SEC 1 §2.3.3: uncompressed
    point.insert(point.end(), key.x.begin(), key.x.end());
    point.insert(point.end(), key.y.begin(), key.y.end());
    const OwnedSexp public_key = build_sexp(library_, "(public-key (ecdsa (curve %s) (q %b)))", curve.data(),
                                            static_cast<int>(point.size()), point.data());
    return verify_pair(operation, public_key, "ecc", order_size(key.curve), hash);
  }

  // verify_pair verifies a signature of two numbers. FIPS 186-4 §4.6: only the leftmost bits of the hash count, as many as
  // the group order has; every order here is a whole number of bytes, or longer than any hash.
  Outcome verify_pair(const VerifyOperation& operation, const OwnedSexp& public_key, const char* family, std::size_t order,
                      const Bytes& hash) {
    const Parts parts = halves(operation.signature);
    const OwnedMpi r = scan_number(library_, parts.r), s = scan_number(library_, parts.s);
    const OwnedMpi value = scan_number(library_, ByteView(hash).first(std::min(order, hash.size())));
    const bool is_dsa = std::string_view(family) == "dsa";
    const OwnedSexp signature =
        build_sexp(library_, is_dsa ? "(sig-val (dsa (r %m) (s %m)))" : "(sig-val (ecdsa (r %m) (s %m)))", r.get(), s.get());
    const OwnedSexp data = build_sexp(library_, "(data (flags raw) (value %m))", value.get());
    return ask(signature, data, public_key, library_.built_with("pubkeys", family));
  }

  Outcome ask(const OwnedSexp& signature, const OwnedSexp& data, const OwnedSexp& key, bool built) {
    if (!built) return Outcome::unsupported("this build has no such public-key algorithm (GCRYCTL_PRINT_CONFIG)");
    if (!signature || !data || !key) return Outcome::failed("gcry_sexp_build did not take the key, the signature or the hash");
    const GcryError error = library_.pk_verify(signature.get(), data.get(), key.get());
    if (error == 0) return Outcome::verified(true);
    if (code_of(error) == Code::bad_signature) return Outcome::verified(false);
    if (is_rejection(code_of(error))) return rejected(library_.text_of("gcry_pk_verify", error));
    return library_.declined("gcry_pk_verify", error, built);
  }

  const Library& library_;
  Digest& digest_;
};

}  // namespace

std::unique_ptr<Verifier> make_verifier(const Library& library, Digest& digest) {
  return std::make_unique<GcryVerifier>(library, digest);
}

}  // namespace fipsprobe::libgcrypt
