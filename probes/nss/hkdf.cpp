#include "probes/nss/kdf.hpp"

namespace fipsprobe::nss {
namespace {

struct Parameters {  // CK_HKDF_PARAMS, PKCS #11 Current Mechanisms 3.0
  Byte extract, expand;
  Ulong hash;
  Ulong salt_type;
  const Byte* salt;
  Ulong salt_length;
  Handle salt_key;
  const Byte* info;
  Ulong info_length;
};

constexpr Ulong kNoSalt = 1, kSaltData = 2;  // CKF_HKDF_SALT_NULL, CKF_HKDF_SALT_DATA

// is_short_for_fips tells a salt that the FIPS token's HMAC does not take as its key. Softoken then answers CKR_HOST_MEMORY,
// where it has CKR_KEY_SIZE_RANGE for the key of CKM_SHA256_HMAC.
bool is_short_for_fips(const Token& token, const HkdfParameters& from) {
  return token.entry() == Entry::fips && !from.salt.empty() && 2 * from.salt.size() < digest_size(from.hash);
}

}  // namespace

// An empty salt is the same as none: as many zeros as the digest has bytes (RFC 5869 §2.2).
Outcome derive_hkdf(const KdfRequest& request, const HkdfParameters& from) {
  if (auto missing = request.token.missing(kHkdfDerive)) return *missing;
  const HashMechanisms* const hash = mechanisms_of(from.hash);
  if (hash == nullptr) return no_mechanism("HKDF with " + std::string(name_of(from.hash)));
  if (auto missing = request.token.missing(hash->digest)) return *missing;
  const Parameters parameters{1,
                              1,
                              hash->digest.type,
                              from.salt.empty() ? kNoSalt : kSaltData,
                              from.salt.data(),
                              from.salt.size(),
                              0,
                              from.info.data(),
                              from.info.size()};
  Outcome outcome = derive_from(request, from.input, {kHkdfDerive.type, &parameters, sizeof parameters});
  if (outcome.kind == OutcomeKind::error && is_short_for_fips(request.token, from)) {
    return Outcome::refused(outcome.reason + ", as its HMAC takes no key shorter than half a digest: here the salt");
  }
  return outcome;
}

}  // namespace fipsprobe::nss
