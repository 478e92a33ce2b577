#include "tests/schema/schema.hpp"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace fipsprobe::test {

std::vector<std::string> schema_complaints(const std::string& name, const nlohmann::json& value) {
  std::ifstream file(FIPSPROBE_SOURCE_DIR "/docs/schema/" + name + ".schema.json");
  REQUIRE(file.is_open());
  const nlohmann::json text = nlohmann::json::parse(file);
  valijson::Schema schema;
  valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
  const valijson::adapters::NlohmannJsonAdapter schema_view(text);
  parser.populateSchema(schema_view, schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  const valijson::adapters::NlohmannJsonAdapter value_view(value);
  validator.validate(schema, value_view, &results);
  std::vector<std::string> complaints;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    std::string place;
    for (const std::string& step : error.context) place += step;
    complaints.push_back(place + ": " + error.description);
  }
  return complaints;
}

}  // namespace fipsprobe::test
