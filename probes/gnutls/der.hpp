#pragma once

#include <optional>

#include "harness/model/bytes.hpp"

// Numbers, and the form in which GnuTLS takes and gives DSA and ECDSA signatures: RFC 3279 §2.2.2 and §2.2.3.
namespace fipsprobe::gnutls {

// der_of returns SEQUENCE { r INTEGER, s INTEGER } for r then s, each half of `raw`.
Bytes der_of(const Bytes& raw);

// raw_of returns r then s, each `size` bytes; nullopt for other DER, or longer numbers.
std::optional<Bytes> raw_of(const Bytes& der, std::size_t size);

// as_number takes off the leading zeros of an integer.
Bytes as_number(Bytes integer);

// padded puts zeros before an integer that is shorter than `size` bytes.
Bytes padded(Bytes integer, std::size_t size);

}  // namespace fipsprobe::gnutls
