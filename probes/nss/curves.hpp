#pragma once

#include <optional>

#include "harness/model/key.hpp"

namespace fipsprobe::nss {

// ec_parameters returns CKA_EC_PARAMS of a curve: its object identifier in DER (RFC 5480 §2.1.1.1, SEC 2).
Bytes ec_parameters(Curve curve);

// plain_point returns the uncompressed point 04 || x || y (SEC 1 §2.3.3); ec_point returns CKA_EC_POINT, the same in a DER
// OCTET STRING.
Bytes plain_point(Curve curve, ByteView x, ByteView y);
Bytes ec_point(Curve curve, ByteView x, ByteView y);

// public_key_of reads CKA_EC_POINT; nullopt when that is no uncompressed point of the curve's size.
std::optional<EcPublicKey> public_key_of(Curve curve, const Bytes& point);

// left_padded puts zeros before an integer up to `size` bytes; nothing is cut off.
Bytes left_padded(ByteView number, std::size_t size);

}  // namespace fipsprobe::nss
