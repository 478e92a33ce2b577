#pragma once

#include <string>
#include <string_view>

#include "harness/report/text.hpp"

// The parts of the text report.
namespace fipsprobe {

inline constexpr std::size_t kTextWidth = 100;  // columns

// verdict_screen is the first screen: the host, a row for each module with the four statements, and the sum.
std::string verdict_screen(const Evidence& evidence, const Assessment& assessment, const TextStyle& style);

// finding_list gives every finding, those that need something done first.
std::string finding_list(const Assessment& assessment, const TextStyle& style);

// known_answer_table counts the outcomes of each module and run.
std::string known_answer_table(const Evidence& evidence, const TextStyle& style);

// driver_list tells which drivers of the kernel gave the answers; empty when no module says so.
std::string driver_list(const Evidence& evidence, const TextStyle& style);

// transition_list says what the standards' transitions say, on the as-of date, of what the modules did; empty when they say
// nothing.
std::string transition_list(const Assessment& assessment, const TextStyle& style);

// module_list tells which files were looked at.
std::string module_list(const Evidence& evidence, const TextStyle& style);

// wrapped breaks printable text at spaces into lines of at most kTextWidth columns, each behind `indent` spaces.
std::string wrapped(std::string_view text, std::size_t indent);

}  // namespace fipsprobe
