#include <fmt/format.h>

#include "harness/report/color.hpp"
#include "harness/report/printable.hpp"
#include "harness/report/text_sections.hpp"
#include "harness/report/transitions.hpp"

namespace fipsprobe {

std::string transition_list(const Assessment& assessment, const TextStyle& style) {
  if (assessment.transitions.empty()) return {};
  std::string text =
      bold(fmt::format("Transitions as of {} (information, apart from pass and fail)", printable(assessment.as_of)),
           style.color) +
      "\n";
  for (const Transition& transition : assessment.transitions) {
    text += "  " + printable(transition.algorithm) + ": " + state_text(transition) + "\n";
    text += wrapped("done by " + modules_text(transition) + "; " + printable(transition.source), 6);
  }
  return text + "\n";
}

}  // namespace fipsprobe
