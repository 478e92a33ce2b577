#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fipsprobe {

// JsonPlace is a value inside a JSON file together with where it is, so that every complaint names the file and the JSON
// pointer (RFC 6901): "evidence.json: at /modules/0/family: must be a string". All members throw InputError. The JSON value
// must outlive it.
class JsonPlace {
 public:
  JsonPlace(const nlohmann::json& value, std::string file);

  // With the text that was parsed, for files that people write, a complaint names the line as well: "builds.json:14: at ...".
  // The text must outlive the place.
  JsonPlace(const nlohmann::json& value, std::string file, std::string_view text);

  // member returns the member of that name, which must be there.
  JsonPlace member(std::string_view name) const;

  // optional_member returns nullopt when there is no member of that name, or it is null.
  std::optional<JsonPlace> optional_member(std::string_view name) const;

  // items returns the elements of an array; members the members of an object.
  std::vector<JsonPlace> items() const;
  std::vector<std::pair<std::string, JsonPlace>> members() const;

  std::string text() const;
  bool boolean() const;
  double number() const;
  std::int64_t integer() const;
  std::uint64_t count() const;
  std::vector<std::string> texts() const;
  std::map<std::string, std::string> text_map() const;

  // require_only fails when this object has a member of another name.
  void require_only(std::initializer_list<std::string_view> names) const;

  // require_schema fails unless this object's member "schema" is `wanted`.
  void require_schema(std::string_view wanted) const;

  [[noreturn]] void fail(const std::string& what) const;

  const nlohmann::json& value() const { return *value_; }
  const std::string& pointer() const { return pointer_; }

 private:
  // below returns a value inside this one, by the token of the JSON pointer that leads to it.
  JsonPlace below(const nlohmann::json& value, std::string_view token) const;

  const nlohmann::json* value_;
  std::string file_;
  std::string_view text_;  // empty: lines are not known
  std::string pointer_;
};

// parse_json reads a whole JSON text. Throws InputError with the line of a syntax error, for nesting deeper than 64, and for an
// object that names a member twice.
nlohmann::json parse_json(std::string_view text, const std::string& file);

}  // namespace fipsprobe
