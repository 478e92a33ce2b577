#include "probes/nss/kdf.hpp"

namespace fipsprobe::nss {
namespace {

constexpr Ulong kNoSalt = 1, kSaltData = 2;  // CKF_HKDF_SALT_NULL, CKF_HKDF_SALT_DATA

// is_short_for_fips tells a salt that the FIPS token's HMAC does not take as its key. Softoken then answers CKR_HOST_MEMORY,
// where it has CKR_KEY_SIZE_RANGE for the key of CKM_SHA256_HMAC.
bool is_short_for_fips(const Token& token, const HkdfParameters& from) {
  return token.entry() == Entry::fips && !from.salt.empty() && 2 * from.salt.size() < digest_size(from.hash);
}

}  // namespace

// An empty salt is the same as none: as many zeros as the digest has bytes (RFC 5869 §2.2).
std::variant<HkdfMechanism, Outcome> hkdf_parameters(const Token& token, const HkdfParameters& from) {
  if (auto missing = token.missing(kHkdfDerive)) return *missing;
  const HashMechanisms* const hash = mechanisms_of(from.hash);
  if (hash == nullptr) return no_mechanism("HKDF with " + std::string(name_of(from.hash)));
  if (auto missing = token.missing(hash->digest)) return *missing;
  return HkdfMechanism{1,
                       1,
                       hash->digest.type,
                       from.salt.empty() ? kNoSalt : kSaltData,
                       from.salt.data(),
                       from.salt.size(),
                       0,
                       from.info.data(),
                       from.info.size()};
}

Outcome derive_hkdf(const KdfRequest& request, const HkdfParameters& from) {
  const auto made = hkdf_parameters(request.token, from);
  if (const auto* const why_not = std::get_if<Outcome>(&made)) return *why_not;
  const auto& parameters = std::get<HkdfMechanism>(made);
  Outcome outcome = derive_from(request, from.input, {kHkdfDerive.type, &parameters, sizeof parameters});
  if (outcome.kind == OutcomeKind::error && is_short_for_fips(request.token, from)) {
    return Outcome::refused(outcome.reason + ", as its HMAC takes no key shorter than half a digest: here the salt");
  }
  return outcome;
}

}  // namespace fipsprobe::nss
