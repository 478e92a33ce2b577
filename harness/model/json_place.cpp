#include "harness/model/json_place.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "harness/model/errors.hpp"
#include "harness/model/json_line.hpp"

namespace fipsprobe {
namespace {

constexpr int kMaxDepth = 64;

std::string escaped(std::string_view name) {
  std::string token;
  for (const char c : name) {
    if (c == '~') {
      token += "~0";
    } else if (c == '/') {
      token += "~1";
    } else {
      token += c;
    }
  }
  return token;
}

}  // namespace

JsonPlace::JsonPlace(const nlohmann::json& value, std::string file) : value_(&value), file_(std::move(file)) {}

JsonPlace::JsonPlace(const nlohmann::json& value, std::string file, std::string_view text)
    : value_(&value), file_(std::move(file)), text_(text) {}

JsonPlace JsonPlace::below(const nlohmann::json& value, std::string_view token) const {
  JsonPlace place(value, file_, text_);
  place.pointer_ = fmt::format("{}/{}", pointer_, escaped(token));
  return place;
}

void JsonPlace::fail(const std::string& what) const {
  const std::size_t line = text_.empty() ? 0 : line_of_json(text_, pointer_);
  throw InputError(file_, line, fmt::format("at {}: {}", pointer_.empty() ? "/" : pointer_, what));
}

std::optional<JsonPlace> JsonPlace::optional_member(std::string_view name) const {
  if (!value_->is_object()) fail("must be an object");
  const auto found = value_->find(name);
  if (found == value_->end() || found->is_null()) return std::nullopt;
  return below(*found, name);
}

JsonPlace JsonPlace::member(std::string_view name) const {
  std::optional<JsonPlace> found = optional_member(name);
  if (!found) fail(fmt::format("has no member \"{}\"", name));
  return *found;
}

std::vector<JsonPlace> JsonPlace::items() const {
  if (!value_->is_array()) fail("must be an array");
  std::vector<JsonPlace> places;
  places.reserve(value_->size());
  for (const nlohmann::json& item : *value_) places.push_back(below(item, std::to_string(places.size())));
  return places;
}

std::vector<std::pair<std::string, JsonPlace>> JsonPlace::members() const {
  if (!value_->is_object()) fail("must be an object");
  std::vector<std::pair<std::string, JsonPlace>> places;
  for (const auto& [name, item] : value_->items()) places.emplace_back(name, below(item, name));
  return places;
}

std::string JsonPlace::text() const {
  if (!value_->is_string()) fail("must be a string");
  return value_->get<std::string>();
}

bool JsonPlace::boolean() const {
  if (!value_->is_boolean()) fail("must be true or false");
  return value_->get<bool>();
}

double JsonPlace::number() const {
  if (!value_->is_number()) fail("must be a number");
  return value_->get<double>();
}

std::int64_t JsonPlace::integer() const {
  if (!value_->is_number_integer()) fail("must be a whole number");
  return value_->get<std::int64_t>();
}

std::uint64_t JsonPlace::count() const {
  if (!value_->is_number_unsigned()) fail("must be a whole number, 0 or more");
  return value_->get<std::uint64_t>();
}

std::vector<std::string> JsonPlace::texts() const {
  std::vector<std::string> all;
  for (const JsonPlace& item : items()) all.push_back(item.text());
  return all;
}

std::map<std::string, std::string> JsonPlace::text_map() const {
  std::map<std::string, std::string> all;
  for (const auto& [name, item] : members()) all.emplace(name, item.text());
  return all;
}

void JsonPlace::require_only(std::initializer_list<std::string_view> names) const {
  for (const auto& [name, place] : members()) {
    if (std::ranges::find(names, name) == names.end()) place.fail("is not a member that this program knows");
  }
}

void JsonPlace::require_schema(std::string_view wanted) const {
  const JsonPlace schema = member("schema");
  if (schema.text() != wanted) schema.fail(fmt::format(R"(is "{}"; this program reads "{}")", schema.text(), wanted));
}

nlohmann::json parse_json(std::string_view text, const std::string& file) {
  std::vector<std::set<std::string>> names;
  const auto watch = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
    using Event = nlohmann::json::parse_event_t;
    if (depth > kMaxDepth) throw InputError(file, 0, fmt::format("nested deeper than {} levels", kMaxDepth));
    if (event == Event::object_start) names.emplace_back();
    if (event == Event::object_end) names.pop_back();
    if (event == Event::key && !names.back().insert(parsed.get<std::string>()).second) {
      throw InputError(file, 0, fmt::format("an object names the member \"{}\" twice", parsed.get<std::string>()));
    }
    return true;
  };
  try {
    return nlohmann::json::parse(text, watch);
  } catch (const nlohmann::json::parse_error& error) {
    throw InputError(file, line_at(text, error.byte), "not valid JSON");
  } catch (const nlohmann::json::out_of_range&) {
    throw InputError(file, 0, "has a number that is too large to be read");
  }
}

}  // namespace fipsprobe
