#pragma once

#include <string>

#include "harness/model/assessment.hpp"
#include "harness/model/evidence.hpp"

namespace fipsprobe {

// TextStyle says how the text report may look.
struct TextStyle {
  bool color = false;  // escape sequences for a terminal
};

// render_text writes the report for people: one screen of verdicts (at most 100 columns wide), then the findings, the known
// answers of each run and the modules. Every text of a module or a host is made printable.
std::string render_text(const Evidence& evidence, const Assessment& assessment, const TextStyle& style);

}  // namespace fipsprobe
