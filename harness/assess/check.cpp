#include "harness/assess/check.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/assess/embedded.hpp"
#include "harness/model/json_place.hpp"

namespace fipsprobe {
namespace {

Check::Required required_from(const JsonPlace& place) {
  const std::string word = place.text();
  if (word == "always") return Check::Required::always;
  if (word == "never") return Check::Required::never;
  if (word == "with_validated_builds") return Check::Required::with_validated_builds;
  place.fail("\"" + word + "\" is not always, never or with_validated_builds");
}

std::map<std::string, std::vector<std::string>> commands_from(const JsonPlace& place) {
  std::map<std::string, std::vector<std::string>> commands;
  const auto member = place.optional_member("commands");
  if (!member) return commands;
  for (const auto& [distribution, lines] : member->members()) commands.emplace(distribution, lines.texts());
  return commands;
}

Check check_from(const JsonPlace& place) {
  const JsonPlace statement = place.member("statement");
  const std::optional<Statement> value = statement_named(statement.text());
  if (!value) statement.fail("\"" + statement.text() + "\" is not a statement");
  return {.id = place.member("id").text(),
          .label = place.member("label").text(),
          .statement = *value,
          .required = required_from(place.member("required")),
          .title = place.member("title").text(),
          .success = place.member("success").text(),
          .failure = place.member("failure").text(),
          .remediation = place.member("remediation").text(),
          .commands = commands_from(place)};
}

std::vector<Check> read_checks() {
  const std::string name = "built-in findings.json";
  const nlohmann::json json = parse_json(embedded_file(assess_files(), "findings.json"), name);
  std::vector<Check> all;
  for (const JsonPlace& place : JsonPlace(json, name).member("checks").items()) all.push_back(check_from(place));
  return all;
}

}  // namespace

const std::vector<Check>& checks() {
  static const std::vector<Check> all = read_checks();
  return all;
}

const Check* find_check(std::string_view id) {
  const auto found = std::ranges::find(checks(), id, &Check::id);
  return found == checks().end() ? nullptr : &*found;
}

}  // namespace fipsprobe
