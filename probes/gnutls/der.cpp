#include "probes/gnutls/der.hpp"

#include <algorithm>

namespace fipsprobe::gnutls {
namespace {

constexpr std::uint8_t kInteger = 0x02, kSequence = 0x30;

// append_length appends a DER length below 65,536 (X.690 §8.1.3).
void append_length(Bytes& der, std::size_t length) {
  if (length >= 0x100) {
    der.push_back(0x82);
    der.push_back(static_cast<std::uint8_t>(length >> 8));
  } else if (length >= 0x80) {
    der.push_back(0x81);
  }
  der.push_back(static_cast<std::uint8_t>(length & 0xff));
}

Bytes integer(ByteView number) {
  while (number.size() > 1 && number.front() == 0) number = number.subspan(1);
  Bytes content;
  if (number.empty() || (number.front() & 0x80U) != 0) content.push_back(0);
  content.insert(content.end(), number.begin(), number.end());
  Bytes der = {kInteger};
  append_length(der, content.size());
  der.insert(der.end(), content.begin(), content.end());
  return der;
}

// Element is the content of a DER element, and what follows it.
struct Element {
  ByteView content, rest;
};

std::optional<Element> read(ByteView der, std::uint8_t tag) {
  if (der.size() < 2 || der[0] != tag) return std::nullopt;
  std::size_t length = der[1], header = 2;
  if (length >= 0x80) {
    header += length & 0x7fU;
    if (header > 4 || der.size() < header) return std::nullopt;
    length = 0;
    for (std::size_t i = 2; i < header; ++i) length = length << 8U | der[i];
  }
  if (der.size() - header < length) return std::nullopt;
  return Element{der.subspan(header, length), der.subspan(header + length)};
}

}  // namespace

Bytes der_of(const Bytes& raw) {
  const ByteView whole = raw;
  Bytes content = integer(whole.first(whole.size() / 2));
  const Bytes s = integer(whole.subspan(whole.size() / 2));
  content.insert(content.end(), s.begin(), s.end());
  Bytes der = {kSequence};
  append_length(der, content.size());
  der.insert(der.end(), content.begin(), content.end());
  return der;
}

std::optional<Bytes> raw_of(const Bytes& der, std::size_t size) {
  const std::optional<Element> sequence = read(der, kSequence);
  const std::optional<Element> r = sequence ? read(sequence->content, kInteger) : std::nullopt;
  const std::optional<Element> s = r ? read(r->rest, kInteger) : std::nullopt;
  if (!s) return std::nullopt;
  Bytes raw;
  for (const ByteView number : {r->content, s->content}) {
    const Bytes part = padded(as_number(Bytes(number.begin(), number.end())), size);
    if (part.size() != size) return std::nullopt;
    raw.insert(raw.end(), part.begin(), part.end());
  }
  return raw;
}

Bytes as_number(Bytes integer) {
  integer.erase(integer.begin(), std::find_if(integer.begin(), integer.end(), [](std::uint8_t byte) { return byte != 0; }));
  return integer;
}

Bytes padded(Bytes integer, std::size_t size) {
  if (integer.size() < size) integer.insert(integer.begin(), size - integer.size(), 0);
  return integer;
}

}  // namespace fipsprobe::gnutls
