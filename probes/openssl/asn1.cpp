#include "probes/openssl/asn1.hpp"

#include <algorithm>
#include <charconv>

namespace fipsprobe::openssl {
namespace {

constexpr std::size_t kShortForm = 0x80;  // lengths below stand in one byte: X.690 §8.1.3

void append(Bytes& out, ByteView part) { out.insert(out.end(), part.begin(), part.end()); }

Bytes length_of(std::size_t size) {
  if (size < kShortForm) return {static_cast<std::uint8_t>(size)};
  Bytes length;
  for (std::size_t rest = size; rest != 0; rest >>= 8U) length.insert(length.begin(), static_cast<std::uint8_t>(rest & 0xffU));
  length.insert(length.begin(), static_cast<std::uint8_t>(kShortForm | length.size()));
  return length;
}

}  // namespace

Bytes element(std::uint8_t tag, std::initializer_list<Bytes> parts) {
  std::size_t size = 0;
  for (const Bytes& part : parts) size += part.size();
  Bytes out{tag};
  append(out, length_of(size));
  for (const Bytes& part : parts) append(out, part);
  return out;
}

Bytes without_leading_zeros(ByteView number) {
  const auto first = std::ranges::find_if(number, [](std::uint8_t byte) { return byte != 0; });
  return {first, number.end()};
}

Bytes padded(ByteView number, std::size_t size) {
  Bytes out = without_leading_zeros(number);
  if (out.size() < size) out.insert(out.begin(), size - out.size(), 0);
  return out;
}

// A zero byte in front keeps the number positive (X.690 §8.3).
Bytes integer(ByteView number) {
  Bytes content = without_leading_zeros(number);
  if (content.empty() || (content.front() & 0x80U) != 0) content.insert(content.begin(), 0);
  return element(kIntegerTag, {content});
}

// Arcs in base 128, the first two in one (X.690 §8.19).
Bytes object_identifier(std::string_view dotted) {
  Bytes content;
  std::uint64_t first = 0;
  std::size_t arcs = 0;
  for (const char* at = dotted.data(); at < dotted.data() + dotted.size(); ++arcs) {
    std::uint64_t arc = 0;
    at = std::from_chars(at, dotted.data() + dotted.size(), arc).ptr + 1;
    if (arcs == 0) first = arc;
    if (arcs == 0) continue;
    if (arcs == 1) arc += first * 40;
    Bytes digits{static_cast<std::uint8_t>(arc & 0x7fU)};
    for (arc >>= 7U; arc != 0; arc >>= 7U) digits.insert(digits.begin(), static_cast<std::uint8_t>(0x80U | (arc & 0x7fU)));
    append(content, digits);
  }
  return element(kObjectIdentifierTag, {content});
}

Bytes bit_string(const Bytes& content) { return element(kBitStringTag, {Bytes{0}, content}); }

std::optional<ByteView> DerReader::next(std::uint8_t tag) {
  if (rest_.size() < 2 || rest_[0] != tag) return std::nullopt;
  std::size_t size = rest_[1];
  std::size_t header = 2;
  if (size >= kShortForm) {
    const std::size_t bytes = size - kShortForm;
    if (bytes == 0 || bytes > sizeof(std::uint32_t) || rest_.size() < header + bytes) return std::nullopt;
    size = 0;
    for (std::size_t i = 0; i < bytes; ++i) size = size << 8U | rest_[header + i];
    header += bytes;
  }
  if (rest_.size() - header < size) return std::nullopt;
  const ByteView content = rest_.subspan(header, size);
  rest_ = rest_.subspan(header + size);
  return content;
}

}  // namespace fipsprobe::openssl
