#include "harness/model/evidence.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/model/json_words.hpp"

namespace fipsprobe {
namespace {

using nlohmann::json;

// --- writing ---

json json_of(const Identity& identity) {
  return {{"path", identity.path},       {"real_path", identity.real_path},
          {"soname", identity.soname},   {"architecture", identity.architecture},
          {"sha256", identity.sha256},   {"package", identity.package},
          {"version", identity.version}, {"build", identity.build},
          {"parts", identity.parts}};
}

json json_of(const FipsState& state) { return {{"state", name_of(state.value)}, {"how", state.how}}; }

json json_of(const SelfTestResult& test) {
  return {{"name", test.name}, {"result", name_of(test.value)}, {"detail", test.detail}};
}

json json_of(const Refusal& refusal) {
  return {{"operation", refusal.operation}, {"outcome", name_of(refusal.outcome)}, {"reason", refusal.reason}};
}

json json_of(const KatFailure& failure) {
  return {{"case", failure.case_id},        {"line", failure.line},
          {"operation", failure.operation}, {"outcome", name_of(failure.outcome)},
          {"expected", failure.expected},   {"actual", failure.actual},
          {"detail", failure.detail}};
}

json json_of(const SecondOpinion& opinion) {
  return {{"by", opinion.by},
          {"produced", opinion.produced},
          {"agreed", opinion.agreed},
          {"disagreed", opinion.disagreed},
          {"not_checked", opinion.not_checked}};
}

// json_of a row has only the outcomes that there were: a module has hundreds of rows.
json json_of(const CoverageRow& row) {
  json value = {{"operation", row.operation}};
  for (std::size_t i = 0; i < kOutcomeKinds; ++i) {
    const auto kind = static_cast<OutcomeKind>(i);
    if (row.counts[kind] != 0) value[std::string(name_of(kind))] = row.counts[kind];
  }
  return value;
}

json json_of(const KatSet& set) {
  json value = to_json(set.counts);
  value["format"] = set.format;
  value["left_out"] = set.left_out;
  if (set.second_opinion) value["second_opinion"] = json_of(*set.second_opinion);
  value["source"] = set.source;
  value["algorithm"] = set.algorithm;
  value["in_file"] = set.in_file;
  value["failures"] = array_of(set.failures, [](const KatFailure& failure) { return json_of(failure); });
  value["reasons"] = set.reasons;
  if (!set.drivers.empty()) value["drivers"] = set.drivers;
  return value;
}

json json_of(const Run& run) {
  json value = {{"mode", name_of(run.mode)},
                {"environment", run.environment},
                {"diagnostics", run.diagnostics},
                {"seconds", run.seconds}};
  if (!run.start_ms.empty()) value["start_ms"] = run.start_ms;
  if (!run.unavailable.empty()) {
    value["unavailable"] = run.unavailable;
    return value;
  }
  json kat = to_json(run.kat_counts());
  kat["sets"] = array_of(run.sets, [](const KatSet& set) { return json_of(set); });
  // Evidence of earlier versions has no coverage, and is written as it was read.
  if (!run.coverage.empty()) kat["coverage"] = array_of(run.coverage, [](const CoverageRow& row) { return json_of(row); });
  value["fips"] = json_of(run.fips);
  json after = json::object();
  for (const auto& [task, state] : run.fips_after) after[task] = json_of(state);
  value["fips"]["after"] = std::move(after);
  value["self_tests"] = array_of(run.self_tests, [](const SelfTestResult& test) { return json_of(test); });
  value["kat"] = std::move(kat);
  value["refusals"] = array_of(run.refusals, [](const Refusal& refusal) { return json_of(refusal); });
  if (run.bench) value["bench"] = to_json(*run.bench);
  value["missing_symbols"] = run.missing_symbols;
  value["restarts"] = run.restarts;
  return value;
}

json json_of(const ModuleEvidence& module) {
  json value = {{"family", module.family},
                {"instance", module.instance},
                {"identity", json_of(module.identity)},
                {"integrity_files", array_of(module.integrity_files, [](const IntegrityFile& file) { return to_json(file); })},
                {"runs", array_of(module.runs, [](const Run& run) { return json_of(run); })}};
  if (module.packages) value["packages"] = to_json(*module.packages);
  return value;
}

json json_of(const KernelAlgorithm& algorithm) {
  json value = {{"name", algorithm.name}, {"driver", algorithm.driver},      {"module", algorithm.module},
                {"type", algorithm.type}, {"selftest", algorithm.self_test}, {"priority", algorithm.priority}};
  if (algorithm.internal) value["internal"] = *algorithm.internal;
  if (algorithm.fips) value["fips"] = *algorithm.fips;
  return value;
}

// --- reading ---

KatFailure failure_from(const JsonPlace& place) {
  return {.case_id = place.member("case").text(),
          .line = place.member("line").count(),
          .operation = place.member("operation").text(),
          .outcome = required(outcome_kind_named(place.member("outcome").text()), place.member("outcome")),
          .expected = place.member("expected").text(),
          .actual = place.member("actual").text(),
          .detail = place.member("detail").text()};
}

std::map<std::string, std::uint64_t> count_map_from(const JsonPlace& place) {
  std::map<std::string, std::uint64_t> counts;
  for (const auto& [name, count] : place.members()) counts.emplace(name, count.count());
  return counts;
}

std::map<std::string, double> numbers_from(const JsonPlace& place) {
  std::map<std::string, double> numbers;
  for (const auto& [name, number] : place.members()) numbers.emplace(name, number.number());
  return numbers;
}

SecondOpinion second_opinion_from(const JsonPlace& place) {
  return {.by = place.member("by").text(),
          .produced = place.member("produced").count(),
          .agreed = place.member("agreed").count(),
          .disagreed = place.member("disagreed").count(),
          .not_checked = count_map_from(place.member("not_checked"))};
}

CoverageRow coverage_row_from(const JsonPlace& place) {
  CoverageRow row{.operation = place.member("operation").text(), .counts = {}};
  for (std::size_t i = 0; i < kOutcomeKinds; ++i) {
    const auto kind = static_cast<OutcomeKind>(i);
    if (const auto count = place.optional_member(name_of(kind))) row.counts[kind] = count->count();
  }
  return row;
}

KatSet set_from(const JsonPlace& place) {
  KatSet set;
  set.source = place.member("source").text();
  set.algorithm = place.member("algorithm").text();
  set.in_file = place.member("in_file").count();
  set.counts = counts_from_json(place);
  set.reasons = count_map_from(place.member("reasons"));
  if (const auto drivers = place.optional_member("drivers")) set.drivers = count_map_from(*drivers);
  if (const auto format = place.optional_member("format")) set.format = format->text();
  if (const auto left_out = place.optional_member("left_out")) set.left_out = count_map_from(*left_out);
  if (const auto opinion = place.optional_member("second_opinion")) set.second_opinion = second_opinion_from(*opinion);
  for (const JsonPlace& failure : place.member("failures").items()) set.failures.push_back(failure_from(failure));
  return set;
}

FipsState fips_state_from(const JsonPlace& place) {
  const JsonPlace state = place.member("state");
  return {required(fips_state_named(state.text()), state), place.member("how").text()};
}

Run run_from(const JsonPlace& place) {
  Run run;
  run.mode = required(mode_named(place.member("mode").text()), place.member("mode"));
  run.environment = place.member("environment").text_map();
  run.diagnostics = place.member("diagnostics").text();
  run.seconds = place.member("seconds").number();
  if (const auto start = place.optional_member("start_ms")) run.start_ms = numbers_from(*start);
  if (const auto unavailable = place.optional_member("unavailable")) {
    run.unavailable = unavailable->text();
    return run;
  }
  const JsonPlace fips = place.member("fips");
  run.fips = fips_state_from(fips);
  for (const auto& [task, state] : fips.member("after").members()) run.fips_after.emplace(task, fips_state_from(state));
  for (const JsonPlace& test : place.member("self_tests").items()) {
    const JsonPlace result = test.member("result");
    run.self_tests.push_back(
        {test.member("name").text(), required(self_test_result_named(result.text()), result), test.member("detail").text()});
  }
  const JsonPlace kat = place.member("kat");
  for (const JsonPlace& set : kat.member("sets").items()) run.sets.push_back(set_from(set));
  if (counts_from_json(kat) != run.kat_counts()) kat.fail("the totals are not the sum of the sets");
  if (const auto coverage = kat.optional_member("coverage")) {
    Counts covered;
    for (const JsonPlace& row : coverage->items()) covered += run.coverage.emplace_back(coverage_row_from(row)).counts;
    if (covered != run.kat_counts()) coverage->fail("the rows do not add up to the totals of the sets");
  }
  for (const JsonPlace& refusal : place.member("refusals").items()) {
    const JsonPlace outcome = refusal.member("outcome");
    run.refusals.push_back({refusal.member("operation").text(), required(outcome_kind_named(outcome.text()), outcome),
                            refusal.member("reason").text()});
  }
  if (const auto bench = place.optional_member("bench")) run.bench = run_bench_from_json(*bench);
  run.missing_symbols = place.member("missing_symbols").texts();
  run.restarts = place.member("restarts").count();
  return run;
}

ModuleEvidence module_from(const JsonPlace& place) {
  const JsonPlace identity = place.member("identity");
  ModuleEvidence module{.family = place.member("family").text(),
                        .instance = place.member("instance").text(),
                        .identity = {.path = identity.member("path").text(),
                                     .real_path = identity.member("real_path").text(),
                                     .soname = identity.member("soname").text(),
                                     .architecture = identity.member("architecture").text(),
                                     .sha256 = identity.member("sha256").text(),
                                     .package = identity.member("package").text(),
                                     .version = identity.member("version").text(),
                                     .build = identity.member("build").text(),
                                     .parts = identity.member("parts").text_map()},
                        .integrity_files = {},
                        .runs = {},
                        .packages = std::nullopt};
  if (const auto files = place.optional_member("integrity_files")) {
    for (const JsonPlace& file : files->items()) module.integrity_files.push_back(integrity_file_from_json(file));
  }
  for (const JsonPlace& run : place.member("runs").items()) module.runs.push_back(run_from(run));
  if (const auto packages = place.optional_member("packages")) module.packages = package_checks_from_json(*packages);
  return module;
}

KernelAlgorithm kernel_algorithm_from(const JsonPlace& place) {
  KernelAlgorithm algorithm{.name = place.member("name").text(),
                            .driver = place.member("driver").text(),
                            .module = place.member("module").text(),
                            .type = place.member("type").text(),
                            .self_test = place.member("selftest").text(),
                            .priority = place.member("priority").integer(),
                            .fips = std::nullopt,
                            .internal = std::nullopt};
  if (const auto fips = place.optional_member("fips")) algorithm.fips = fips->boolean();
  if (const auto internal = place.optional_member("internal")) algorithm.internal = internal->boolean();
  return algorithm;
}

}  // namespace

Counts Run::kat_counts() const {
  Counts counts;
  for (const KatSet& set : sets) counts += set.counts;
  return counts;
}

json to_json(const Evidence& evidence) {
  json value = {{"schema", kEvidenceSchema},
                {"tool", {{"version", evidence.tool_version}}},
                {"collected_at", evidence.collected_at},
                {"host", to_json(evidence.host)},
                {"kernel_algorithms",
                 array_of(evidence.kernel_algorithms, [](const KernelAlgorithm& algorithm) { return json_of(algorithm); })},
                {"modules", array_of(evidence.modules, [](const ModuleEvidence& module) { return json_of(module); })}};
  if (evidence.boot) value["boot"] = to_json(*evidence.boot);
  if (evidence.bench) value["bench"] = to_json(*evidence.bench);
  if (evidence.installed_crypto) value["installed_crypto"] = to_json(*evidence.installed_crypto);
  if (evidence.processes) value["processes"] = to_json(*evidence.processes);
  if (evidence.nss_databases) {
    value["nss_databases"] = array_of(*evidence.nss_databases, [](const NssDatabase& database) { return to_json(database); });
  }
  if (!evidence.timing_ms.empty()) value["timing_ms"] = evidence.timing_ms;
  return value;
}

Evidence evidence_from_json(const json& value, const std::string& name) {
  const JsonPlace place(value, name);
  place.require_schema(kEvidenceSchema);
  Evidence evidence;
  evidence.tool_version = place.member("tool").member("version").text();
  evidence.collected_at = place.member("collected_at").text();
  evidence.host = host_facts_from_json(place.member("host"));
  for (const JsonPlace& algorithm : place.member("kernel_algorithms").items())
    evidence.kernel_algorithms.push_back(kernel_algorithm_from(algorithm));
  for (const JsonPlace& module : place.member("modules").items()) evidence.modules.push_back(module_from(module));
  if (const auto boot = place.optional_member("boot")) evidence.boot = boot_evidence_from_json(*boot);
  if (const auto bench = place.optional_member("bench")) evidence.bench = bench_conditions_from_json(*bench);
  if (const auto installed = place.optional_member("installed_crypto"))
    evidence.installed_crypto = installed_crypto_from_json(*installed);
  if (const auto processes = place.optional_member("processes")) evidence.processes = process_inventory_from_json(*processes);
  if (const auto databases = place.optional_member("nss_databases")) {
    evidence.nss_databases.emplace();
    for (const JsonPlace& database : databases->items()) evidence.nss_databases->push_back(nss_database_from_json(database));
  }
  if (const auto timing = place.optional_member("timing_ms")) evidence.timing_ms = numbers_from(*timing);
  return evidence;
}

}  // namespace fipsprobe
