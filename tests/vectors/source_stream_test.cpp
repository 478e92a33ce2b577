#include "harness/vectors/source_stream.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <span>

#include "harness/model/errors.hpp"
#include "tests/support/packed_file.hpp"
#include "tests/support/program.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

std::string text_of(std::size_t size) {
  std::string text;
  while (text.size() < size) text += "line " + std::to_string(text.size()) + '\n';
  text.resize(size);
  return text;
}

// read_from returns up to `most` bytes from the start on, in pieces of an odd size.
std::string read_from(SourceStream& source, std::size_t most) {
  const std::unique_ptr<ByteStream> stream = source.from_start();
  std::array<char, 7777> buffer{};
  std::string text;
  while (text.size() < most) {
    const std::size_t count = stream->read(std::span(buffer).first(std::min(buffer.size(), most - text.size())));
    if (count == 0) break;
    text.append(buffer.data(), count);
  }
  return text;
}

}  // namespace

TEST_CASE("a source gives the same bytes from its start each time, whatever was read of it before") {
  const TemporaryFolder folder;
  for (const std::size_t size : {std::size_t{0}, std::size_t{10}, kMaxKept - 1, kMaxKept, kMaxKept + 1, 3 * kMaxKept}) {
    const std::string text = text_of(size);
    SourceStream source({"x", folder.write("x", text)});
    for (const std::size_t before : {std::size_t{0}, std::size_t{1}, std::size_t{5000}, kMaxKept, kMaxKept + 1, 9 * kMaxKept}) {
      INFO(size << " bytes, of which at most " << before << " were read before");
      REQUIRE(read_from(source, before) == text.substr(0, before));
      REQUIRE(read_from(source, 9 * kMaxKept) == text);
      REQUIRE(read_from(source, 5000) == text.substr(0, 5000));
    }
  }
}

TEST_CASE("a packed source that is cut off is an error each time that it is read") {
  const TemporaryFolder folder;
  const std::string whole = packed(text_of(100000));
  SourceStream source({"x.gz", folder.write("x.gz", whole.substr(0, whole.size() / 2))});
  for (int time = 0; time < 3; ++time) REQUIRE_THROWS_AS(read_from(source, 1000000), InputError);
}
