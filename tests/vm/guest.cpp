#include "tests/vm/guest.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

namespace fipsprobe::test {
namespace {

constexpr int kNotHere = 77;
constexpr int kPanicked = 123;

ProgramResult start_guest(const std::filesystem::path& output, const std::vector<std::string>& options,
                          const std::vector<std::string>& command) {
  std::vector<std::string> words = {FIPSPROBE_VM_TESTS "/run-guest", "--output", output.string()};
  words.insert(words.end(), options.begin(), options.end());
  words.emplace_back("--");
  words.insert(words.end(), command.begin(), command.end());
  ProgramResult result = run_program(words);
  if (result.exit_code == kNotHere) SKIP(result.errors);
  return result;
}

}  // namespace

GuestRun run_in_guest(const std::vector<std::string>& options, const std::vector<std::string>& command) {
  GuestRun run;
  const ProgramResult result = start_guest(run.folder->path(), options, command);
  run.exit_code = result.exit_code;
  INFO(result.errors);
  for (const int failure : {64, kPanicked, 124, 125}) REQUIRE(result.exit_code != failure);
  return run;
}

std::string panic_in_guest(const std::vector<std::string>& options, const std::vector<std::string>& command) {
  constexpr std::string_view opening = "run-guest: the kernel panicked: ";
  const TemporaryFolder folder;
  const ProgramResult result = start_guest(folder.path(), options, command);
  INFO(result.errors << content_of(folder.path() / "stdout") << content_of(folder.path() / "stderr"));
  REQUIRE(result.exit_code == kPanicked);
  const std::size_t at = result.errors.find(opening);
  REQUIRE(at != std::string::npos);
  const std::string words = result.errors.substr(at + opening.size());
  return words.substr(0, words.find('\n'));
}

std::string path_from(std::vector<std::string> script) {
  script.front().insert(0, FIPSPROBE_VM_TESTS "/");
  const ProgramResult found = run_program(script);
  if (found.exit_code == kNotHere) SKIP(found.errors);
  INFO(found.errors);
  REQUIRE(found.exit_code == 0);
  return found.output.substr(0, found.output.find('\n'));
}

Evidence evidence_from(const GuestRun& run, const std::string& name) {
  INFO(run.text("stderr"));
  REQUIRE(std::filesystem::exists(run.folder->path() / name));
  return evidence_from_json(nlohmann::json::parse(run.text(name)), name);
}

}  // namespace fipsprobe::test
