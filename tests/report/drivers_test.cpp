#include "harness/report/drivers.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace fipsprobe;

TEST_CASE("The drivers of a set are told with their answers, the most frequent first") {
  KatSet set;
  CHECK(drivers_of(set).empty());
  set.drivers = {{"cbc(aes-generic)", 2}, {"cbc-aes-aesni", 120}, {"ecb-aes-aesni", 2}};
  CHECK(drivers_of(set) == "cbc-aes-aesni 120, cbc(aes-generic) 2, ecb-aes-aesni 2");
}

TEST_CASE("The drivers of a run are summed over its sets and say what they are made of") {
  Run run;
  run.sets.resize(2);
  run.sets[0].source = "a.rsp";
  run.sets[0].drivers = {{"cbc-aes-aesni", 3}};
  run.sets[1].source = "b.rsp";
  run.sets[1].drivers = {{"cbc-aes-aesni", 4}, {"sha256-generic", 1}};
  const std::vector<DriverRow> rows = driver_rows(run);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].driver == "cbc-aes-aesni");
  CHECK(rows[0].kind == "instructions: AES instructions");
  CHECK(rows[0].answers == 7);
  CHECK(rows[0].sets == std::vector<std::string>{"a.rsp", "b.rsp"});
  CHECK(rows[1].kind == "generic: C");
}
