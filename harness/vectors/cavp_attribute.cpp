#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "harness/vectors/cavp_file.hpp"

namespace fipsprobe {

void Attribute::fail(const std::string& why) const {
  throw InputError(std::string(file), line, fmt::format("{}: {}", name, why));
}

Bytes Attribute::bytes() const {
  std::optional<Bytes> read = from_hex(value);
  if (!read) fail("not pairs of hexadecimal digits");
  return std::move(*read);
}

Bytes Attribute::bytes(std::size_t size) const {
  Bytes read = bytes();
  if (read.size() != size) fail(fmt::format("{} bytes instead of {}", read.size(), size));
  return read;
}

Bytes Attribute::message(std::size_t size) const {
  if (size == 0 && value == "00") return {};
  return bytes(size);
}

Bytes Attribute::integer() const {
  if (value.empty()) fail("no digits");
  std::string_view digits = value;
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  std::optional<Bytes> read = digits.size() % 2 == 0 ? from_hex(digits) : from_hex("0" + std::string(digits));
  if (!read) fail("not a hexadecimal number");
  return std::move(*read);
}

Bytes Attribute::bits() const {
  Bytes packed((value.size() + 7) / 8);
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '0' && value[i] != '1') fail("not digits 0 and 1");
    const unsigned bit = value[i] == '1' ? 0x80U >> (i % 8) : 0U;
    packed[i / 8] = static_cast<std::uint8_t>(packed[i / 8] | bit);
  }
  return packed;
}

std::size_t Attribute::number() const {
  std::uint32_t read = 0;
  const char* const end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, read);
  if (error != std::errc() || stop != end) fail("not a decimal number below 2^32");
  return read;
}

std::size_t Attribute::size_in_bytes() const {
  const std::size_t bits = number();
  if (bits % 8 != 0) fail(fmt::format("{} bits: only whole bytes can be read", bits));
  return bits / 8;
}

bool Attribute::passed() const { return passed("P", "F"); }

bool Attribute::passed(std::string_view yes, std::string_view no) const {
  const std::size_t mark = value.find_first_of(" (");
  const std::string_view word = value.substr(0, mark);
  const std::size_t open = value.find('(');
  const bool is_whole = open == std::string_view::npos ? mark == std::string_view::npos : value.ends_with(')');
  if (!is_whole || (word != yes && word != no)) fail(fmt::format("neither {} nor {}", yes, no));
  return word == yes;
}

std::string_view Attribute::reason() const {
  const std::size_t open = value.find('(');
  return open == std::string_view::npos ? std::string_view() : value.substr(open + 1, value.rfind(')') - open - 1);
}

std::vector<Attribute> Attribute::listed() const {
  std::vector<Attribute> parts = {*this};
  for (std::size_t comma = value.find(", "); comma != std::string_view::npos; comma = parts.back().value.find(", ")) {
    Attribute next = *this;
    const std::string_view rest = parts.back().value.substr(comma + 2);
    parts.back().value = parts.back().value.substr(0, comma);
    const std::size_t equals = rest.find(" = ");
    if (equals == std::string_view::npos) fail("not \"Name = Value, Name = Value\"");
    next.name = rest.substr(0, equals);
    next.value = rest.substr(equals + 3);
    parts.push_back(next);
  }
  return parts;
}

}  // namespace fipsprobe
