#pragma once

#include "harness/model/key.hpp"

namespace fipsprobe::nss {

// pkcs8 returns PrivateKeyInfo in DER (RFC 5208 §5): the form in which C_UnwrapKey takes a private key. An RSA key must have
// all its numbers (RFC 8017 §A.1.2).
Bytes pkcs8(const PrivateKey& key);

}  // namespace fipsprobe::nss
