#include "harness/cli/fips_expectation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "harness/assess/boot_rules.hpp"
#include "harness/model/kernel_arguments.hpp"

namespace fipsprobe {
namespace {

constexpr const char* kRunning = "the running command line";

// Comparer collects what differs from the expectation.
class Comparer {
 public:
  Comparer(const Evidence& evidence, bool expect_on) : evidence_(evidence), expect_on_(expect_on) {}

  void kernel_flag() {
    const Fact flag = fact("fips.kernel_flag");
    // A kernel without the flag has no FIPS mode that could be on.
    if (!flag.value && expect_on_) add_unknown("kernel flag", flag.why_unknown);
    if (flag.value && (*flag.value == "1") != expect_on_) add("kernel flag", *flag.value == "1", flag.source);
  }

  void modules() {
    for (const ModuleEvidence& module : evidence_.modules) {
      const FipsState state = state_as_found(module);
      const bool on = state.value == FipsState::Value::on;
      const bool off = state.value == FipsState::Value::off || state.value == FipsState::Value::unsupported;
      if (expect_on_ ? on : off) continue;
      const bool unknown = state.value == FipsState::Value::unknown;
      found_.push_back({module.instance, word(expect_on_), std::string(name_of(state.value)), state.how, unknown});
    }
  }

  void running_command_line() {
    const Fact line = fact("boot.command_line");
    if (!line.value) return add_unknown(kRunning, line.why_unknown);
    command_line(kRunning, *line.value, fact("boot.argument_device"));
  }

  void configured_command_lines() {
    if (!evidence_.boot) return;
    for (const BootEntry& entry : evidence_.boot->entries) {
      if (entry.is_template || is_rescue_entry(entry)) continue;
      const std::string subject = "next start by " + name_of_entry(entry);
      if (entry.command_line.value) {
        command_line(subject, *entry.command_line.value, entry.boot_device);
      } else {
        add_unknown(subject, entry.command_line.why_unknown);
      }
    }
    for (const Fact& unread : evidence_.boot->unread) add_unknown("next start by " + unread.source, unread.why_unknown);
  }

  std::vector<Difference> result() && { return std::move(found_); }

 private:
  static std::string word(bool on) { return on ? "on" : "off"; }

  Fact fact(const std::string& name) const {
    const auto found = evidence_.host.find(name);
    return found == evidence_.host.end() ? Fact::unknown("not collected", name) : found->second;
  }

  HostFact host_fact_named(const std::string& name) const {
    const Fact found = fact(name);
    return {{}, found.value, found.why_unknown};
  }

  void add(const std::string& subject, bool is_on, const std::string& how) {
    found_.push_back({subject, word(expect_on_), word(is_on), how, false});
  }

  void add_unknown(const std::string& subject, const std::string& why) {
    found_.push_back({subject, word(expect_on_), "unknown", why, true});
  }

  void command_line(const std::string& subject, const std::string& line, const Fact& boot_device) {
    const std::string value = kernel_argument(line, "fips");
    const bool is_on = asks_for_fips(value);
    if (is_on != expect_on_) add(subject, is_on, value == kAbsent ? "it has no fips=" : "it has fips=" + value);
    if (!is_on || !expect_on_) return;
    const Fit fit =
        fit_of(kernel_argument(line, "boot"), boot_device, {host_fact_named("boot.separate"), host_fact_named("boot.device")});
    if (fit.value == Fit::Value::misfits) found_.push_back({"boot= of " + subject, "to fit", "wrong", fit.why, false});
    if (fit.value == Fit::Value::unknown && !host_fact_named("boot.separate").is(kAbsent))
      found_.push_back({"boot= of " + subject, "to fit", "unknown", fit.why, true});
  }

  const Evidence& evidence_;
  bool expect_on_;
  std::vector<Difference> found_;
};

}  // namespace

FipsState state_as_found(const ModuleEvidence& module) {
  const auto run = std::ranges::find(module.runs, Mode::as_found, &Run::mode);
  if (run == module.runs.end()) return {FipsState::Value::unknown, "the module was not run as found"};
  if (!run->unavailable.empty()) return {FipsState::Value::unknown, run->unavailable};
  return run->fips;
}

std::vector<Difference> differences_from(const Evidence& evidence, bool expect_on) {
  Comparer comparer(evidence, expect_on);
  comparer.kernel_flag();
  comparer.modules();
  comparer.running_command_line();
  comparer.configured_command_lines();
  return std::move(comparer).result();
}

}  // namespace fipsprobe
