#pragma once

#include <string_view>

#include "harness/model/operation.hpp"

// Keys and signatures go into every generation of OpenSSL as DER (ITU-T X.690), so no structure of the library is needed.
namespace fipsprobe::openssl {

// subject_public_key_info encodes a key as RFC 5280 §4.1.2.7 with the algorithms of RFC 3279 §2.3 and RFC 5480 §2.
Bytes subject_public_key_info(const PublicKey& key);

// signature_value encodes r and s, the two halves of `signature`, as RFC 3279 §2.2.2 and §2.2.3.
Bytes signature_value(ByteView signature);

// oid_of returns the object identifier of a curve, dotted: RFC 5480 §2.1.1.1, RFC 3279 §2.3.5, SEC 2.
const char* oid_of(Curve curve);

}  // namespace fipsprobe::openssl
