#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace fipsprobe::test {

// schema_complaints checks a value against docs/schema/NAME.schema.json and returns what is wrong, each with its place; empty
// when nothing is. The test fails when the schema itself cannot be read.
std::vector<std::string> schema_complaints(const std::string& name, const nlohmann::json& value);

}  // namespace fipsprobe::test
