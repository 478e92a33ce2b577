#pragma once

#include <string>

#include "harness/compare/comparison.hpp"

namespace fipsprobe {

// compare_html writes one page that needs no other file, no network and no script: the answer, bars of ratios with their
// intervals, throughput over size, every point, what modes cost and what money buys. Every chart stands beside its numbers.
// Every text of a module or a host is made printable and escaped.
std::string compare_html(const Comparison& comparison);

}  // namespace fipsprobe
