#include "harness/report/line_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "harness/report/figures.hpp"
#include "harness/report/svg.hpp"

namespace fipsprobe {
namespace {

constexpr double kWidth = 360;
constexpr double kHeight = 230;
constexpr double kLeft = 58;
constexpr double kRight = 24;
constexpr double kTop = 12;
constexpr double kBottom = 30;
constexpr std::size_t kMostSizeLabels = 5;
constexpr double kLeastDecades = 1;  // of the throughput, so that small differences do not look large

// Axes is what is shown: logarithms of base 10.
struct Axes {
  double left = 0, right = 1, bottom = 0, top = 1;

  double x(double size) const { return kLeft + (std::log10(size) - left) / (right - left) * (kWidth - kLeft - kRight); }
  double y(double throughput) const {
    return kHeight - kBottom - (std::log10(throughput) - bottom) / (top - bottom) * (kHeight - kTop - kBottom);
  }
};

Axes axes_of(const LineChart& chart) {
  double least_size = 1e300;
  double most_size = 0;
  double least = 1e300;
  double most = 0;
  for (const LineSeries& series : chart.series) {
    for (const LinePoint& point : series.points) {
      least_size = std::min(least_size, static_cast<double>(point.size));
      most_size = std::max(most_size, static_cast<double>(point.size));
      least = std::min(least, point.throughput.low);
      most = std::max(most, point.throughput.high);
    }
  }
  Axes axes{
      .left = std::log10(least_size), .right = std::log10(most_size), .bottom = std::log10(least), .top = std::log10(most)};
  if (axes.left == axes.right) axes = {axes.left - 0.5, axes.right + 0.5, axes.bottom, axes.top};
  const double missing = std::max(0.0, kLeastDecades - (axes.top - axes.bottom));
  axes.bottom -= missing / 2 + 0.04;
  axes.top += missing / 2 + 0.04;
  return axes;
}

std::string throughput_label(double bytes_per_second) {
  if (bytes_per_second >= 1e9) return fmt::format("{:g} GB/s", bytes_per_second / 1e9);
  if (bytes_per_second >= 1e6) return fmt::format("{:g} MB/s", bytes_per_second / 1e6);
  if (bytes_per_second >= 1e3) return fmt::format("{:g} kB/s", bytes_per_second / 1e3);
  return fmt::format("{:g} B/s", bytes_per_second);
}

// throughput_ticks are the decades, and 2 and 5 times them where there are few.
std::vector<double> throughput_ticks(const Axes& axes) {
  const double decades = axes.top - axes.bottom;
  std::vector<double> factors = {1};
  if (decades < 3) factors = {1, 3};
  if (decades < 2) factors = {1, 2, 5};
  const double step = std::max(1.0, std::ceil(decades / 8));  // of axes that span more than any measurement does
  std::vector<double> ticks;
  for (double power = std::floor(axes.bottom); power <= axes.top; power += step) {
    for (const double factor : factors) {
      const double tick = factor * std::pow(10, power);
      if (std::log10(tick) >= axes.bottom && std::log10(tick) <= axes.top) ticks.push_back(tick);
    }
  }
  return ticks;
}

std::string grid(const LineChart& chart, const Axes& axes) {
  std::string content;
  for (const double tick : throughput_ticks(axes)) {
    const std::string y = svg_length(axes.y(tick));
    content += svg_element(
        "line", {{"x1", svg_length(kLeft)}, {"x2", svg_length(kWidth - kRight)}, {"y1", y}, {"y2", y}, {"class", "grid"}});
    content += svg_label(svg_length(kLeft - 6), svg_length(axes.y(tick) + 4), "end", throughput_label(tick));
  }
  std::set<std::uint64_t> sizes;
  for (const LineSeries& series : chart.series) {
    for (const LinePoint& point : series.points) sizes.insert(point.size);
  }
  const std::size_t every = (sizes.size() + kMostSizeLabels - 1) / kMostSizeLabels;
  std::size_t index = 0;
  double last_x = -1000;
  for (const std::uint64_t size : sizes) {
    const double x = axes.x(static_cast<double>(size));
    content += svg_element("line", {{"x1", svg_length(x)},
                                    {"x2", svg_length(x)},
                                    {"y1", svg_length(kHeight - kBottom)},
                                    {"y2", svg_length(kHeight - kBottom + 4)},
                                    {"class", "tick"}});
    const bool is_last = index + 1 == sizes.size();
    if ((index++ % every == 0 || is_last) && x - last_x > 40) {
      content += svg_label(svg_length(x), svg_length(kHeight - kBottom + 18), "middle", size_text(size));
      last_x = x;
    }
  }
  return content;
}

std::string mark(std::size_t number, double x, double y) {
  const std::string style = fmt::format("mark s{}", number);
  switch (number % 4) {
    case 0: return svg_element("circle", {{"cx", svg_length(x)}, {"cy", svg_length(y)}, {"r", "3.6"}, {"class", style}});
    case 1:
      return svg_element(
          "rect",
          {{"x", svg_length(x - 3.3)}, {"y", svg_length(y - 3.3)}, {"width", "6.6"}, {"height", "6.6"}, {"class", style}});
    case 2: return svg_element("path", {{"d", fmt::format("M{:.1f} {:.1f}l4.4 7.6h-8.8z", x, y - 4.6)}, {"class", style}});
    default:
      return svg_element("path",
                         {{"d", fmt::format("M{:.1f} {:.1f}l4.4 4.6l-4.4 4.6l-4.4 -4.6z", x, y - 4.6)}, {"class", style}});
  }
}

std::string line_of(const LineSeries& series, const Axes& axes) {
  std::string path;
  std::string intervals;
  std::string marks;
  for (const LinePoint& point : series.points) {
    const double x = axes.x(static_cast<double>(point.size));
    const double y = axes.y(point.throughput.value);
    path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", x, y);
    intervals += svg_element("line", {{"x1", svg_length(x)},
                                      {"x2", svg_length(x)},
                                      {"y1", svg_length(axes.y(point.throughput.low))},
                                      {"y2", svg_length(axes.y(point.throughput.high))},
                                      {"class", fmt::format("interval s{}", series.number)}});
    marks += mark(series.number, x, y);
  }
  return svg_element("path", {{"d", path}, {"class", fmt::format("line s{}", series.number)}}) + intervals + marks;
}

// end_labels puts the label of each line beside its end, moved apart where lines end at the same height.
std::string end_labels(const LineChart& chart, const Axes& axes) {
  constexpr double kApart = 13;
  std::vector<std::pair<double, const LineSeries*>> ends;
  for (const LineSeries& series : chart.series) ends.emplace_back(axes.y(series.points.back().throughput.value), &series);
  std::sort(ends.begin(), ends.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string content;
  double last = -1000;
  for (const auto& [y, series] : ends) {
    const double free = std::max(y, last + kApart);
    const double x = axes.x(static_cast<double>(series->points.back().size));
    content += svg_element(
        "text", {{"x", svg_length(x + 9)}, {"y", svg_length(free + 4)}, {"class", fmt::format("end s{}", series->number)}},
        svg_escaped(series->label));
    last = free;
  }
  return content;
}

std::string description(const LineChart& chart) {
  std::string text = "Throughput over message size, both axes logarithmic.";
  for (const LineSeries& series : chart.series) {
    const LinePoint& first = series.points.front();
    const LinePoint& last = series.points.back();
    text += fmt::format(" {}: {} MB/s at {}, {} MB/s at {}.", series.label, throughput_text(first.throughput.value),
                        size_text(first.size), throughput_text(last.throughput.value), size_text(last.size));
  }
  return text;
}

}  // namespace

std::string line_chart_svg(const LineChart& chart) {
  const Axes axes = axes_of(chart);
  std::string content = svg_element("title", {{"id", chart.id + "t"}}, svg_escaped(chart.title));
  content += svg_element("desc", {{"id", chart.id + "d"}}, svg_escaped(description(chart)));
  content += grid(chart, axes);
  for (const LineSeries& series : chart.series) content += line_of(series, axes);
  content += end_labels(chart, axes);
  return svg_element("svg",
                     {{"viewBox", fmt::format("0 0 {} {}", kWidth, kHeight)},
                      {"class", "lines"},
                      {"role", "img"},
                      {"aria-labelledby", fmt::format("{0}t {0}d", chart.id)}},
                     content);
}

std::string line_mark_svg(std::size_t number) {
  const std::string content =
      svg_element("path", {{"d", "M1 8L31 8"}, {"class", fmt::format("line s{}", number)}}) + mark(number, 16, 8);
  return svg_element(
      "svg", {{"viewBox", "0 0 32 16"}, {"width", "32"}, {"height", "16"}, {"class", "key"}, {"aria-hidden", "true"}}, content);
}

}  // namespace fipsprobe
