#include "harness/model/json_line.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "harness/model/errors.hpp"
#include "harness/model/json_place.hpp"

using namespace fipsprobe;

namespace {

constexpr std::string_view kText = R"({
  "a": 1,
  "b\"}": [ {"x": "]}\\"}, -1.5e3,
    {
      "c/d": true,
      "e~f":
        null
    }
  ], "": {}
})";

}  // namespace

TEST_CASE("the line of a value is found by its JSON pointer, whatever lies before it") {
  CHECK(line_of_json(kText, "") == 1);
  CHECK(line_of_json(kText, "/a") == 2);
  CHECK(line_of_json(kText, "/b\"}") == 3);
  CHECK(line_of_json(kText, "/b\"}/1") == 3);
  CHECK(line_of_json(kText, "/b\"}/2") == 4);
  CHECK(line_of_json(kText, "/b\"}/2/c~1d") == 5);
  CHECK(line_of_json(kText, "/b\"}/2/e~0f") == 7);
  CHECK(line_of_json(kText, "/") == 9);
}

TEST_CASE("a pointer that leads nowhere has no line, in a text that ends anywhere") {
  CHECK(line_of_json(kText, "/b\"}/3") == 0);
  CHECK(line_of_json(kText, "/a/0") == 0);
  CHECK(line_of_json(kText, "/none") == 0);
  for (std::size_t size = 0; size < kText.size(); ++size) {
    const std::string cut(kText.substr(0, size));
    line_of_json(cut, "/b\"}/2/e~0f");
    line_of_json(cut, "/none");
  }
}

TEST_CASE("a complaint about a file that people write names the line") {
  const std::string text = "{\n \"list\": [1,\n 2]}";
  const nlohmann::json value = parse_json(text, "f.json");
  try {
    JsonPlace(value, "f.json", text).member("list").items()[1].text();
    FAIL("no complaint");
  } catch (const InputError& error) {
    CHECK(std::string(error.what()) == "f.json:3: at /list/1: must be a string");
  }
  CHECK_THROWS_AS(JsonPlace(value, "f.json", text).require_only({"other"}), InputError);
}
