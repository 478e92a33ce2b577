#include <fmt/format.h>

#include <algorithm>

#include "harness/assess/gating.hpp"
#include "harness/assess/topics.hpp"

namespace fipsprobe {
namespace {

using State = FipsState::Value;

std::string said(const FipsState& state) { return fmt::format("{} ({})", name_of(state.value), state.how); }

// changes tells which tasks of the run brought the module out of the state it started in.
std::string changes(const Run& run) {
  std::string text;
  for (const auto& [task, state] : run.fips_after) text += fmt::format("; after {}: {}", task, said(state));
  return text;
}

bool came_to_error(const Run& run) {
  return std::ranges::any_of(run.fips_after, [](const auto& after) { return after.second.value == State::error; });
}

Verdict judge_no_fips_build(const Policy& policy, const Run& run, std::vector<std::string> evidence) {
  const std::string detail = "this build has no FIPS mode (" + run.fips.how + ")";
  if (policy.fips == FipsExpectation::on) return Verdict::fail(detail, std::move(evidence));
  if (policy.fips == FipsExpectation::off) return Verdict::pass(detail, std::move(evidence));
  return Verdict::not_applicable(detail, std::move(evidence));
}

}  // namespace

Verdict judge_module_fips_mode(const Context& context, const Subject& subject) {
  const Run* const run = find_run(subject.module, Mode::as_found);
  if (run == nullptr)
    return Verdict::unknown("the module was not started as it is found on this host", {subject.pointer("/runs")});
  const std::size_t index = index_of_run(subject.module, *run);
  if (!run->unavailable.empty()) {
    return Verdict::unknown("the module could not be started: " + run->unavailable,
                            {subject.run_pointer(index, "/unavailable")});
  }
  std::vector<std::string> evidence = {subject.run_pointer(index, "/fips")};
  if (run->fips.value == State::unknown) return Verdict::unknown("the module could not be asked: " + run->fips.how, evidence);
  if (run->fips.value == State::unsupported) return judge_no_fips_build(context.policy, *run, evidence);
  const std::string detail = "the module says: " + said(run->fips) + changes(*run);
  const State expected = context.policy.fips == FipsExpectation::off ? State::off : State::on;
  const bool is_as_expected = run->fips.value == expected && !came_to_error(*run);
  if (is_as_expected) return Verdict::pass(detail, evidence);
  const std::string why = came_to_error(*run) ? std::string() : gate_explanation(context, subject.module, *run);
  return Verdict::fail(why.empty() ? detail : detail + "; why: " + why, evidence);
}

}  // namespace fipsprobe
