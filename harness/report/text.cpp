#include "harness/report/text.hpp"

#include "harness/report/text_sections.hpp"

namespace fipsprobe {

std::string render_text(const Evidence& evidence, const Assessment& assessment, const TextStyle& style) {
  return verdict_screen(evidence, assessment, style) + "\n" + finding_list(assessment, style) +
         known_answer_table(evidence, style) + driver_list(evidence, style) + transition_list(assessment, style) +
         module_list(evidence, style);
}

}  // namespace fipsprobe
