#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "harness/vectors/source_stream.hpp"

namespace fipsprobe {

// json_header_of returns the members of a vector set in JSON beside its groups. nullopt when the source is no JSON, or JSON
// without test groups. Throws DamagedJson for a file that begins as JSON, or is named so, and is damaged up to there.
std::optional<nlohmann::json> json_header_of(SourceStream& source);

// set_algorithm returns the member "algorithm" of a header, empty when there is none that is a string.
std::string set_algorithm(const nlohmann::json& header);

}  // namespace fipsprobe
