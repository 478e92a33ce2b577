#pragma once

#include <optional>

#include "harness/model/operation.hpp"

// Keys and signatures go into every generation of OpenSSL as DER (ITU-T X.690), and come out of it so: no structure of the
// library is needed.
namespace fipsprobe::openssl {

// subject_public_key_info encodes a key as RFC 5280 §4.1.2.7 with the algorithms of RFC 3279 §2.3 and RFC 5480 §2.
Bytes subject_public_key_info(const PublicKey& key);

// private_key_info encodes a key as RFC 5208 §5. Of an RSA key every part must be there.
Bytes private_key_info(const PrivateKey& key);

// Diffie-Hellman keys over the key's p, g and, where it is known, q: ANSI X9.42 as RFC 3279 §2.3.3 with q, PKCS#3 without.
Bytes diffie_hellman_private_info(const DsaPrivateKey& key);
Bytes diffie_hellman_public_info(const DsaPrivateKey& parameters, ByteView public_key);

// public_key_of reads what the library made: SubjectPublicKeyInfo. A curve's name is not read but given, since 1.0.2k writes
// the curve's parameters in its place. nullopt when it is something else.
std::optional<PublicKey> public_key_of(ByteView info, SignatureScheme scheme, Curve curve);

// signature_value encodes r and s, the two halves of `signature`, as RFC 3279 §2.2.2 and §2.2.3.
Bytes signature_value(ByteView signature);

// raw_signature returns r then s, `half` bytes each; nullopt when the DER is not such a pair.
std::optional<Bytes> raw_signature(ByteView der, std::size_t half);

// oid_of returns the object identifier of a curve, dotted: RFC 5480 §2.1.1.1, RFC 3279 §2.3.5, SEC 2.
const char* oid_of(Curve curve);

}  // namespace fipsprobe::openssl
