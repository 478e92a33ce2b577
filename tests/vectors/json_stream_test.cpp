#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "harness/model/errors.hpp"
#include "harness/vectors/json_set.hpp"
#include "tests/support/packed_file.hpp"
#include "tests/support/program.hpp"
#include "tests/vectors/vector_text.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

// kFront begins a set whose test goes on with what is tested.
constexpr const char* kFront = R"({"vsId": 1, "algorithm": "SHA-1", "revision": "1.0",
 "testGroups": [{"tgId": 1, "testType": "AFT", "tests": [
  {"tcId": 1, "len": 24, "msg": "616263", "md": "a9993e364706816aba3e25717850c26c9cd0d89d"})";
constexpr const char* kBack = "]}]}";

std::string error_of(const std::string& json) { return error_of_text("set.json", json); }

std::string error_of_file(const std::filesystem::path& path) {
  try {
    cases_in({path.filename().string(), path});
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a JSON file that is cut off anywhere is an error that names the line, and never a shorter set") {
  const std::string whole = std::string(kFront) + kBack;
  REQUIRE(cases_of_text("set.json", whole).size() == 1);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    INFO(whole.substr(0, size));
    REQUIRE(error_of(whole.substr(0, size)).starts_with("set.json:"));
  }
  CHECK(error_of(std::string(kFront)) == "set.json:3: cut off: the JSON text does not end");
}

TEST_CASE("what is not JSON is an error at its line") {
  CHECK(error_of(std::string(kFront) + ",\n\n{\"tcId\": 2 \"len\": 8}" + kBack) == "set.json:5: not valid JSON");
  CHECK(error_of(std::string(kFront) + kBack + "]") == "set.json:3: not valid JSON: something follows the end");
  CHECK(error_of(std::string(kFront) + ",\n{\"tcId\": 2, \"tcId\": 3}" + kBack) ==
        "set.json:4: an object names the member \"tcId\" twice");
  CHECK(error_of("{\"vsId\": 1, \"vsId\": 1, \"testGroups\": []}") == "set.json:1: an object names the member \"vsId\" twice");
  CHECK(error_of(std::string(kFront) + ",\n{\"tcId\": 2, \"msg\": \"\xff\"}" + kBack) == "set.json:4: not valid JSON");
}

TEST_CASE("nesting that is too deep is an error, as deep as it may be") {
  const std::string deep(1000000, '[');
  CHECK(error_of(deep) == "set.json:1: not a vector set: an object must come here");
  CHECK(error_of("{\"vsId\": " + deep) == "set.json:1: nested deeper than 32 levels");
  CHECK(error_of(std::string(kFront) + ", {\"tcId\": 2, \"msg\": " + deep) == "set.json:3: nested deeper than 32 levels");
}

TEST_CASE("a string of a GiB is an error before it is in memory") {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "long.json.gz";
  write_repeated(path, std::string(kFront) + ", {\"tcId\": 2, \"msg\": \"", std::string(std::size_t{1} << 20U, 'A'), 1024);
  CHECK(error_of_file(path) == path.string() + ":3: a string of more than 16 MiB");
}

TEST_CASE("a test of more than 48 MiB is an error before it is in memory") {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "wide.json.gz";
  write_repeated(path, std::string(kFront) + ", {\"tcId\": 2, \"list\": [",
                 '"' + std::string(std::size_t{1} << 20U, 'A') + "\",", 64);
  CHECK(error_of_file(path) == path.string() + ":3: one value of more than 48 MiB");
}

TEST_CASE("an object of too many members is an error") {
  std::string members;
  for (int i = 0; i < 2000; ++i) members += ", \"m" + std::to_string(i) + "\": 0";
  CHECK(error_of("{\"vsId\": 1" + members + "}") == "set.json:1: an object of more than 1024 members");
  CHECK(error_of(std::string(kFront) + ", {\"tcId\": 2" + members + "}" + kBack) ==
        "set.json:3: an object of more than 1024 members");
}

TEST_CASE("a set is read from gzip as it is from a plain file, and damaged gzip is an error") {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "set.json.gz";
  write_repeated(path, kFront, kBack, 1);
  CHECK(cases_in({"set.json.gz", path}).size() == 1);
  const std::string packed = content_of(path);
  const std::string cut = folder.write("cut.json.gz", packed.substr(0, packed.size() - 12));
  CHECK(error_of_file(cut).starts_with(cut + ": cannot be unpacked"));
}

TEST_CASE("groups and tests of another type are errors that name their place") {
  const std::string head = R"({"vsId": 1, "algorithm": "SHA-1", "testGroups": )";
  CHECK(error_of(head + "{}}") == "set.json:1: testGroups: must be an array");
  CHECK(error_of(head + "[1]}") == "set.json:1: testGroups[0]: must be an object");
  CHECK(error_of(head + "[{\"tgId\": 1, \"testType\": \"AFT\", \"tests\": 1}]}") ==
        "set.json:1: testGroups[0].tests: must be an array");
  CHECK(error_of(head + "[{\"tgId\": 1, \"testType\": \"AFT\"}]}") == "set.json:1: testGroups[0].tests: is missing");
  CHECK(error_of(head + "[{\"tgId\": 1, \"testType\": \"AFT\", \"tests\": [\"a\"]}]}") ==
        "set.json:1: testGroups[0].tests[0]: must be an object");
  CHECK(error_of(head + "[]}") == "set.json: holds no case");
}

TEST_CASE("numbers of tests are remembered as ranges") {
  IdSet ids;
  CHECK(ids.insert(5));
  CHECK(ids.insert(7));
  CHECK(ids.insert(6));
  CHECK(ids.insert(1));
  CHECK_FALSE(ids.insert(5));
  CHECK_FALSE(ids.insert(6));
  CHECK_FALSE(ids.insert(7));
  CHECK(ids.insert(8));
  CHECK(ids.insert(0));
  CHECK_FALSE(ids.insert(0));
  CHECK_FALSE(ids.insert(8));
  CHECK(ids.insert(4));
  CHECK(ids.insert(UINT64_MAX));
  CHECK_FALSE(ids.insert(UINT64_MAX));
}
