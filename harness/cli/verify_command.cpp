#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/cli/collect_evidence.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/fips_expectation.hpp"
#include "harness/cli/output.hpp"
#include "harness/model/json_text.hpp"

namespace fipsprobe {
namespace {

constexpr const char* kVerifySchema = "fipsprobe/verify/1";

struct Options {
  std::string expect;
  ModuleOptions modules;
  OutputOptions output;
};

std::string text_of(const std::vector<Difference>& differences, const std::string& expect) {
  if (differences.empty()) return fmt::format("FIPS mode is {} everywhere, as expected\n", expect);
  std::string text;
  for (const Difference& difference : differences) {
    text += fmt::format("{}: expected {}, is {}: {}\n", difference.subject, expect, difference.seen, difference.how);
  }
  return text;
}

std::string json_of(const std::vector<Difference>& differences, const std::string& expect) {
  nlohmann::json list = nlohmann::json::array();
  for (const Difference& difference : differences) {
    list.push_back({{"subject", difference.subject}, {"seen", difference.seen}, {"how", difference.how}});
  }
  return json_text(nlohmann::json{
      {"schema", kVerifySchema}, {"expect", expect}, {"as_expected", differences.empty()}, {"differences", list}});
}

int run(const Options& options) {
  const Evidence evidence = collect_states(options.modules);
  const std::vector<Difference> differences = differences_from(evidence, options.expect == "on");
  write_result(options.output,
               options.output.format == "json" ? json_of(differences, options.expect) : text_of(differences, options.expect));
  if (std::ranges::any_of(differences, [](const Difference& difference) { return !difference.unknown; })) return kExitFail;
  return differences.empty() ? kExitPass : kExitUnknown;
}

}  // namespace

void add_verify_command(Program& program) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      program.add("verify", "for scripts: is FIPS mode on (or off) in the kernel and in every module? One line per difference",
                  "fipsprobe verify --expect on && echo \"FIPS mode is on\"", [options] { return run(*options); });
  command->add_option("--expect", options->expect, "on or off")->required()->check(CLI::IsMember({"on", "off"}));
  add_module_options(*command, options->modules);
  add_output_options(*command, options->output, {"text", "json"});
}

}  // namespace fipsprobe
