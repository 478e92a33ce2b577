#pragma once

#include <vector>

#include "harness/model/key.hpp"

// The published key pairs of the benchmark and the known answers that belong to them: keys.json.
namespace fipsprobe {

struct BenchRsaKey {
  RsaPrivateKey key;
  Bytes signature;         // of BenchKeys::message: PKCS#1 v1.5, SHA-256
  Bytes pkcs1_ciphertext;  // of BenchKeys::plaintext
  Bytes oaep_ciphertext;   // the same, OAEP with SHA-256
};

struct BenchEcKey {
  EcPrivateKey key;
  Hash hash{};      // that the curve signs with
  Bytes signature;  // of BenchKeys::message: r then s
  EcPublicKey peer;
  Bytes secret;  // that the key and the peer's share
};

struct BenchKeys {
  Bytes message;
  Bytes plaintext;
  std::vector<BenchRsaKey> rsa;
  std::vector<BenchEcKey> ec;
};

const BenchKeys& bench_keys();

}  // namespace fipsprobe
