#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

#include "harness/model/bytes.hpp"

// As much of DER (ITU-T X.690) as keys and signatures are made of.
namespace fipsprobe::openssl {

// Tags: X.690 §8, X.680 §8.4.
inline constexpr std::uint8_t kIntegerTag = 0x02;
inline constexpr std::uint8_t kBitStringTag = 0x03;
inline constexpr std::uint8_t kOctetStringTag = 0x04;
inline constexpr std::uint8_t kNullTag = 0x05;
inline constexpr std::uint8_t kObjectIdentifierTag = 0x06;
inline constexpr std::uint8_t kSequenceTag = 0x30;

// element encodes tag, length and content; several parts are one content after another.
Bytes element(std::uint8_t tag, std::initializer_list<Bytes> parts);
inline Bytes sequence(std::initializer_list<Bytes> parts) { return element(kSequenceTag, parts); }

// integer encodes an unsigned big-endian number.
Bytes integer(ByteView number);

// object_identifier encodes a dotted identifier.
Bytes object_identifier(std::string_view dotted);

// bit_string encodes bytes without unused bits.
Bytes bit_string(const Bytes& content);

Bytes without_leading_zeros(ByteView number);

// padded puts zeros before a number up to `size` bytes; one that is longer without its leading zeros stays longer.
Bytes padded(ByteView number, std::size_t size);

// DerReader takes elements one after another from the library's own output.
class DerReader {
 public:
  explicit DerReader(ByteView der) : rest_(der) {}

  // next returns the content of the next element; nullopt when it has another tag, or is not whole.
  std::optional<ByteView> next(std::uint8_t tag);

 private:
  ByteView rest_;
};

}  // namespace fipsprobe::openssl
