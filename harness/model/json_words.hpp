#pragma once

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "harness/model/json_place.hpp"

// What the readers and writers of JSON share: words that stand for values, and arrays.
namespace fipsprobe {

// value_named returns the value whose name stands at its index in `names`.
template <class Value, std::size_t size>
std::optional<Value> value_named(const std::array<std::string_view, size>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Value>(found - names.begin());
}

// required returns the value that the word at `place` stands for. Throws InputError when there is none.
template <class Value>
Value required(const std::optional<Value>& value, const JsonPlace& place) {
  if (!value) place.fail("\"" + place.text() + "\" is not one of the known words");
  return *value;
}

// array_of converts each item.
template <class Items, class ToJson>
nlohmann::json array_of(const Items& items, ToJson&& convert) {
  nlohmann::json array = nlohmann::json::array();
  for (const auto& item : items) array.push_back(convert(item));
  return array;
}

}  // namespace fipsprobe
