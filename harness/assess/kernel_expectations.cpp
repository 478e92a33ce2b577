#include "harness/assess/kernel_expectations.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/assess/embedded.hpp"
#include "harness/model/json_place.hpp"

namespace fipsprobe {
namespace {

Confidence confidence_of(const JsonPlace& place) {
  for (const Confidence confidence : {Confidence::high, Confidence::medium, Confidence::low}) {
    if (place.text() == name_of(confidence)) return confidence;
  }
  place.fail("must be high, medium or low");
}

std::vector<KernelExpectation> read_kernel_expectations() {
  const std::string name = "built-in expectations.json";
  const nlohmann::json json = parse_json(embedded_file(assess_files(), "expectations.json"), name);
  std::vector<KernelExpectation> rows;
  for (const JsonPlace& item : JsonPlace(json, name).member("kernel").items()) {
    rows.push_back({.release = item.member("release").text(),
                    .build = item.member("build").text(),
                    .confidence = confidence_of(item.member("confidence")),
                    .refused = item.member("refused").texts(),
                    .approved = item.member("approved").texts(),
                    .left_to_caller = item.member("left_to_caller").texts(),
                    .source = item.member("source").text()});
  }
  return rows;
}

bool is_in(const std::vector<std::string>& starts, std::string_view operation) {
  return std::ranges::any_of(starts, [&](const std::string& start) { return operation.starts_with(start); });
}

// The names of special cases start with those of the operations, which are approved as a rule: so these come last.
std::optional<KernelBelief> belief_of(const KernelExpectation& row, std::string_view operation) {
  if (is_in(row.refused, operation)) return KernelBelief{KernelBelief::Kind::refused, &row};
  if (is_in(row.left_to_caller, operation)) return KernelBelief{KernelBelief::Kind::left_to_caller, &row};
  if (is_in(row.approved, operation)) return KernelBelief{KernelBelief::Kind::approved, &row};
  return std::nullopt;
}

}  // namespace

const std::vector<KernelExpectation>& kernel_expectations() {
  static const std::vector<KernelExpectation> all = read_kernel_expectations();
  return all;
}

std::optional<KernelBelief> kernel_belief(std::string_view release, std::string_view operation) {
  std::optional<KernelBelief> best;
  for (const KernelExpectation& row : kernel_expectations()) {
    if (!release.starts_with(row.release) || release.find(row.build) == std::string_view::npos) continue;
    const auto belief = belief_of(row, operation);
    if (belief && (!best || row.confidence < best->row->confidence)) best = belief;  // the highest comes first
  }
  return best;
}

}  // namespace fipsprobe
