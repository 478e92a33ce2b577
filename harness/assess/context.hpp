#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "harness/assess/policy.hpp"
#include "harness/certificates/catalogue.hpp"
#include "harness/model/date.hpp"
#include "harness/model/evidence.hpp"

namespace fipsprobe {

// Context is everything that a topic may look at.
struct Context {
  const Evidence& evidence;
  const Catalogue& catalogue;
  const Policy& policy;
  Date as_of;
};

// HostFact is a fact of the evidence together with its JSON pointer.
struct HostFact {
  std::string pointer;  // empty: the evidence has no such fact
  std::optional<std::string> value;
  std::string why_unknown;  // set when value is absent

  bool is(std::string_view text) const { return value && *value == text; }

  // pointers returns the pointer, or nothing.
  std::vector<std::string> pointers() const;
};

// host_fact looks up a fact; one that the evidence does not have is unknown, "was not collected".
HostFact host_fact(const Context& context, std::string_view name);

// pointers_of returns the pointers of those facts that the evidence has.
std::vector<std::string> pointers_of(std::initializer_list<HostFact> facts);

// Subject is the module that a topic speaks of.
struct Subject {
  const ModuleEvidence& module;
  std::size_t index;  // in Evidence::modules

  std::string pointer(std::string_view below) const;                       // "/modules/2" + below
  std::string run_pointer(std::size_t run, std::string_view below) const;  // "/modules/2/runs/0" + below
};

// find_run returns the first run in that mode; nullptr when there is none. index_of_run gives its place in the module's runs.
const Run* find_run(const ModuleEvidence& module, Mode mode);
std::size_t index_of_run(const ModuleEvidence& module, const Run& run);

}  // namespace fipsprobe
