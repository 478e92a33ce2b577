#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/algorithm.hpp"
#include "harness/model/bytes.hpp"

namespace fipsprobe {

// JsonFields is one object of a JSON vector file together with its place, so that every complaint names the file, the line
// where the test or group starts, and the member: "prompt.json:12: testGroups[0].tests[3].iv: must be ...". All members throw
// InputError. The JSON value must outlive it. A member that is null counts as absent.
class JsonFields {
 public:
  JsonFields(const nlohmann::json& value, std::string file, std::size_t line, std::string place);

  bool has(std::string_view name) const;

  std::string text(std::string_view name) const;
  std::string text_or(std::string_view name, std::string_view otherwise) const;
  std::size_t number(std::string_view name) const;  // 0 or more
  bool boolean(std::string_view name) const;
  bool boolean_or(std::string_view name, bool otherwise) const;

  // hex reads pairs of hexadecimal digits; hex(name, size) exactly `size` bytes. hex_bits reads as few bytes as hold `bits`; of
  // no bits, files write "00" or nothing.
  Bytes hex(std::string_view name) const;
  Bytes hex(std::string_view name, std::size_t size) const;
  Bytes hex_bits(std::string_view name, std::size_t bits) const;

  // integer reads an unsigned big-endian integer and drops its leading zeros.
  Bytes integer(std::string_view name) const;

  // hash reads the name of a hash function; signature_hash that of a signature. Throws Untestable for one that is not known
  // here, and for SHAKE in a signature: FIPS 186-5 and the modules do not agree on the length of its output.
  Hash hash(std::string_view name) const;
  Hash signature_hash(std::string_view name) const;

  JsonFields object(std::string_view name) const;
  std::vector<JsonFields> objects(std::string_view name) const;
  std::vector<std::string> texts(std::string_view name) const;

  [[noreturn]] void fail(std::string_view name, const std::string& why) const;

  const std::string& file() const { return file_; }
  std::size_t line() const { return line_; }
  const std::string& place() const { return place_; }

 private:
  const nlohmann::json& member(std::string_view name) const;

  const nlohmann::json* value_;
  std::string file_;
  std::size_t line_;
  std::string place_;
};

}  // namespace fipsprobe
