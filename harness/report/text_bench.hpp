#pragma once

#include <string>

#include "harness/model/evidence.hpp"
#include "harness/report/text.hpp"

namespace fipsprobe {

// bench_text writes what was measured for people: the conditions first, then for each module and mode the throughput over the
// size and the cost of a call apart from that of a byte, the rates and latencies of operations without a size, and the
// start-up; then what FIPS mode and the processor's instructions for cryptography cost. Why something was not measured stands
// below.
std::string bench_text(const Evidence& evidence, const TextStyle& style);

}  // namespace fipsprobe
