#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "harness/model/json_place.hpp"

namespace fipsprobe {

// Fact is one thing read from the host; a fact that could not be read keeps the reason.
struct Fact {
  std::optional<std::string> value;
  std::string why_unknown;  // set when value is absent
  std::string source;       // the file or call

  static Fact of(std::string value, std::string source) { return {std::move(value), {}, std::move(source)}; }
  static Fact unknown(std::string why, std::string source) { return {std::nullopt, std::move(why), std::move(source)}; }
};

// HostFacts: dotted names to facts. Names, meaning and source of each are in harness/host/README.md.
using HostFacts = std::map<std::string, Fact>;

nlohmann::json to_json(const Fact& fact);

// fact_from_json reads what to_json wrote. Throws InputError.
Fact fact_from_json(const JsonPlace& place);

nlohmann::json to_json(const HostFacts& facts);

// host_facts_from_json reads what to_json wrote. Throws InputError.
HostFacts host_facts_from_json(const JsonPlace& place);

}  // namespace fipsprobe
