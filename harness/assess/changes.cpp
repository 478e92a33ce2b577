#include "harness/assess/changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "harness/assess/context.hpp"
#include "harness/assess/outcomes_text.hpp"

namespace fipsprobe {
namespace {

using Kind = Change::Kind;

constexpr std::array<std::string_view, 10> kNames = {
    "module_lost",      "coverage_lost",   "now_wrong",       "state_changed", "no_longer_refused",
    "identity_changed", "coverage_gained", "no_longer_wrong", "now_refused",   "module_gained"};

std::size_t count_of_family(const Evidence& evidence, const std::string& family) {
  return static_cast<std::size_t>(std::ranges::count(evidence.modules, family, &ModuleEvidence::family));
}

// find_counterpart returns the module of `in` that is the same one as `module` of `of`; nullptr when there is none.
const ModuleEvidence* find_counterpart(const ModuleEvidence& module, const Evidence& of, const Evidence& in) {
  const bool by_family = count_of_family(of, module.family) == 1 && count_of_family(in, module.family) == 1;
  for (const ModuleEvidence& other : in.modules) {
    if (other.family == module.family && (by_family || other.instance == module.instance)) return &other;
  }
  return nullptr;
}

std::string text_of(const Counts& counts) { return counts.total() == 0 ? "not tested" : outcomes_text(counts); }

// Comparison gathers the changes of one module.
class Comparison {
 public:
  Comparison(const ModuleEvidence& older, const ModuleEvidence& newer, std::vector<Change>& changes)
      : older_(older), newer_(newer), changes_(changes) {}

  void compare() {
    compare_identity("version", older_.identity.version, newer_.identity.version);
    compare_identity("sha256", older_.identity.sha256, newer_.identity.sha256);
    for (const Run& before : older_.runs) {
      const Run* const after = find_run(newer_, before.mode);
      if (after == nullptr || (before.unavailable.empty() && !after->unavailable.empty())) {
        add(Kind::module_lost, before.mode, "run", "run", after == nullptr ? "not run" : after->unavailable);
      } else if (before.unavailable.empty()) {
        compare_runs(before, *after);
      }
    }
  }

 private:
  void add(Kind kind, std::optional<Mode> mode, std::string what, std::string before, std::string after) {
    changes_.push_back({.kind = kind,
                        .module = newer_.instance,
                        .mode = mode ? std::string(name_of(*mode)) : std::string(),
                        .what = std::move(what),
                        .before = std::move(before),
                        .after = std::move(after)});
  }

  void compare_identity(const std::string& what, const std::string& before, const std::string& after) {
    if (before != after && !before.empty() && !after.empty()) add(Kind::identity_changed, std::nullopt, what, before, after);
  }

  void compare_runs(const Run& before, const Run& after) {
    if (before.fips.value != after.fips.value) {
      add(Kind::state_changed, before.mode, "FIPS mode", std::string(name_of(before.fips.value)),
          std::string(name_of(after.fips.value)));
    }
    compare_coverage(before, after);
    compare_refusals(before, after);
  }

  void compare_coverage(const Run& before, const Run& after) {
    std::map<std::string, std::pair<Counts, Counts>> rows;
    for (const CoverageRow& row : before.coverage) rows[row.operation].first = row.counts;
    for (const CoverageRow& row : after.coverage) rows[row.operation].second = row.counts;
    for (const auto& [operation, counts] : rows) compare_counts(before.mode, operation, counts.first, counts.second);
  }

  void compare_counts(Mode mode, const std::string& operation, const Counts& before, const Counts& after) {
    const bool worked = before[OutcomeKind::ok] != 0;
    const bool works = after[OutcomeKind::ok] != 0;
    if (worked && !works) add(Kind::coverage_lost, mode, operation, text_of(before), text_of(after));
    if (!worked && works) add(Kind::coverage_gained, mode, operation, text_of(before), text_of(after));
    if (before.wrong() == 0 && after.wrong() != 0) add(Kind::now_wrong, mode, operation, text_of(before), text_of(after));
    if (before.wrong() != 0 && after.wrong() == 0) add(Kind::no_longer_wrong, mode, operation, text_of(before), text_of(after));
  }

  void compare_refusals(const Run& before, const Run& after) {
    std::map<std::string, OutcomeKind> now;
    for (const Refusal& refusal : after.refusals) now.emplace(refusal.operation, refusal.outcome);
    for (const Refusal& was : before.refusals) {
      const auto found = now.find(was.operation);
      if (found == now.end()) continue;
      const bool refused = was.outcome == OutcomeKind::refused;
      const bool is_refused = found->second == OutcomeKind::refused;
      const auto tell = [&](Kind kind) {
        add(kind, before.mode, was.operation, std::string(name_of(was.outcome)), std::string(name_of(found->second)));
      };
      if (refused && found->second == OutcomeKind::ok) tell(Kind::no_longer_refused);
      if (!refused && is_refused) tell(Kind::now_refused);
    }
  }

  const ModuleEvidence& older_;
  const ModuleEvidence& newer_;
  std::vector<Change>& changes_;
};

Change of_module(Kind kind, const ModuleEvidence& module) {
  const bool is_lost = kind == Kind::module_lost;
  return {.kind = kind,
          .module = module.instance,
          .mode = {},
          .what = "module",
          .before = is_lost ? "there" : "not there",
          .after = is_lost ? "not there" : "there"};
}

}  // namespace

std::string_view name_of(Change::Kind kind) { return kNames[static_cast<std::size_t>(kind)]; }

bool is_loss(Change::Kind kind) { return kind <= Kind::no_longer_refused; }

std::vector<Change> changes_between(const Evidence& older, const Evidence& newer) {
  std::vector<Change> changes;
  for (const ModuleEvidence& before : older.modules) {
    const ModuleEvidence* const after = find_counterpart(before, older, newer);
    if (after == nullptr) {
      changes.push_back(of_module(Kind::module_lost, before));
    } else {
      Comparison(before, *after, changes).compare();
    }
  }
  for (const ModuleEvidence& after : newer.modules) {
    if (find_counterpart(after, newer, older) == nullptr) changes.push_back(of_module(Kind::module_gained, after));
  }
  std::stable_sort(changes.begin(), changes.end(), [](const Change& one, const Change& other) {
    return std::tie(one.kind, one.module, one.mode, one.what) < std::tie(other.kind, other.module, other.mode, other.what);
  });
  return changes;
}

nlohmann::json to_json(const std::vector<Change>& changes) {
  nlohmann::json all = nlohmann::json::array();
  std::size_t losses = 0;
  for (const Change& change : changes) {
    losses += is_loss(change.kind) ? 1 : 0;
    all.push_back({{"kind", name_of(change.kind)},
                   {"is_loss", is_loss(change.kind)},
                   {"module", change.module},
                   {"mode", change.mode},
                   {"what", change.what},
                   {"before", change.before},
                   {"after", change.after}});
  }
  return {{"schema", kChangesSchema}, {"losses", losses}, {"changes", std::move(all)}};
}

}  // namespace fipsprobe
