#include "harness/compare/comparison_json.hpp"

#include <nlohmann/json.hpp>

#include "harness/compare/match_runs.hpp"
#include "harness/compare/remarks.hpp"
#include "harness/model/json_words.hpp"

namespace fipsprobe {
namespace {

using nlohmann::json;

json json_of(const Estimate& estimate) { return {{"value", estimate.value}, {"low", estimate.low}, {"high", estimate.high}}; }

json json_of(const RunName& run) {
  return {{"family", run.family},
          {"module", run.module},
          {"version", run.version},
          {"mode", name_of(run.mode)},
          {"fips_state", name_of(run.fips)}};
}

json json_of(const PointKey& key) {
  json value = {{"operation", key.operation}, {"group", name_of(key.group)}, {"threads", key.threads}};
  if (key.size) value["size"] = *key.size;
  return value;
}

json json_of(const ComparedPoint& point) {
  json value = json_of(point.key);
  value["a"] = {{"seconds_per_call", json_of(point.first)}, {"repeats", point.first_repeats}};
  value["b"] = {{"seconds_per_call", json_of(point.second)}, {"repeats", point.second_repeats}};
  value["ratio"] = json_of(point.ratio);
  value["test"] = {{"u", point.test.u}, {"p", point.test.p}, {"exact", point.test.exact}, {"adjusted_p", point.adjusted_p}};
  value["verdict"] = name_of(point.verdict);
  return value;
}

json json_of(const LonePoint& point) {
  json value = json_of(point.key);
  value["where"] = name_of(point.where);
  value["reason"] = point.reason;
  return value;
}

std::string group_word(const std::optional<BenchGroup>& group) { return group ? std::string(name_of(*group)) : "all"; }

json json_of(const MeanRatio& mean) {
  return {{"group", group_word(mean.group)},
          {"points", mean.tally.total()},
          {"faster", mean.tally.faster},
          {"slower", mean.tally.slower},
          {"no_difference_shown", mean.tally.not_shown},
          {"ratio", json_of(mean.ratio)},
          {"verdict", name_of(mean.verdict)}};
}

json json_of(const PricedPoint& point) {
  json value = json_of(point.key);
  value.erase("threads");
  value["unit"] = point.key.size ? "byte" : "call";
  value["a"] = {{"threads", point.key.threads}, {"per_unit_of_money", json_of(point.first)}};
  value["b"] = {{"threads", point.second_threads}, {"per_unit_of_money", json_of(point.second)}};
  value["ratio"] = json_of(point.ratio);
  value["adjusted_p"] = point.adjusted_p;
  value["verdict"] = name_of(point.verdict);
  return value;
}

json means_of(const std::vector<MeanRatio>& groups, const std::optional<MeanRatio>& overall) {
  json means = array_of(groups, [](const MeanRatio& mean) { return json_of(mean); });
  if (overall) means.push_back(json_of(*overall));
  return means;
}

json json_of(const PricedRuns& priced) {
  return {{"points", array_of(priced.points, [](const PricedPoint& point) { return json_of(point); })},
          {"means", means_of(priced.groups, priced.overall)}};
}

json json_of(const ComparedRuns& runs) {
  json value = {{"a", json_of(runs.first)},
                {"b", json_of(runs.second)},
                {"points", array_of(runs.points, [](const ComparedPoint& point) { return json_of(point); })},
                {"not_compared", array_of(runs.others, [](const LonePoint& point) { return json_of(point); })},
                {"means", means_of(runs.groups, runs.overall)}};
  if (runs.prices) value["prices"] = json_of(*runs.prices);
  return value;
}

json json_of(const LoneRun& lone) {
  json value = json_of(lone.run);
  value["only_in"] = lone.in_first ? "a" : "b";
  value["reason"] = lone.reason;
  value["points"] = array_of(lone.points, [](const LonePoint& point) { return json_of(point); });
  return value;
}

json json_of(const Comparison& comparison, const PairComparison& pair) {
  const PointTotals& totals = pair.totals;
  return {{"a", comparison.sides[0].label},
          {"b", comparison.sides[pair.second].label},
          {"total", totals.total()},
          {"compared", totals.compared},
          {"only_in_a", totals.only_first},
          {"only_in_b", totals.only_second},
          {"in_neither", totals.neither},
          {"remarks", pair.remarks},
          {"runs", array_of(pair.runs, [](const ComparedRuns& runs) { return json_of(runs); })},
          {"runs_not_compared", array_of(pair.lone, [](const LoneRun& lone) { return json_of(lone); })}};
}

json json_of_module(const ModuleEvidence& module) {
  return {{"family", module.family},
          {"instance", module.instance},
          {"soname", module.identity.soname},
          {"version", module.identity.version},
          {"package", module.identity.package},
          {"sha256", module.identity.sha256}};
}

json json_of(const CompareSide& side) {
  json modules = json::array();
  for (const ModuleEvidence& module : side.evidence.modules) {
    if (chooses(side.selector, module)) modules.push_back(json_of_module(module));
  }
  json value = {{"label", side.label},
                {"file", side.file},
                {"selector", text_of(side.selector)},
                {"tool_version", side.evidence.tool_version},
                {"collected_at", side.evidence.collected_at},
                {"host", to_json(side.evidence.host)},
                {"conditions", to_json(*side.evidence.bench)},
                {"modules", modules},
                {"without_figures", runs_without_figures(side)}};
  if (side.price) value["price_per_hour"] = *side.price;
  return value;
}

json json_of(const Comparison& comparison, const ModeCost& cost) {
  json value = json_of(cost.runs);
  value["with"] = std::move(value["a"]);
  value["without"] = std::move(value["b"]);
  value.erase("a");
  value.erase("b");
  value["side"] = comparison.sides[cost.side].label;
  value["cost_of"] = name_of(cost.kind);
  return value;
}

}  // namespace

json to_json(const Comparison& comparison) {
  return {{"schema", kCompareSchema},
          {"currency", comparison.currency},
          {"sides", array_of(comparison.sides, [](const CompareSide& side) { return json_of(side); })},
          {"pairs", array_of(comparison.pairs, [&](const PairComparison& pair) { return json_of(comparison, pair); })},
          {"costs", array_of(comparison.costs, [&](const ModeCost& cost) { return json_of(comparison, cost); })}};
}

}  // namespace fipsprobe
