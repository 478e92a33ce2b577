#include "harness/compare/match_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>

namespace fipsprobe {
namespace {

// ModuleRuns are the chosen runs of one module.
struct ModuleRuns {
  const ModuleEvidence* module = nullptr;
  std::vector<MeasuredRun> runs;
  bool matched = false;
};

std::vector<ModuleRuns> modules_of(const CompareSide& side) {
  std::vector<ModuleRuns> modules;
  for (const MeasuredRun& measured : measured_runs(side)) {
    if (modules.empty() || modules.back().module != measured.module) modules.push_back({measured.module, {}});
    modules.back().runs.push_back(measured);
  }
  return modules;
}

using Alike = std::function<bool(const ModuleRuns&, const ModuleRuns&)>;

bool same_family(const ModuleRuns& a, const ModuleRuns& b) { return a.module->family == b.module->family; }

bool same_soname(const ModuleRuns& a, const ModuleRuns& b) {
  return same_family(a, b) && a.module->identity.soname == b.module->identity.soname;
}

// only_one_like returns the module that is like `wanted`, when it is the only one that is not matched yet.
ModuleRuns* only_one_like(const ModuleRuns& wanted, std::vector<ModuleRuns>& modules, const Alike& alike) {
  ModuleRuns* found = nullptr;
  for (ModuleRuns& module : modules) {
    if (module.matched || !alike(wanted, module)) continue;
    if (found != nullptr) return nullptr;
    found = &module;
  }
  return found;
}

std::optional<MeasuredRun> take_mode(std::vector<MeasuredRun>& runs, Mode mode) {
  const auto found = std::ranges::find_if(runs, [&](const MeasuredRun& each) { return each.run->mode == mode; });
  if (found == runs.end()) return std::nullopt;
  const MeasuredRun taken = *found;
  runs.erase(found);
  return taken;
}

std::vector<MatchedRuns> match_modes(const ModuleRuns& first, const ModuleRuns& second) {
  if (first.runs.size() == 1 && second.runs.size() == 1) return {{first.runs[0], second.runs[0], {}}};
  std::vector<MatchedRuns> matches;
  std::vector<MeasuredRun> rest = second.runs;
  for (const MeasuredRun& run : first.runs) {
    const std::optional<MeasuredRun> other = take_mode(rest, run.run->mode);
    matches.push_back({run, other, other ? "" : fmt::format("no figures of mode {} to compare with", name_of(run.run->mode))});
  }
  for (const MeasuredRun& run : rest) {
    matches.push_back({std::nullopt, run, fmt::format("no figures of mode {} to compare with", name_of(run.run->mode))});
  }
  return matches;
}

// Matching pairs the modules of two sides, one rule after another.
class Matching {
 public:
  Matching(const CompareSide& first, const CompareSide& second)
      : first_label_(first.label), second_label_(second.label), first_(modules_of(first)), second_(modules_of(second)) {}

  bool one_each() const { return first_.size() == 1 && second_.size() == 1; }

  // match_like pairs the modules that have, on either side, only each other to be paired with.
  void match_like(const Alike& alike) {
    for (ModuleRuns& module : first_) {
      if (module.matched) continue;
      ModuleRuns* const other = only_one_like(module, second_, alike);
      if (other == nullptr || only_one_like(*other, first_, alike) != &module) continue;
      module.matched = other->matched = true;
      for (MatchedRuns& match : match_modes(module, *other)) matches_.push_back(std::move(match));
    }
  }

  std::vector<MatchedRuns> matches_and_rest() {
    for (const ModuleRuns& module : first_) {
      if (module.matched) continue;
      const std::string why = why_alone(module, second_, second_label_);
      for (const MeasuredRun& run : module.runs) matches_.push_back({run, std::nullopt, why});
    }
    for (const ModuleRuns& module : second_) {
      if (module.matched) continue;
      const std::string why = why_alone(module, first_, first_label_);
      for (const MeasuredRun& run : module.runs) matches_.push_back({std::nullopt, run, why});
    }
    return std::move(matches_);
  }

 private:
  static std::string why_alone(const ModuleRuns& module, const std::vector<ModuleRuns>& others, const std::string& label) {
    const std::string& family = module.module->family;
    const auto alike = std::ranges::count_if(others, [&](const ModuleRuns& other) { return same_family(module, other); });
    if (alike == 0) return fmt::format("{} has no figures of {}", label, family);
    return fmt::format("more than one module of {}: choose those to compare by FILE#{}/VERSION", family, family);
  }

  std::string first_label_, second_label_;
  std::vector<ModuleRuns> first_, second_;
  std::vector<MatchedRuns> matches_;
};

}  // namespace

std::vector<MeasuredRun> measured_runs(const CompareSide& side) {
  std::vector<MeasuredRun> measured;
  for (const ModuleEvidence& module : side.evidence.modules) {
    for (const Run& run : module.runs) {
      if (run.bench && chooses(side.selector, module, run)) measured.push_back({&module, &run});
    }
  }
  return measured;
}

RunName name_of_run(const MeasuredRun& measured) {
  const ModuleEvidence& module = *measured.module;
  const std::string& soname = module.identity.soname;
  return {.family = module.family,
          .module = soname.empty() ? std::filesystem::path(module.instance).filename().string() : soname,
          .version = module.identity.version,
          .mode = measured.run->mode,
          .fips = measured.run->fips.value};
}

std::vector<MatchedRuns> match_runs(const CompareSide& first, const CompareSide& second) {
  Matching matching(first, second);
  if (matching.one_each()) {
    matching.match_like([](const ModuleRuns&, const ModuleRuns&) { return true; });
  } else {
    matching.match_like(same_soname);
    matching.match_like(same_family);
  }
  return matching.matches_and_rest();
}

}  // namespace fipsprobe
