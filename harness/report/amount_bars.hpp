#pragma once

#include <string>
#include <vector>

namespace fipsprobe {

// AmountBar is how much one side has. Its colour follows from `number`, 0 to 7.
struct AmountBar {
  std::size_t number = 0;
  double amount = 0;  // greater than 0
};

// amount_bars_svg draws a bar for each, from 0; the longest fills the width. The numbers stand beside it.
std::string amount_bars_svg(const std::vector<AmountBar>& bars);

}  // namespace fipsprobe
