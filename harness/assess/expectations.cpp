#include "harness/assess/expectations.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "harness/assess/embedded.hpp"
#include "harness/model/json_place.hpp"

namespace fipsprobe {
namespace {

bool is_named_in(const std::map<std::string, std::vector<std::string>>& tests, const std::string& family,
                 const std::string& name) {
  const auto found = tests.find(family);
  if (found == tests.end()) return false;
  return std::ranges::any_of(found->second, [&](const std::string& part) { return name.find(part) != std::string::npos; });
}

std::vector<KnownOperations> known_operations_from(const JsonPlace& place) {
  std::vector<KnownOperations> all;
  for (const JsonPlace& item : place.items()) {
    all.push_back({.family = item.member("family").text(),
                   .versions = item.member("versions").texts(),
                   .operations = item.member("operations").texts(),
                   .source = item.member("source").text()});
  }
  return all;
}

Expectations read_expectations() {
  const std::string name = "built-in expectations.json";
  const nlohmann::json json = parse_json(embedded_file(assess_files(), "expectations.json"), name);
  const JsonPlace place(json, name);
  Expectations all;
  all.system_fips_readers = place.member("system_fips_readers").member("sonames").texts();
  for (const auto& [family, tests] : place.member("integrity_tests").members()) all.integrity_tests[family] = tests.texts();
  for (const auto& [family, tests] : place.member("power_up_tests").members()) all.power_up_tests[family] = tests.texts();
  for (const JsonPlace& item : place.member("power_up_failures").items()) {
    all.power_up_failures.push_back({.family = item.member("family").text(),
                                     .text = item.member("text").text(),
                                     .topic = item.member("topic").text(),
                                     .source = item.member("source").text()});
  }
  all.must_refuse = known_operations_from(place.member("must_refuse"));
  all.known_to_do = known_operations_from(place.member("known_to_do"));
  for (const JsonPlace& item : place.member("deviations").items()) {
    std::map<std::string, std::vector<std::string>> cases;
    for (const auto& [file, names] : item.member("cases").members()) cases[file] = names.texts();
    all.deviations.push_back({.family = item.member("family").text(),
                              .versions = item.member("versions").texts(),
                              .operations = item.member("operations").texts(),
                              .cases = std::move(cases),
                              .is_beyond_validation = item.member("is_beyond_validation").boolean(),
                              .what = item.member("what").text(),
                              .source = item.member("source").text()});
  }
  return all;
}

}  // namespace

const Expectations& expectations() {
  static const Expectations all = read_expectations();
  return all;
}

std::string versions_of(const ModuleEvidence& module) {
  std::string versions = module.identity.version;
  for (const Run& run : module.runs) versions += run.fips.value == FipsState::Value::on ? "\n" + run.fips.how : "";
  return versions;
}

bool is_one_of(const std::string& version, const std::vector<std::string>& texts) {
  return std::ranges::any_of(texts, [&](const std::string& text) { return version.find(text) != std::string::npos; });
}

const Deviation* find_deviation(const ModuleEvidence& module, const KatSet& set, const KatFailure& failure) {
  const auto is_of_the_set = [&](const auto& file) {
    return ("/" + set.source).ends_with("/" + file.first) && std::ranges::count(file.second, failure.case_id) > 0;
  };
  const auto begins_the_operation = [&](const std::string& name) { return failure.operation.starts_with(name); };
  for (const Deviation& deviation : expectations().deviations) {
    const bool is_module = deviation.family == module.family && is_one_of(module.identity.version, deviation.versions);
    if (!is_module || std::ranges::none_of(deviation.operations, begins_the_operation)) continue;
    if (deviation.cases.empty() || std::ranges::any_of(deviation.cases, is_of_the_set)) return &deviation;
  }
  return nullptr;
}

bool is_integrity_test(const std::string& family, const std::string& self_test) {
  return is_named_in(expectations().integrity_tests, family, self_test);
}

bool is_power_up_test(const std::string& family, const std::string& self_test) {
  return is_named_in(expectations().power_up_tests, family, self_test);
}

}  // namespace fipsprobe
