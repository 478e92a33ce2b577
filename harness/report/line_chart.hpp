#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "harness/model/bench.hpp"

// A chart of throughput over message size, both on logarithmic axes.
namespace fipsprobe {

// LinePoint is one size. `throughput` is in bytes a second, greater than 0.
struct LinePoint {
  std::uint64_t size = 0;  // bytes
  Estimate throughput;
};

// LineSeries is one side's line. Colour, dashes and marks follow from `number`, 0 to 7, so that no two look alike in grey.
struct LineSeries {
  std::string label;  // a letter or two, beside the end of the line
  std::size_t number = 0;
  std::vector<LinePoint> points;  // by size, at least one
};

struct LineChart {
  std::string id;     // unique in the page, letters and digits
  std::string title;  // the operation
  std::vector<LineSeries> series;
};

// line_chart_svg draws it, with a title and a description of where each line begins and ends.
std::string line_chart_svg(const LineChart& chart);

// line_mark_svg draws the mark and the line of a series, for a legend.
std::string line_mark_svg(std::size_t number);

}  // namespace fipsprobe
