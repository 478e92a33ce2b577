#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "harness/cli/collect_evidence.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/fips_expectation.hpp"
#include "harness/cli/output.hpp"
#include "harness/host/external_tool.hpp"
#include "harness/host/text_file.hpp"
#include "harness/model/json_text.hpp"
#include "harness/report/printable.hpp"

namespace fipsprobe {
namespace {

constexpr const char* kVerifySchema = "fipsprobe/verify/1";
constexpr std::chrono::duration<double> kBetweenLooks{1};

struct VerifyOptions {
  std::string expect;
  unsigned wait = 0;  // seconds
  ModuleOptions modules;
  OutputOptions output;
};

std::string verify_text_of(const std::vector<Difference>& differences, const std::string& expect) {
  if (differences.empty()) return fmt::format("FIPS mode is {} everywhere, as expected\n", expect);
  std::string text;
  for (const Difference& difference : differences) {
    text += printable(fmt::format("{}: expected {}, is {}: {}", difference.subject, difference.expected, difference.seen,
                                  difference.how)) +
            "\n";
  }
  return text;
}

// Seen is what a look at the host, or the last of several, showed.
struct Seen {
  std::vector<Difference> differences;
  double waited = 0;  // seconds
};

std::string json_of(const Seen& seen, const std::string& expect) {
  nlohmann::json list = nlohmann::json::array();
  for (const Difference& difference : seen.differences) {
    list.push_back({{"subject", difference.subject},
                    {"expected", difference.expected},
                    {"seen", difference.seen},
                    {"how", difference.how},
                    {"unknown", difference.unknown}});
  }
  return json_text(nlohmann::json{{"schema", kVerifySchema},
                                  {"collected_at", now_text()},
                                  {"expect", expect},
                                  {"as_expected", seen.differences.empty()},
                                  {"waited_seconds", seen.waited},
                                  {"differences", list}});
}

// start_text tells how far the host's start has come, as systemd says it: "starting", "running", "degraded".
std::string start_text() {
  const std::optional<std::string> said = run_tool({"systemctl", "is-system-running"}, std::chrono::seconds(2));
  const std::string_view state = said ? trimmed(*said) : std::string_view();
  return state.empty() ? "systemd does not say how far the start has come" : fmt::format("systemd says: {}", state);
}

// Waiting tells, on standard error, why it still waits: once, and again when that changes.
class Waiting {
 public:
  explicit Waiting(const VerifyOptions& options) : options_(options) {}

  void on(const std::vector<Difference>& differences) {
    if (options_.modules.quiet) return;
    const Difference& first = differences.front();
    const std::string why =
        fmt::format("{}; {} {}, the first: {}: expected {}, is {}", start_text(), differences.size(),
                    differences.size() == 1 ? "difference" : "differences", first.subject, first.expected, first.seen);
    if (why == std::exchange(last_, why)) return;
    fmt::print(stderr, "fipsprobe: waiting for up to {} s: {}\n", options_.wait, printable(why));
  }

 private:
  const VerifyOptions& options_;
  std::string last_;
};

Seen look(const VerifyOptions& options) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  const auto waited = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
  Waiting waiting(options);
  for (;;) {
    Seen seen{differences_from(collect_states(options.modules), options.expect == "on"), 0};
    if (options.wait != 0) seen.waited = waited();
    if (seen.differences.empty() || waited() >= options.wait) return seen;
    waiting.on(seen.differences);
    const std::chrono::duration<double> left(options.wait - waited());
    std::this_thread::sleep_for(std::clamp<std::chrono::duration<double>>(left, std::chrono::milliseconds(1), kBetweenLooks));
  }
}

int run_verify(const VerifyOptions& options) {
  const Seen seen = look(options);
  const std::vector<Difference>& differences = seen.differences;
  write_result(options.output,
               options.output.format == "json" ? json_of(seen, options.expect) : verify_text_of(differences, options.expect));
  if (std::ranges::any_of(differences, [](const Difference& difference) { return !difference.unknown; })) return kExitFail;
  return differences.empty() ? kExitPass : kExitUnknown;
}

}  // namespace

void add_verify_command(Program& program) {
  const auto options = std::make_shared<VerifyOptions>();
  CLI::App* const command = program.add(
      "verify",
      "for scripts: is FIPS mode on (or off) in the kernel, in every module and at the next start? One line per difference",
      "fipsprobe verify --expect on --wait 60 && echo \"FIPS mode is on\"", [options] { return run_verify(*options); });
  command->add_option("--expect", options->expect, "on or off")->required()->check(CLI::IsMember({"on", "off"}));
  command
      ->add_option("--wait", options->wait,
                   "on a host that is still starting: look again every second until all is as expected, for so many seconds at "
                   "most; says on standard error why it waits")
      ->check(CLI::Range(0, 86400));
  add_module_options(*command, options->modules);
  add_output_options(*command, options->output, {"text", "json"});
}

}  // namespace fipsprobe
