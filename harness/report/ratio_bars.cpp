#include "harness/report/ratio_bars.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "harness/report/figures.hpp"
#include "harness/report/svg.hpp"

namespace fipsprobe {
namespace {

constexpr double kMargin = 4;  // per cent at either end, so that what lies on the end can be seen

// Scale is a set of ticks for ratios that lie within 1/reach and reach.
struct Scale {
  double reach;
  std::array<double, 5> ticks;
};

constexpr std::array kScales = {Scale{1.11, {0.9, 0.95, 1, 1.05, 1.1}}, Scale{1.26, {0.8, 0.9, 1, 1.1, 1.25}},
                                Scale{1.55, {0.67, 0.8, 1, 1.25, 1.5}}, Scale{2.1, {0.5, 0.7, 1, 1.4, 2}},
                                Scale{4.2, {0.25, 0.5, 1, 2, 4}}};
constexpr std::size_t kMostTicks = 5;

// ticks_between has the ticks that lie on the axis; powers of 2, 4, ... or 10 where no scale reaches.
std::vector<double> ticks_between(double low, double high) {
  const double reach = std::max(high, 1 / low);
  std::vector<double> ticks;
  const auto scale = std::ranges::find_if(kScales, [&](const Scale& each) { return reach <= each.reach; });
  if (scale != kScales.end()) {
    std::ranges::copy_if(scale->ticks, std::back_inserter(ticks), [&](double tick) { return low <= tick && tick <= high; });
    return ticks;
  }
  for (const double base : {2.0, 4.0, 10.0, 100.0, 1000.0, 1e6, 1e12}) {
    ticks.clear();
    const double least = std::ceil(std::log(low) / std::log(base));
    const double most = std::floor(std::log(high) / std::log(base));
    if (most - least + 1 > static_cast<double>(kMostTicks)) continue;
    for (double power = least; power <= most; ++power) ticks.push_back(std::pow(base, power));
    break;
  }
  return ticks;
}

std::string tick_line(double percent, bool is_one) {
  const std::string x = svg_percent(percent);
  return svg_element("line", {{"x1", x}, {"x2", x}, {"y1", "0"}, {"y2", "100%"}, {"class", is_one ? "one" : "grid"}});
}

std::string bar_picture(std::string_view style, const std::string& content) {
  return svg_element("svg", {{"class", std::string(style)}, {"aria-hidden", "true"}, {"focusable", "false"}}, content);
}

}  // namespace

double RatioAxis::percent(double ratio) const {
  const double share = std::log(std::clamp(ratio, low, high) / low) / std::log(high / low);
  return kMargin + share * (100 - 2 * kMargin);
}

RatioAxis ratio_axis_for(std::span<const Estimate> ratios) {
  constexpr double kLeastReach = 1.05;
  RatioAxis axis{.low = 1 / kLeastReach, .high = kLeastReach, .ticks = {}};
  for (const Estimate& ratio : ratios) {
    axis.low = std::min(axis.low, ratio.low);
    axis.high = std::max(axis.high, ratio.high);
  }
  axis.ticks = ticks_between(axis.low, axis.high);
  return axis;
}

std::string ratio_axis_svg(const RatioAxis& axis) {
  std::string content;
  for (const double tick : axis.ticks) {
    const double percent = axis.percent(tick);
    const std::string_view anchor = percent < 8 ? "start" : percent > 92 ? "end" : "middle";
    content += svg_label(svg_percent(percent), "12", anchor, fmt::format("{:.4g}", tick));
  }
  return bar_picture("axis", content);
}

std::string ratio_bar_svg(const RatioAxis& axis, const Estimate& ratio, std::string_view style) {
  std::string content;
  for (const double tick : axis.ticks) content += tick_line(axis.percent(tick), tick == 1);
  const double one = axis.percent(1);
  const double value = axis.percent(ratio.value);
  const std::string low = svg_percent(axis.percent(ratio.low));
  const std::string high = svg_percent(axis.percent(ratio.high));
  content += svg_element("rect", {{"x", svg_percent(std::min(one, value))},
                                  {"width", svg_percent(std::abs(value - one))},
                                  {"y", "5"},
                                  {"height", "10"},
                                  {"class", "bar " + std::string(style)}});
  content += svg_element("line", {{"x1", low}, {"x2", high}, {"y1", "10"}, {"y2", "10"}, {"class", "interval"}});
  for (const std::string& end : {low, high}) {
    content += svg_element("line", {{"x1", end}, {"x2", end}, {"y1", "6"}, {"y2", "14"}, {"class", "interval"}});
  }
  return bar_picture("ratio", content);
}

}  // namespace fipsprobe
