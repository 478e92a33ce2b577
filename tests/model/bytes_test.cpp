#include "harness/model/bytes.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace fipsprobe;

TEST_CASE("hexadecimal digits of either case are read, and written in lower case") {
  REQUIRE(from_hex("00fFA5") == Bytes{0x00, 0xff, 0xa5});
  REQUIRE(to_hex(Bytes{0x00, 0xff, 0xa5}) == "00ffa5");
  REQUIRE(from_hex("") == Bytes{});
}

TEST_CASE("hexadecimal text of odd length or with another character is not read") {
  REQUIRE_FALSE(from_hex("abc").has_value());
  REQUIRE_FALSE(from_hex("0g").has_value());
  REQUIRE_FALSE(from_hex("0 ").has_value());
}
