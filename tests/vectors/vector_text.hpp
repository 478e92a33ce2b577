#pragma once

#include <string>
#include <vector>

#include "harness/vectors/vector_source.hpp"

namespace fipsprobe::test {

// cases_in reads all cases of a source.
std::vector<Case> cases_in(const VectorSource& source);

// builtin finds the built-in source whose name ends so.
VectorSource builtin(const std::string& end_of_name);

// cases_of_text reads a file of that name and content.
std::vector<Case> cases_of_text(const std::string& file_name, const std::string& text);

// error_of_text reads it and returns the error's text, without the folder; empty when there was none.
std::string error_of_text(const std::string& file_name, const std::string& text);

}  // namespace fipsprobe::test
