#include "harness/vectors/json_header.hpp"

#include <algorithm>
#include <array>

#include "harness/vectors/json_set.hpp"

namespace fipsprobe {
namespace {

bool is_named_json(const std::string& name) { return name.ends_with(".json") || name.ends_with(".json.gz"); }

// begins_as_json: '{', or '[' and '{' behind it. A text file may begin with "[ENCRYPT]".
bool begins_as_json(SourceStream& source) {
  std::array<char, 4096> front{};
  const std::size_t size = source.from_start()->read(front);
  std::string_view text(front.data(), size);
  const auto without_space = [](std::string_view rest) {
    const std::size_t first = rest.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view() : rest.substr(first);
  };
  text = without_space(text);
  if (text.starts_with('[')) text = without_space(text.substr(1));
  return text.starts_with('{');
}

}  // namespace

std::optional<nlohmann::json> json_header_of(SourceStream& source) {
  if (!is_named_json(source.name()) && !begins_as_json(source)) return std::nullopt;
  JsonSet set(source.from_start(), source.name(), {});
  if (!set.has_groups()) return std::nullopt;
  if (!set.header_has("algorithm")) set.read_rest_of_header();
  return set.header_members();
}

std::string set_algorithm(const nlohmann::json& header) {
  const auto found = header.find("algorithm");
  return found != header.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace fipsprobe
