#include "harness/assess/kernel_drivers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/assess/embedded.hpp"
#include "harness/model/json_place.hpp"

namespace fipsprobe {
namespace {

std::vector<DriverRule> read_driver_rules() {
  const std::string name = "built-in kernel_drivers.json";
  const nlohmann::json json = parse_json(embedded_file(assess_files(), "kernel_drivers.json"), name);
  std::vector<DriverRule> rules;
  for (const JsonPlace& item : JsonPlace(json, name).member("rules").items()) {
    rules.push_back({.text = item.member("text").text(),
                     .kind = item.member("kind").text(),
                     .what = item.member("what").text(),
                     .source = item.member("source").text()});
  }
  return rules;
}

// parts_of takes "ccm_base(ctr-aes-aesni,cbcmac(aes-generic))" apart.
std::vector<std::string_view> parts_of(std::string_view driver) {
  std::vector<std::string_view> parts;
  while (!driver.empty()) {
    const std::size_t end = std::min(driver.find_first_of("(), +"), driver.size());
    if (end > 0) parts.push_back(driver.substr(0, end));
    driver.remove_prefix(std::min(end + 1, driver.size()));
  }
  return parts;
}

}  // namespace

const std::vector<DriverRule>& driver_rules() {
  static const std::vector<DriverRule> all = read_driver_rules();
  return all;
}

std::string driver_kind(std::string_view driver) {
  std::vector<std::string> kinds;
  for (const std::string_view part : parts_of(driver)) {
    const auto rule = std::ranges::find_if(
        driver_rules(), [&](const DriverRule& candidate) { return part.find(candidate.text) != std::string_view::npos; });
    if (rule == driver_rules().end()) continue;
    std::string words = rule->kind + ": " + rule->what;
    if (std::ranges::find(kinds, words) == kinds.end()) kinds.push_back(std::move(words));
  }
  std::string text;
  for (const std::string& kind : kinds) text += (text.empty() ? "" : " + ") + kind;
  return text.empty() ? "unknown" : text;
}

}  // namespace fipsprobe
