#include "harness/report/preflight_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/report/color.hpp"
#include "harness/report/printable.hpp"
#include "harness/report/text_sections.hpp"
#include "harness/report/text_table.hpp"
#include "harness/report/verdict_matrix.hpp"

namespace fipsprobe {
namespace {

// The order in which states are shown, and the word for each.
struct Shown {
  TrapState state;
  std::string_view word;
  std::string_view heading;  // of the part below the table; empty: the table says enough
};

constexpr std::array kShown = {Shown{TrapState::obstacle, "OBSTACLE", "In the way"},
                               Shown{TrapState::unknown, "unknown", "Unknown"},
                               Shown{TrapState::note, "note", "To know before"}, Shown{TrapState::clear, "clear", ""},
                               Shown{TrapState::not_applicable, "n/a", ""}};

std::string_view mode_text(const Evidence& evidence) {
  const std::string flag = host_text(evidence, "fips.kernel_flag");
  if (flag == "1") return "on already";
  return flag == "0" ? "off" : "unknown";
}

std::string title(const Evidence& evidence, const Preflight& preflight) {
  return fmt::format("fipsprobe {} preflight: {}, {}, kernel {}, {}\nseen {}; FIPS mode is {}; nothing was changed\n",
                     printable(evidence.tool_version), host_text(evidence, "hostname"), host_text(evidence, "os.pretty_name"),
                     host_text(evidence, "kernel.release"), host_text(evidence, "architecture"),
                     printable(preflight.collected_at), mode_text(evidence));
}

std::string table_of(const Preflight& preflight, bool color) {
  TextTable table({"state", "trap", "what it is"});
  for (const Shown& shown : kShown) {
    for (const Trap& trap : preflight.traps) {
      if (trap.state == shown.state) table.add({std::string(shown.word), trap.id, trap.title});
    }
  }
  return table.to_text(color);
}

// remedy_of keeps the lines of a remedy whole, so that commands can be pasted.
std::string remedy_of(const Trap& trap) {
  std::string text;
  std::string_view rest = trap.remedy;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    text += fmt::format("      {} {}\n", text.empty() ? "do:" : "   ", printable(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return text;
}

std::string details_of(const Trap& trap) {
  return fmt::format("  {}\n", printable(trap.id)) + wrapped(printable(trap.detail), 6) + remedy_of(trap) +
         wrapped("known from: " + printable(trap.source), 6);
}

std::string part_of(const Preflight& preflight, const Shown& shown, bool color) {
  std::string text;
  for (const Trap& trap : preflight.traps) {
    if (trap.state == shown.state) text += details_of(trap);
  }
  return text.empty() || shown.heading.empty() ? std::string() : "\n" + bold(shown.heading, color) + "\n" + text;
}

std::string_view answer(const Preflight& preflight) {
  switch (preflight.exit_code()) {
    case 0: return "Nothing is in the way.";
    case 2: return "FIPS mode would not come up whole.";
    default: return "Whether something is in the way is not known.";
  }
}

std::string sum(const Preflight& preflight, bool color) {
  return fmt::format("{} {} in the way, {} unknown, {} to know, {} clear, {} not applicable.\n", bold(answer(preflight), color),
                     preflight.count(TrapState::obstacle), preflight.count(TrapState::unknown),
                     preflight.count(TrapState::note), preflight.count(TrapState::clear),
                     preflight.count(TrapState::not_applicable));
}

}  // namespace

std::string render_preflight_text(const Evidence& evidence, const Preflight& preflight, const TextStyle& style) {
  std::string text = title(evidence, preflight) + "\n" + table_of(preflight, style.color);
  for (const Shown& shown : kShown) text += part_of(preflight, shown, style.color);
  return text + "\n" + sum(preflight, style.color);
}

}  // namespace fipsprobe
