#include "harness/report/text_table.hpp"

#include <catch2/catch_test_macros.hpp>

#include "harness/report/printable.hpp"

using namespace fipsprobe;

TEST_CASE("a table aligns words to the left and numbers to the right") {
  TextTable table({"module", "total", "ok"});
  table.add({"libcrypto.so.10", "1200", "7"});
  table.add({"kernel", "5", "12345"});
  CHECK(table.to_text(false) ==
        "module           total     ok\n"
        "libcrypto.so.10   1200      7\n"
        "kernel               5  12345\n");
}

TEST_CASE("a remark at the end of a short row does not widen or turn its column") {
  TextTable table({"module", "total", "ok"});
  table.add({"kernel", "could not be had: no AF_ALG in this kernel"});
  table.add({"nss", "5", "5"});
  CHECK(table.to_text(false) ==
        "module  total  ok\n"
        "kernel  could not be had: no AF_ALG in this kernel\n"
        "nss         5   5\n");
}

TEST_CASE("a table colours words of state only when asked") {
  TextTable table({"module", "FIPS"});
  table.add({"nss", "on"});
  CHECK(table.to_text(false).find('\x1b') == std::string::npos);
  CHECK(table.to_text(true).find("\x1b[32mon\x1b[0m") != std::string::npos);
}

TEST_CASE("printable leaves out what could steer a terminal") {
  CHECK(printable("a\x1b[31mred\x1b]0;title\x07") == "a[31mred]0;title");
  CHECK(printable("line\nnext\ttab\r") == "line next tab");
  CHECK(printable(std::string_view("nul\0end", 7)) == "nulend");
  CHECK(printable("c1 \xc2\x9b"
                  "31m del \x7f") == "c1 31m del ");
  CHECK(printable("turned \xe2\x80\xae"
                  "back") == "turned back");
}

TEST_CASE("printable keeps other characters and marks bytes that are not UTF-8") {
  CHECK(printable("Größe 文 €") == "Größe 文 €");
  CHECK(printable("bad \xff\xc3") == "bad ??");
  CHECK(printable("overlong \xc0\xaf") == "overlong ??");
  CHECK(width_of("Größe") == 5);
}
