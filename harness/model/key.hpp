#pragma once

#include <cstddef>
#include <variant>

#include "harness/model/algorithm.hpp"
#include "harness/model/bytes.hpp"

// Keys of public-key algorithms. Integers are unsigned and big-endian.
namespace fipsprobe {

struct RsaPublicKey {
  Bytes n, e;
  bool operator==(const RsaPublicKey&) const = default;
};
struct DsaPublicKey {
  Bytes p, q, g, y;
  bool operator==(const DsaPublicKey&) const = default;
};
struct EcPublicKey {
  Curve curve{};
  Bytes x, y;  // field_size(curve) bytes each; a file may give longer or shorter ones, which must be rejected
  bool operator==(const EcPublicKey&) const = default;
};

using PublicKey = std::variant<RsaPublicKey, DsaPublicKey, EcPublicKey>;

// RsaPrivateKey: n and e are there, and d or all of p, q, dp, dq and qinv (RFC 8017 §3.2); the others may be empty.
struct RsaPrivateKey {
  Bytes n, e, d;
  Bytes p, q, dp, dq, qinv;
};
struct DsaPrivateKey {
  Bytes p, q, g, x;
  Bytes y;  // may be empty
};
struct EcPrivateKey {
  Curve curve{};
  Bytes d;
  Bytes x, y;  // of the public point; may be empty
};

using PrivateKey = std::variant<RsaPrivateKey, DsaPrivateKey, EcPrivateKey>;

// public_part returns the public half of a key pair; the parts that may be empty are then empty in it too.
PublicKey public_part(const PrivateKey& key);

// significant_bits counts the bits of an unsigned big-endian integer without its leading zeros.
std::size_t significant_bits(const Bytes& number);

}  // namespace fipsprobe
