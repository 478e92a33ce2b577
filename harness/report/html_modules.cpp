#include "harness/report/html_modules.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/report/drivers.hpp"
#include "harness/report/printable.hpp"

namespace fipsprobe {
namespace {

using kainjow::mustache::data;

constexpr std::size_t kShownHex = 64;  // characters of an answer; the whole is in the evidence

data empty_list() { return data{data::type::list}; }

std::string label_of(const std::vector<MatrixRow>& matrix, const ModuleEvidence& module) {
  const auto found = std::ranges::find(matrix, module.instance, &MatrixRow::instance);
  return found == matrix.end() ? printable(module.instance) : found->label;
}

// add_pair adds a name and a value to a list, unless the value is empty.
void add_pair(data& pairs, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  data item;
  item.set("name", printable(name));
  item.set("value", printable(value));
  pairs.push_back(item);
}

data count_cell(std::uint64_t count, bool is_wrong_outcome) {
  data item;
  item.set("count", std::to_string(count));
  item.set("class", count == 0 ? "zero" : is_wrong_outcome ? "bad" : "");
  return item;
}

data answer_row(const std::string& label, const Run& run) {
  data row;
  row.set("label", label);
  row.set("mode", std::string(name_of(run.mode)));
  if (!run.unavailable.empty()) {
    row.set("unavailable", printable(run.unavailable));
    row.set("outcomes", empty_list());
    return row;
  }
  const Counts counts = run.kat_counts();
  data outcomes = empty_list();
  outcomes.push_back(count_cell(counts.total(), false));
  for (std::size_t i = 0; i < kOutcomeKinds; ++i) {
    const auto kind = static_cast<OutcomeKind>(i);
    outcomes.push_back(count_cell(counts[kind], is_wrong(kind)));
  }
  row.set("outcomes", outcomes);
  return row;
}

std::string shortened(const std::string& text) {
  return text.size() <= kShownHex ? printable(text) : printable(text.substr(0, kShownHex)) + " ...";
}

void add_failures(data& failures, const std::string& label, const Run& run) {
  for (const KatSet& set : run.sets) {
    for (const KatFailure& failure : set.failures) {
      data item;
      item.set("label", label);
      item.set("mode", std::string(name_of(run.mode)));
      item.set("source", printable(set.source));
      item.set("case", printable(failure.case_id));
      item.set("operation", printable(failure.operation));
      item.set("outcome", std::string(name_of(failure.outcome)));
      item.set("detail", printable(failure.detail));
      item.set("expected", shortened(failure.expected));
      item.set("actual", shortened(failure.actual));
      failures.push_back(item);
    }
  }
}

void add_package_pairs(data& pairs, const ModuleEvidence& module) {
  if (!module.packages) return;
  add_pair(pairs, "Package check", module.packages->why_unknown.empty() ? "" : "unknown: " + module.packages->why_unknown);
  for (const PackageCheck& check : module.packages->checks) {
    add_pair(pairs, "Package check",
             fmt::format("{}: {}: {}", check.package.empty() ? "no package" : check.package, fmt::join(check.files, ", "),
                         check.why_unknown.empty() ? check.tool : "unknown: " + check.why_unknown));
    for (const auto& [file, why] : check.not_looked) add_pair(pairs, "Not compared", fmt::format("{}: {}", file, why));
    for (const PackageDeviation& deviation : check.deviations) {
      add_pair(pairs, deviation.is_of_module ? "Deviates" : "Deviates, not of the module",
               fmt::format("{} {}{}", deviation.what, deviation.file, deviation.is_config ? " (configuration)" : ""));
    }
    if (check.deviations_left_out > 0) add_pair(pairs, "Deviate also", fmt::format("{} more files", check.deviations_left_out));
  }
}

data identity_pairs(const ModuleEvidence& module) {
  const Identity& identity = module.identity;
  data pairs = empty_list();
  add_pair(pairs, "Family", module.family);
  add_pair(pairs, "Version", identity.version);
  add_pair(pairs, "Build", identity.build);
  add_pair(pairs, "Path", identity.path);
  add_pair(pairs, "File", identity.real_path);
  add_pair(pairs, "Soname", identity.soname);
  add_pair(pairs, "Architecture", identity.architecture);
  add_pair(pairs, "Package", identity.package);
  add_pair(pairs, "SHA-256", identity.sha256);
  for (const auto& [path, sha256] : identity.parts) add_pair(pairs, "Part", fmt::format("{} {}", path, sha256));
  for (const IntegrityFile& file : module.integrity_files) {
    add_pair(pairs, fmt::format("Integrity {}", name_of(file.result)),
             fmt::format("{} by {} ({}): {}", file.file, file.integrity_file, file.kind, file.detail));
  }
  add_package_pairs(pairs, module);
  return pairs;
}

data run_item(const Run& run) {
  data pairs = empty_list();
  for (const SelfTestResult& test : run.self_tests) {
    add_pair(pairs, fmt::format("Self-test {}", name_of(test.value)),
             test.detail.empty() ? test.name : fmt::format("{}: {}", test.name, test.detail));
  }
  for (const Refusal& refusal : run.refusals) {
    add_pair(pairs, fmt::format("Tried: {}", name_of(refusal.outcome)),
             refusal.reason.empty() ? refusal.operation : fmt::format("{}: {}", refusal.operation, refusal.reason));
  }
  for (const DriverRow& row : driver_rows(run)) {
    add_pair(pairs, "Answered by",
             fmt::format("{} ({}): {} answers, in {}", row.driver, row.kind, row.answers, fmt::join(row.sets, ", ")));
  }
  for (const auto& [task, state] : run.fips_after)
    add_pair(pairs, fmt::format("FIPS mode after {}", task), fmt::format("{}: {}", name_of(state.value), state.how));
  for (const auto& [name, value] : run.environment) add_pair(pairs, "Environment", fmt::format("{}={}", name, value));
  add_pair(pairs, "Standard error", run.diagnostics);
  data item;
  item.set("mode", std::string(name_of(run.mode)));
  item.set("state", run.unavailable.empty() ? printable(fmt::format("FIPS mode {}: {}", name_of(run.fips.value), run.fips.how))
                                            : printable("could not be had: " + run.unavailable));
  item.set("facts", pairs);
  return item;
}

data module_item(const std::string& label, const ModuleEvidence& module) {
  data runs = empty_list();
  for (const Run& run : module.runs) runs.push_back(run_item(run));
  data item;
  item.set("label", label);
  item.set("instance", printable(module.instance));
  item.set("identity", identity_pairs(module));
  item.set("runs", runs);
  return item;
}

data host_facts(const Evidence& evidence) {
  data facts = empty_list();
  for (const auto& [name, fact] : evidence.host) {
    data item;
    item.set("name", printable(name));
    item.set("value", host_text(evidence, name));
    item.set("source", printable(fact.source));
    facts.push_back(item);
  }
  return facts;
}

data outcome_names() {
  data names = empty_list();
  for (std::size_t i = 0; i < kOutcomeKinds; ++i) {
    data item;
    item.set("name", std::string(name_of(static_cast<OutcomeKind>(i))));
    names.push_back(item);
  }
  return names;
}

}  // namespace

void add_module_sections(data& page, const Evidence& evidence, const std::vector<MatrixRow>& matrix) {
  data runs = empty_list();
  data failures = empty_list();
  data modules = empty_list();
  for (const ModuleEvidence& module : evidence.modules) {
    const std::string label = label_of(matrix, module);
    for (const Run& run : module.runs) {
      runs.push_back(answer_row(label, run));
      add_failures(failures, label, run);
    }
    modules.push_back(module_item(label, module));
  }
  page.set("outcome_names", outcome_names());
  page.set("runs", runs);
  page.set("has_failures", data{failures.list_value().empty() ? data::type::bool_false : data::type::bool_true});
  page.set("failures", failures);
  page.set("modules", modules);
  page.set("facts", host_facts(evidence));
}

}  // namespace fipsprobe
