#include "harness/cli/status_timing.hpp"

#include <fmt/format.h>

#include "harness/report/text_table.hpp"

namespace fipsprobe {
namespace {

std::string cell(const std::map<std::string, double>& parts, const std::string& name) {
  const auto found = parts.find(name);
  return found == parts.end() ? "-" : fmt::format("{:.1f}", found->second);
}

}  // namespace

std::string timing_text(const Evidence& evidence, bool color) {
  TextTable parts({"milliseconds", "part"});
  double sum = 0;
  for (const auto& [part, milliseconds] : evidence.timing_ms) {
    parts.add({fmt::format("{:.1f}", milliseconds), part});
    sum += milliseconds;
  }
  parts.add({fmt::format("{:.1f}", sum), "all"});
  TextTable modules({"process", "load", "enter", "state", "module"});
  for (const ModuleEvidence& module : evidence.modules) {
    for (const Run& run : module.runs) {
      modules.add({cell(run.start_ms, "process"), cell(run.start_ms, "load"), cell(run.start_ms, "enter"),
                   cell(run.start_ms, "state"), module.instance});
    }
  }
  return parts.to_text(color) + "\nMilliseconds of each module's start, side by side:\n" + modules.to_text(color);
}

}  // namespace fipsprobe
