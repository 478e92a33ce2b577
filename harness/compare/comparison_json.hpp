#pragma once

#include <nlohmann/json_fwd.hpp>

#include "harness/compare/comparison.hpp"

namespace fipsprobe {

inline constexpr std::string_view kCompareSchema = "fipsprobe/compare/1";

// to_json writes what docs/schema/compare.schema.json describes. Every text is as the evidence has it.
nlohmann::json to_json(const Comparison& comparison);

}  // namespace fipsprobe
