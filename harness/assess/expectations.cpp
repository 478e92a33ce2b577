#include "harness/assess/expectations.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/assess/embedded.hpp"
#include "harness/model/json_place.hpp"

namespace fipsprobe {
namespace {

Expectations read_expectations() {
  const std::string name = "built-in expectations.json";
  const nlohmann::json json = parse_json(embedded_file(assess_files(), "expectations.json"), name);
  const JsonPlace place(json, name);
  Expectations all;
  all.system_fips_readers = place.member("system_fips_readers").member("sonames").texts();
  for (const auto& [family, tests] : place.member("integrity_tests").members()) all.integrity_tests[family] = tests.texts();
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
  return all;
}

}  // namespace

const Expectations& expectations() {
  static const Expectations all = read_expectations();
  return all;
}

bool is_integrity_test(const std::string& family, const std::string& self_test) {
  const auto found = expectations().integrity_tests.find(family);
  if (found == expectations().integrity_tests.end()) return false;
  return std::ranges::any_of(found->second, [&](const std::string& part) { return self_test.find(part) != std::string::npos; });
}

}  // namespace fipsprobe
