#include "probes/nss/kdf.hpp"

namespace fipsprobe::nss {
namespace {

struct Randoms {  // CK_SSL3_RANDOM_DATA
  const Byte* client;
  Ulong client_length;
  const Byte* server;
  Ulong server_length;
};

struct MasterKeyParameters {  // CK_TLS12_MASTER_KEY_DERIVE_PARAMS
  Randoms randoms;
  Version* version;
  Ulong hash;
};

struct ExtendedMasterKeyParameters {  // CK_NSS_TLS_EXTENDED_MASTER_KEY_DERIVE_PARAMS, pkcs11n.h
  Ulong hash;
  const Byte* session_hash;
  Ulong session_hash_length;
  Version* version;
};

constexpr std::size_t kRandom = 32;        // bytes, RFC 5246 §7.4.1.2
constexpr std::size_t kMasterSecret = 48;  // bytes, RFC 5246 §8.1

// general lets the token fill as many bytes as asked for, with the secret as the key: its data are the label and the seed.
Outcome general(const KdfRequest& request, const MechanismName& name, const TlsPrfParameters& from) {
  if (auto missing = request.token.missing(name)) return *missing;
  const Reply key = request.keys.secret(CKK_GENERIC_SECRET, from.secret, KeyUse::mac);
  if (!key.ok()) return outcome_of(key);
  const ByteView label = as_bytes(from.label);
  Bytes data(label.begin(), label.end());
  data.insert(data.end(), from.seed.begin(), from.seed.end());
  Reply reply = request.token.sign_to({name.type, nullptr, 0}, key.object, data, request.length);
  if (!reply.ok()) return outcome_of(reply);
  return with_indicator(request.token, Outcome::done(std::move(reply.data)));
}

// master_secret does the two derivations that NSS offers with other hashes than SHA-256.
Outcome master_secret(const KdfRequest& request, const HashMechanisms& hash, const TlsPrfParameters& from) {
  if (from.label == "master secret" && from.seed.size() == 2 * kRandom && request.length == kMasterSecret) {
    if (auto missing = request.token.missing(kTls12MasterKeyDeriveDh)) return *missing;
    const MasterKeyParameters parameters{
        {from.seed.data(), kRandom, from.seed.data() + kRandom, kRandom}, nullptr, hash.digest.type};
    return derive_from(request, from.secret, {kTls12MasterKeyDeriveDh.type, &parameters, sizeof parameters});
  }
  if (from.label == "extended master secret" && request.length == kMasterSecret) {
    if (auto missing = request.token.missing(kNssTlsExtendedMasterKeyDeriveDh)) return *missing;
    const ExtendedMasterKeyParameters parameters{hash.digest.type, from.seed.data(), from.seed.size(), nullptr};
    return derive_from(request, from.secret, {kNssTlsExtendedMasterKeyDeriveDh.type, &parameters, sizeof parameters});
  }
  return no_mechanism("the bare TLS 1.2 PRF with another hash than SHA-256, only for the two master secrets of 48 bytes");
}

}  // namespace

Outcome derive_tls_prf(const KdfRequest& request, const TlsPrfParameters& from) {
  if (!from.tls12) return general(request, kTlsPrfGeneral, from);
  if (from.hash == Hash::sha256) return general(request, kNssTlsPrfGeneralSha256, from);
  const HashMechanisms* const hash = mechanisms_of(from.hash);
  if (hash == nullptr) return no_mechanism("the TLS 1.2 PRF with " + std::string(name_of(from.hash)));
  if (auto missing = request.token.missing(hash->digest)) return *missing;
  return master_secret(request, *hash, from);
}

}  // namespace fipsprobe::nss
