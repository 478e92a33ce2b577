#include "harness/model/bytes.hpp"

#include <array>

namespace fipsprobe {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::uint8_t kNotHex = 0xff;

constexpr std::array<std::uint8_t, 256> make_nibbles() {
  std::array<std::uint8_t, 256> table{};
  table.fill(kNotHex);
  for (std::uint8_t value = 0; value < 16; ++value) {
    table[static_cast<std::uint8_t>(kDigits[value])] = value;
    if (value >= 10) table[static_cast<std::uint8_t>('A' + value - 10)] = value;
  }
  return table;
}

constexpr std::array<std::uint8_t, 256> kNibbles = make_nibbles();

}  // namespace

std::string to_hex(ByteView bytes) {
  std::string text(bytes.size() * 2, '\0');
  std::size_t at = 0;
  for (const std::uint8_t byte : bytes) {
    text[at++] = kDigits[byte >> 4U];
    text[at++] = kDigits[byte & 0x0fU];
  }
  return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes bytes(text.size() / 2);
  std::uint8_t seen = 0;  // the bits of all nibbles: more than four where one is none
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::uint8_t high = kNibbles[static_cast<std::uint8_t>(text[2 * i])];
    const std::uint8_t low = kNibbles[static_cast<std::uint8_t>(text[2 * i + 1])];
    seen |= high | low;
    bytes[i] = static_cast<std::uint8_t>(high << 4U | low);
  }
  if (seen > 0x0f) return std::nullopt;
  return bytes;
}

std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};  // NOLINT(*-reinterpret-cast): same object representation
}

ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()),
          text.size()};  // NOLINT(*-reinterpret-cast): same object representation
}

}  // namespace fipsprobe
