#pragma once

#include "harness/vectors/cavp_kind.hpp"

// What the files of RSA, DSA and ECDSA have in common.
namespace fipsprobe {

// sign_and_verify makes two cases of a signature that the file gives with its private key: the module signs, and it accepts the
// file's signature. Where signing uses random numbers of the module (`is_random`), its signature must verify; else it must be
// the file's.
std::vector<Case> sign_and_verify(PrivateKey key, VerifyOperation given, bool is_random);

// key_pair_case makes the case of a key pair that the file gives: a signature that is made with the private key must verify
// under the public key.
Case key_pair_case(SignatureScheme scheme, PrivateKey key);

}  // namespace fipsprobe
