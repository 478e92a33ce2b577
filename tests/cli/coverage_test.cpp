#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/evidence.hpp"
#include "tests/support/program.hpp"
#include "tests/support/real_module.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

// A file with one SHA-1 case, FIPS 180 example "abc"; and the same with SHA-224.
std::string write_sha(const TemporaryFolder& folder, bool with_sha224) {
  folder.write("sets/SHA1ShortMsg.rsp",
               "#  CAVS 11.0\n#  \"SHA-1 ShortMsg\" information\n\n[L = 20]\n\nLen = 24\nMsg = 616263\n"
               "MD = a9993e364706816aba3e25717850c26c9cd0d89d\n");
  if (with_sha224) {
    folder.write("sets/SHA224ShortMsg.rsp",
                 "#  CAVS 11.0\n#  \"SHA-224 ShortMsg\" information\n\n[L = 28]\n\nLen = 24\nMsg = 616263\n"
                 "MD = 23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7\n");
  }
  return (folder.path() / "sets").string();
}

std::vector<std::string> kat_of(const std::string& vectors) {
  const std::string module = (modules_folder() / "al2-openssl" / "libcrypto.so.10").string();
  return {"kat", "--module", "openssl=" + module, "--mode", "contrast", "--vectors", vectors};
}

std::vector<std::string> with(std::vector<std::string> words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

TEST_CASE("kat --coverage has a row for each operation, with what was tested and passed") {
  const TemporaryFolder folder;
  const ProgramResult result = run_fipsprobe(with(kat_of(write_sha(folder, true)), {"--coverage"}));
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.output, ContainsSubstring("SHA-1 ") && ContainsSubstring("SHA-224"));
  CHECK_THAT(result.output, ContainsSubstring("offered"));
}

TEST_CASE("the rows of the coverage in the evidence add up to its totals") {
  const std::string module = (modules_folder() / "debian12-libgcrypt" / "libgcrypt.so.20").string();
  const Evidence evidence = evidence_of({"kat", "--module", "libgcrypt=" + module, "--mode", "fips", "--profile", "quick"});
  const Run& run = run_of(evidence, "libgcrypt", Mode::fips);
  Counts covered;
  for (const CoverageRow& row : run.coverage) covered += row.counts;
  CHECK(covered == run.kat_counts());
  CHECK(run.coverage.size() > 100);
}

TEST_CASE("diff finds coverage that was lost and ends with 2") {
  const TemporaryFolder before;
  const TemporaryFolder after;
  const std::string older = before.write("evidence.json", "");
  const std::string newer = after.write("evidence.json", "");
  run_fipsprobe(with(kat_of(write_sha(before, true)), {"--format", "json", "-o", older}));
  run_fipsprobe(with(kat_of(write_sha(after, false)), {"--format", "json", "-o", newer}));
  const ProgramResult lost = run_fipsprobe({"diff", older, newer});
  CHECK(lost.exit_code == 2);
  CHECK_THAT(lost.output, ContainsSubstring("coverage_lost") && ContainsSubstring("SHA-224"));
  const ProgramResult gained = run_fipsprobe({"diff", newer, older, "--format", "json"});
  CHECK(gained.exit_code == 0);
  CHECK(nlohmann::json::parse(gained.output).at("losses") == 0);
  const ProgramResult same = run_fipsprobe({"diff", older, older});
  CHECK(same.exit_code == 0);
  CHECK(same.output == "0 changes, 0 of them a loss\n");
}

TEST_CASE("diff of a file that is no evidence says which file and where, and ends with 1") {
  const TemporaryFolder folder;
  const std::string broken = folder.write("evidence.json", "{\"schema\": \"fipsprobe/evidence/1\"");
  const ProgramResult result = run_fipsprobe({"diff", broken, broken});
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.errors, ContainsSubstring(broken));
}
