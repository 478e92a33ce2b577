#pragma once

#include <nlohmann/json_fwd.hpp>

#include "harness/model/operation.hpp"

namespace fipsprobe {

// to_json and verification_from_json carry a signature that one worker's module made to the worker of another module. All of it
// is public. verification_from_json throws what nlohmann::json throws, or Error, for anything that to_json did not write.
nlohmann::json to_json(const VerifyOperation& operation);
VerifyOperation verification_from_json(const nlohmann::json& value);

}  // namespace fipsprobe
