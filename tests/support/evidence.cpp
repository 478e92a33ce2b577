#include "tests/support/evidence.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "harness/model/json_place.hpp"
#include "tests/support/program.hpp"

namespace fipsprobe::test {

Evidence evidence_of(std::vector<std::string> arguments, const std::map<std::string, std::string>& variables) {
  arguments.insert(arguments.end(), {"--format", "json"});
  const ProgramResult result = run_fipsprobe(arguments, variables);
  INFO("exit code " << result.exit_code << ": " << result.errors);
  REQUIRE_FALSE(result.output.empty());
  return evidence_from_json(parse_json(result.output, "output"), "output");
}

const Run& run_of(const Evidence& evidence, const std::string& family, Mode mode) {
  const auto module = std::ranges::find(evidence.modules, family, &ModuleEvidence::family);
  INFO("no module of the family " << family);
  REQUIRE(module != evidence.modules.end());
  const auto run = std::ranges::find(module->runs, mode, &Run::mode);
  REQUIRE(run != module->runs.end());
  return *run;
}

}  // namespace fipsprobe::test
