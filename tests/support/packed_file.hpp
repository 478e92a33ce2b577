#pragma once

#include <zlib.h>

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>

namespace fipsprobe::test {

// packed returns one member of a gzip file (RFC 1952 §2.2: a file may have several).
inline std::string packed(std::string text) {
  z_stream stream{};
  constexpr int gzip = 16;
  REQUIRE(deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, gzip + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string result(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());     // NOLINT(*-reinterpret-cast): same object representation
  stream.next_out = reinterpret_cast<Bytef*>(result.data());  // NOLINT(*-reinterpret-cast): same object representation
  stream.avail_in = static_cast<uInt>(text.size());
  stream.avail_out = static_cast<uInt>(result.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  result.resize(stream.total_out);
  deflateEnd(&stream);
  return result;
}

// write_repeated makes a gzip file of `front` and `count` times `text` behind it. The text is packed once, so that a file of
// gigabytes costs no time and no space.
inline void write_repeated(const std::filesystem::path& path, const std::string& front, const std::string& text,
                           std::size_t count) {
  std::ofstream file(path, std::ios::binary);
  file << packed(front);
  const std::string part = packed(text);
  for (std::size_t i = 0; i < count; ++i) file << part;
  REQUIRE(file.good());
}

}  // namespace fipsprobe::test
