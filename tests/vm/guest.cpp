#include "tests/vm/guest.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

namespace fipsprobe::test {

GuestRun run_in_guest(const std::vector<std::string>& options, const std::vector<std::string>& command) {
  GuestRun run;
  std::vector<std::string> words = {FIPSPROBE_RUN_GUEST, "--output", run.folder->path().string()};
  words.insert(words.end(), options.begin(), options.end());
  words.emplace_back("--");
  words.insert(words.end(), command.begin(), command.end());
  const ProgramResult result = run_program(words);
  run.exit_code = result.exit_code;
  if (result.exit_code == 77) SKIP(result.errors);
  INFO(result.errors);
  REQUIRE(result.exit_code != 64);
  REQUIRE(result.exit_code != 124);
  REQUIRE(result.exit_code != 125);
  return run;
}

Evidence evidence_from(const GuestRun& run, const std::string& name) {
  INFO(run.text("stderr"));
  REQUIRE(std::filesystem::exists(run.folder->path() / name));
  return evidence_from_json(nlohmann::json::parse(run.text(name)), name);
}

}  // namespace fipsprobe::test
