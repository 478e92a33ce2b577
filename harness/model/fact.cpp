#include "harness/model/fact.hpp"

#include <nlohmann/json.hpp>

namespace fipsprobe {

using nlohmann::json;

json to_json(const Fact& fact) {
  if (fact.value) return {{"value", *fact.value}, {"source", fact.source}};
  return {{"value", nullptr}, {"unknown", fact.why_unknown}, {"source", fact.source}};
}

Fact fact_from_json(const JsonPlace& place) {
  const std::string source = place.member("source").text();
  if (const auto value = place.optional_member("value")) return Fact::of(value->text(), source);
  return Fact::unknown(place.member("unknown").text(), source);
}

json to_json(const HostFacts& facts) {
  json all = json::object();
  for (const auto& [name, fact] : facts) all[name] = to_json(fact);
  return all;
}

HostFacts host_facts_from_json(const JsonPlace& place) {
  HostFacts facts;
  for (const auto& [name, fact] : place.members()) facts.emplace(name, fact_from_json(fact));
  return facts;
}

}  // namespace fipsprobe
