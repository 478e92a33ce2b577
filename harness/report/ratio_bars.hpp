#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/bench.hpp"

// Bars of ratios around 1, with their intervals: one a row of a table, all on the same logarithmic axis. They have no size of
// their own and fill the cell; the numbers stand beside them, so they are hidden from those who cannot see them.
namespace fipsprobe {

// RatioAxis is the part of the axis that is shown. 0 < low < 1 < high.
struct RatioAxis {
  double low = 0.5, high = 2;
  std::vector<double> ticks;  // 1 is among them

  double percent(double ratio) const;  // where a ratio lies: 0 to 100 % of the width, those outside at its ends
};

// ratio_axis_for holds all ratios with their intervals.
RatioAxis ratio_axis_for(std::span<const Estimate> ratios);

// ratio_axis_svg draws the ticks and what they are, for the head of the column.
std::string ratio_axis_svg(const RatioAxis& axis);

// ratio_bar_svg draws a bar from 1 to the ratio, and a line over its interval. `style` is the class of the bar.
std::string ratio_bar_svg(const RatioAxis& axis, const Estimate& ratio, std::string_view style);

}  // namespace fipsprobe
