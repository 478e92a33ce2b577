#pragma once

#include <kainjow/mustache.hpp>
#include <span>
#include <string>

#include "harness/compare/comparison.hpp"
#include "harness/report/ratio_bars.hpp"

// The parts of the page of a comparison, as data for its template.
namespace fipsprobe {

// page_flag is a condition of the template.
kainjow::mustache::data page_flag(bool value);

// pair_items has the answer of each pair: its runs with their means, its groups, its remarks and what was not compared.
kainjow::mustache::data pair_items(const Comparison& comparison);

// chart_items has, for each run of the first side, a chart for each operation that has sizes, with the lines of all sides.
kainjow::mustache::data chart_items(const Comparison& comparison);

// point_items has a table of every compared point for each pair of runs.
kainjow::mustache::data point_items(const Comparison& comparison);

// cost_items has a table for each kind of cost and family of modules; price_items one for each priced pair of runs.
kainjow::mustache::data cost_items(const Comparison& comparison);
kainjow::mustache::data price_items(const Comparison& comparison);

// ratio_style is the class of a ratio's bar: the colour of the side that is faster, or that of no difference. `second` is the
// index of the second side.
std::string ratio_style(Verdict verdict, std::size_t second);

// set_ratio sets the members that a row with a ratio has: bar, ratio, interval, shown.
void set_ratio(kainjow::mustache::data& row, const RatioAxis& axis, const Estimate& ratio, Verdict verdict, std::size_t second);

// runs_title is how two runs are named together: "libcrypto.so.3 3.0.17 against libcrypto.so.10 1.0.2k, as_found".
std::string runs_title(const ComparedRuns& runs);

}  // namespace fipsprobe
