#include "harness/vectors/json_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/model/errors.hpp"
#include "harness/vectors/json_untestable.hpp"

namespace fipsprobe {
namespace {

// json_hash_named also takes "SHAKE-128", and Wycheproof's "SHA1" and "SHA3-256" as they are.
std::optional<Hash> json_hash_named(std::string name) {
  if (name.starts_with("SHAKE-")) name.erase(5, 1);
  return hash_named(name);
}

}  // namespace

JsonFields::JsonFields(const nlohmann::json& value, std::string file, std::size_t line, std::string place)
    : value_(&value), file_(std::move(file)), line_(line), place_(std::move(place)) {
  if (!value.is_object()) throw InputError(file_, line_, (place_.empty() ? "the file" : place_) + ": must be an object");
}

void JsonFields::fail(std::string_view name, const std::string& why) const {
  throw InputError(file_, line_, fmt::format("{}{}{}: {}", place_, place_.empty() ? "" : ".", name, why));
}

bool JsonFields::has(std::string_view name) const {
  const auto found = value_->find(name);
  return found != value_->end() && !found->is_null();
}

const nlohmann::json& JsonFields::member(std::string_view name) const {
  const auto found = value_->find(name);
  if (found == value_->end() || found->is_null()) fail(name, "is missing");
  return *found;
}

std::string JsonFields::text(std::string_view name) const {
  const nlohmann::json& value = member(name);
  if (!value.is_string()) fail(name, "must be a string");
  return value.get<std::string>();
}

std::string JsonFields::text_or(std::string_view name, std::string_view otherwise) const {
  return has(name) ? text(name) : std::string(otherwise);
}

std::size_t JsonFields::number(std::string_view name) const {
  const nlohmann::json& value = member(name);
  if (!value.is_number_unsigned()) fail(name, "must be a whole number, 0 or more");
  return value.get<std::size_t>();
}

bool JsonFields::boolean(std::string_view name) const {
  const nlohmann::json& value = member(name);
  if (!value.is_boolean()) fail(name, "must be true or false");
  return value.get<bool>();
}

bool JsonFields::boolean_or(std::string_view name, bool otherwise) const { return has(name) ? boolean(name) : otherwise; }

Bytes JsonFields::hex(std::string_view name) const {
  const nlohmann::json& value = member(name);
  if (!value.is_string()) fail(name, "must be a string of hexadecimal digits");
  const auto& digits = value.get_ref<const std::string&>();
  if (digits.size() % 2 != 0) fail(name, "an odd number of hexadecimal digits");
  std::optional<Bytes> bytes = from_hex(digits);
  if (!bytes) fail(name, "not hexadecimal");
  return std::move(*bytes);
}

Bytes JsonFields::hex(std::string_view name, std::size_t size) const {
  Bytes bytes = hex(name);
  if (bytes.size() != size) fail(name, fmt::format("{} bytes, where {} are needed", bytes.size(), size));
  return bytes;
}

Bytes JsonFields::hex_bits(std::string_view name, std::size_t bits) const {
  Bytes bytes = hex(name);
  if (bits == 0 && bytes == Bytes{0}) return {};
  const std::size_t size = bits / 8 + (bits % 8 == 0 ? 0 : 1);
  if (bytes.size() != size) fail(name, fmt::format("{} bytes, where {} bits need {}", bytes.size(), bits, size));
  return bytes;
}

Bytes JsonFields::integer(std::string_view name) const {
  Bytes bytes = hex(name);
  const auto first = std::ranges::find_if(bytes, [](std::uint8_t byte) { return byte != 0; });
  bytes.erase(bytes.begin(), first);
  return bytes;
}

Hash JsonFields::hash(std::string_view name) const {
  const std::string wanted = text(name);
  const std::optional<Hash> hash = json_hash_named(wanted);
  if (!hash) throw Untestable{fmt::format("no operation for hash {}", wanted)};
  return *hash;
}

Hash JsonFields::signature_hash(std::string_view name) const {
  const Hash found = hash(name);
  if (digest_size(found) == 0) throw Untestable{fmt::format("a signature with {} as its hash", name_of(found))};
  return found;
}

JsonFields JsonFields::object(std::string_view name) const {
  const nlohmann::json& value = member(name);
  if (!value.is_object()) fail(name, "must be an object");
  return {value, file_, line_, fmt::format("{}{}{}", place_, place_.empty() ? "" : ".", name)};
}

std::vector<JsonFields> JsonFields::objects(std::string_view name) const {
  const nlohmann::json& value = member(name);
  if (!value.is_array()) fail(name, "must be an array");
  std::vector<JsonFields> all;
  all.reserve(value.size());
  for (const nlohmann::json& item : value)
    all.emplace_back(item, file_, line_, fmt::format("{}.{}[{}]", place_, name, all.size()));
  return all;
}

std::vector<std::string> JsonFields::texts(std::string_view name) const {
  const nlohmann::json& value = member(name);
  if (!value.is_array()) fail(name, "must be an array");
  std::vector<std::string> all;
  for (const nlohmann::json& item : value) {
    if (!item.is_string()) fail(name, "must be an array of strings");
    all.push_back(item.get<std::string>());
  }
  return all;
}

}  // namespace fipsprobe
