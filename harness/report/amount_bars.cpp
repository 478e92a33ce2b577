#include "harness/report/amount_bars.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "harness/report/svg.hpp"

namespace fipsprobe {

std::string amount_bars_svg(const std::vector<AmountBar>& bars) {
  double most = 0;
  for (const AmountBar& bar : bars) most = std::max(most, bar.amount);
  std::string content;
  double y = 1;
  for (const AmountBar& bar : bars) {
    content += svg_element("rect", {{"x", "0"},
                                    {"y", svg_length(y)},
                                    {"width", svg_percent(bar.amount / most * 100)},
                                    {"height", "8"},
                                    {"class", fmt::format("amount s{}", bar.number)}});
    y += 11;
  }
  return svg_element("svg", {{"class", "amounts"}, {"height", svg_length(y)}, {"aria-hidden", "true"}}, content);
}

}  // namespace fipsprobe
