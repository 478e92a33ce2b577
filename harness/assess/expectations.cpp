#include "harness/assess/expectations.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

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
  for (const JsonPlace& item : place.member("must_refuse").items()) {
    all.must_refuse.push_back({.family = item.member("family").text(),
                               .version = item.member("version").text(),
                               .operations = item.member("operations").texts(),
                               .source = item.member("source").text()});
  }
  for (const JsonPlace& item : place.member("deviations").items()) {
    all.deviations.push_back({.family = item.member("family").text(),
                              .version = item.member("version").text(),
                              .operations = item.member("operations").texts(),
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

const Deviation* find_deviation(const std::string& family, const std::string& version, const std::string& operation) {
  for (const Deviation& deviation : expectations().deviations) {
    if (deviation.family != family || version.find(deviation.version) == std::string::npos) continue;
    const auto names = [&](const std::string& name) { return operation.starts_with(name); };
    if (std::ranges::any_of(deviation.operations, names)) return &deviation;
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
