#include "harness/model/modprobe_file.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace fipsprobe;

TEST_CASE("the line that keeps a kernel module from being loaded is found, with its number") {
  const auto line = blocking_line("# a comment\noptions algif_aead x=1\n\tinstall algif-aead  /bin/false \r\n", "algif_aead");
  REQUIRE(line.has_value());
  CHECK(line->number == 3);
  CHECK(line->text == "install algif-aead  /bin/false");
  CHECK(blocking_line("blacklist algif_aead", "algif_aead")->number == 1);
}

TEST_CASE("lines of other modules and other commands keep nothing from being loaded") {
  for (const char* const text : {"", "\n\n", "install", "install algif_hash /bin/false\n", "#install algif_aead /bin/false\n",
                                 "alias algif_aead off\n", "install algif_aead2 /bin/false\n"}) {
    INFO(text);
    CHECK_FALSE(blocking_line(text, "algif_aead").has_value());
  }
}
