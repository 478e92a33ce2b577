#include "harness/model/package_check.hpp"

#include <nlohmann/json.hpp>

#include "harness/model/json_words.hpp"

namespace fipsprobe {
namespace {

nlohmann::json json_of_deviation(const PackageDeviation& deviation) {
  return {{"file", deviation.file},
          {"what", deviation.what},
          {"config", deviation.is_config},
          {"of_module", deviation.is_of_module}};
}

nlohmann::json json_of_check(const PackageCheck& check) {
  nlohmann::json value = {{"package", check.package},
                          {"files", check.files},
                          {"tool", check.tool},
                          {"deviations", array_of(check.deviations, json_of_deviation)},
                          {"deviations_left_out", check.deviations_left_out},
                          {"not_looked", check.not_looked}};
  if (!check.why_unknown.empty()) value["unknown"] = check.why_unknown;
  return value;
}

PackageDeviation deviation_from(const JsonPlace& place) {
  return {.file = place.member("file").text(),
          .what = place.member("what").text(),
          .is_config = place.member("config").boolean(),
          .is_of_module = place.member("of_module").boolean()};
}

PackageCheck package_check_from(const JsonPlace& place) {
  PackageCheck check{.package = place.member("package").text(),
                     .files = place.member("files").texts(),
                     .tool = place.member("tool").text(),
                     .why_unknown = {},
                     .deviations = {},
                     .deviations_left_out = place.member("deviations_left_out").count(),
                     .not_looked = place.member("not_looked").text_map()};
  if (const auto why = place.optional_member("unknown")) check.why_unknown = why->text();
  for (const JsonPlace& deviation : place.member("deviations").items()) check.deviations.push_back(deviation_from(deviation));
  return check;
}

}  // namespace

nlohmann::json to_json(const PackageChecks& packages) {
  nlohmann::json value = {{"checks", array_of(packages.checks, json_of_check)}};
  if (!packages.why_unknown.empty()) value["unknown"] = packages.why_unknown;
  return value;
}

PackageChecks package_checks_from_json(const JsonPlace& place) {
  PackageChecks packages;
  if (const auto why = place.optional_member("unknown")) packages.why_unknown = why->text();
  for (const JsonPlace& check : place.member("checks").items()) packages.checks.push_back(package_check_from(check));
  return packages;
}

}  // namespace fipsprobe
