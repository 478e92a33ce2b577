#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fipsprobe {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

// to_hex returns two lower-case hexadecimal digits for each byte.
std::string to_hex(ByteView bytes);

// from_hex reads pairs of hexadecimal digits of either case; nullopt when `text` has an odd length or any other character.
std::optional<Bytes> from_hex(std::string_view text);

// as_text views bytes as characters, unchanged.
std::string_view as_text(ByteView bytes);

// as_bytes views characters as bytes, unchanged.
ByteView as_bytes(std::string_view text);

}  // namespace fipsprobe
