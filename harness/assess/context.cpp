#include "harness/assess/context.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fipsprobe {

std::vector<std::string> HostFact::pointers() const {
  if (pointer.empty()) return {};
  return {pointer};
}

HostFact host_fact(const Context& context, std::string_view name) {
  const auto found = context.evidence.host.find(std::string(name));
  if (found == context.evidence.host.end()) return {{}, std::nullopt, fmt::format("{} was not collected", name)};
  return {fmt::format("/host/{}", name), found->second.value, found->second.why_unknown};
}

std::vector<std::string> pointers_of(std::initializer_list<HostFact> facts) {
  std::vector<std::string> all;
  for (const HostFact& fact : facts) {
    if (!fact.pointer.empty()) all.push_back(fact.pointer);
  }
  return all;
}

std::string Subject::pointer(std::string_view below) const { return fmt::format("/modules/{}{}", index, below); }

std::string Subject::run_pointer(std::size_t run, std::string_view below) const {
  return fmt::format("/modules/{}/runs/{}{}", index, run, below);
}

const Run* find_run(const ModuleEvidence& module, Mode mode) {
  const auto found = std::ranges::find(module.runs, mode, &Run::mode);
  return found == module.runs.end() ? nullptr : &*found;
}

std::size_t index_of_run(const ModuleEvidence& module, const Run& run) {
  return static_cast<std::size_t>(&run - module.runs.data());
}

}  // namespace fipsprobe
