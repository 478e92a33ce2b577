#pragma once

#include <initializer_list>

#include "harness/model/bytes.hpp"

// Writing of DER (X.690), as far as keys need it.
namespace fipsprobe::nss::der {

inline constexpr std::uint8_t kOctetString = 0x04, kSequence = 0x30;

// tagged returns tag, length and content.
Bytes tagged(std::uint8_t tag, ByteView content);

// integer returns an INTEGER: without leading zeros but for one where the first bit is set. No bytes stand for zero.
Bytes integer(ByteView number);

// sequence returns a SEQUENCE of encoded parts.
Bytes sequence(std::initializer_list<Bytes> parts);

}  // namespace fipsprobe::nss::der
