#include "harness/report/transitions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/report/printable.hpp"

namespace fipsprobe {

std::string state_text(const Transition& transition) {
  std::string text = printable(transition.state);
  if (!transition.since.empty()) text += " since " + printable(transition.since);
  if (!transition.next.empty()) text += ", " + printable(transition.next);
  return text;
}

std::string modules_text(const Transition& transition) {
  std::vector<std::string> names;
  for (const Transition::Module& module : transition.modules) {
    const std::string name = printable(module.instance.substr(module.instance.rfind('/') + 1));
    names.push_back(module.in_fips_mode ? name : name + " (outside FIPS mode only)");
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace fipsprobe
