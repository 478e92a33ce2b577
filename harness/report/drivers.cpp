#include "harness/report/drivers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "harness/assess/kernel_drivers.hpp"

namespace fipsprobe {

std::vector<DriverRow> driver_rows(const Run& run) {
  std::map<std::string, DriverRow> rows;
  for (const KatSet& set : run.sets) {
    for (const auto& [driver, answers] : set.drivers) {
      DriverRow& row = rows[driver];
      row.answers += answers;
      row.sets.push_back(set.source);
    }
  }
  std::vector<DriverRow> all;
  for (auto& [driver, row] : rows) {
    row.driver = driver;
    row.kind = driver_kind(driver);
    all.push_back(std::move(row));
  }
  return all;
}

std::string drivers_of(const KatSet& set) {
  std::vector<std::pair<std::string, std::uint64_t>> drivers(set.drivers.begin(), set.drivers.end());
  std::stable_sort(drivers.begin(), drivers.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (const auto& [driver, answers] : drivers) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", driver, answers);
  return text;
}

}  // namespace fipsprobe
