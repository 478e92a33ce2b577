#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

#include "harness/model/algorithm.hpp"
#include "harness/model/bytes.hpp"

// Parameters of key derivation functions. Sizes are in bytes unless the name says bits.
namespace fipsprobe {

// KbkdfParameters: SP 800-108 Rev. 1. The pseudo-random function is HMAC with `hash`, or CMAC with `cipher`.
struct KbkdfParameters {
  enum class Mode { counter, feedback, double_pipeline };
  enum class CounterPlace {
    none,            // feedback and double pipeline without a counter
    before_fixed,    // counter mode: i | fixed_before
    after_fixed,     // fixed_before | i; in feedback mode: K(i-1) | fixed | i
    middle,          // counter mode: fixed_before | i | fixed_after
    before_iterator  // feedback, double pipeline: i | K(i-1) or A(i) | fixed
  };
  Mode mode{};
  MacKind mac{};
  Hash hash{};
  Cipher cipher{};
  Bytes key;
  Bytes iv;                                         // feedback
  std::size_t counter_bits = 32;                    // 8, 16, 24 or 32
  CounterPlace place = CounterPlace::before_fixed;  // feedback and double pipeline: after_fixed, before_iterator, or
                                                    // before_fixed for K(i-1) | i | fixed
  Bytes fixed_before, fixed_after;                  // the fixed input data; all of it in fixed_before unless `place` is middle
};

// TlsPrfParameters: RFC 2246 §5 (TLS 1.0 and 1.1: MD5 and SHA-1 together), RFC 5246 §5 (TLS 1.2: one hash).
struct TlsPrfParameters {
  bool tls12 = false;
  Hash hash{};  // TLS 1.2
  Bytes secret;
  std::string label;  // "master secret", "extended master secret", "key expansion"
  Bytes seed;
};

// SshKdfParameters: RFC 4253 §7.2. `shared_secret` is K as it is hashed: an mpint with its four bytes of length.
struct SshKdfParameters {
  Hash hash{};
  Bytes shared_secret, exchange_hash, session_id;
  char letter = 'A';  // 'A' to 'F'
};

// IkeParameters: RFC 2409 §5 and Appendix B (IKEv1), RFC 7296 §2.13 to §2.18 (IKEv2); SP 800-135 Rev. 1 §4.1. prf is HMAC.
struct IkeParameters {
  enum class Step {
    v1_skeyid_signature,  // prf(Ni | Nr, g^xy)
    v1_skeyid_psk,        // prf(key = pre-shared key, Ni | Nr)
    v1_skeyid_d,          // prf(key = SKEYID, g^xy | CKY-I | CKY-R | 0)
    v1_skeyid_a,          // prf(key = SKEYID, SKEYID_d | g^xy | CKY-I | CKY-R | 1)
    v1_skeyid_e,          // prf(key = SKEYID, SKEYID_a | g^xy | CKY-I | CKY-R | 2)
    v2_skeyseed,          // prf(Ni | Nr, g^ir)
    v2_skeyseed_rekey,    // prf(key = SK_d, g^ir (new) | Ni | Nr)
    v2_prf_plus           // prf+(key, [g^ir (new) |] Ni | Nr [| SPIi | SPIr])
  };
  Step step{};
  Hash hash{};
  Bytes key;            // pre-shared key, SKEYID, SK_d or SKEYSEED
  Bytes ni, nr;         // nonces
  Bytes shared_secret;  // g^xy; prf+ of a child SA: g^ir (new), or empty
  Bytes ci, cr;         // IKEv1: cookies; prf+: SPIs, or empty
  Bytes previous;       // v1_skeyid_a: SKEYID_d; v1_skeyid_e: SKEYID_a
};

// Pbkdf2Parameters: SP 800-132, with HMAC.
struct Pbkdf2Parameters {
  Hash hash{};
  Bytes password, salt;
  std::uint32_t iterations = 1;
};

// HkdfParameters: RFC 5869, extract and expand.
struct HkdfParameters {
  Hash hash{};
  Bytes input, salt, info;
};

// X963KdfParameters: ANSI X9.63 §5.6.3.
struct X963KdfParameters {
  Hash hash{};
  Bytes secret, shared_info;
};

// X942KdfParameters: ANSI X9.42 with ASN.1 (RFC 2631 §2.1.2).
struct X942KdfParameters {
  Hash hash{};
  Bytes secret;
  std::string wrap_oid;  // dotted: the object identifier of the key wrap algorithm, "2.16.840.1.101.3.4.1.45"
  Bytes party_u_info, party_v_info, public_info, private_info;  // public_info: suppPubInfo behind the key length
  Bytes other_info;  // the whole DER of OtherInfo with a zero counter, where the file gives that instead; may be empty
};

using KdfParameters = std::variant<KbkdfParameters, TlsPrfParameters, SshKdfParameters, IkeParameters, Pbkdf2Parameters,
                                   HkdfParameters, X963KdfParameters, X942KdfParameters>;

}  // namespace fipsprobe
