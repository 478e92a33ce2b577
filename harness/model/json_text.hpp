#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace fipsprobe {

// json_text writes JSON for a file: indented by two spaces, a line end at its end, bytes that are not UTF-8 replaced by U+FFFD.
std::string json_text(const nlohmann::json& value);

}  // namespace fipsprobe
