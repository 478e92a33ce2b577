#pragma once

#include <kainjow/mustache.hpp>
#include <vector>

#include "harness/report/verdict_matrix.hpp"

namespace fipsprobe {

// add_module_sections fills what the page shows of modules, runs, known answers and host facts.
void add_module_sections(kainjow::mustache::data& page, const Evidence& evidence, const std::vector<MatrixRow>& matrix);

}  // namespace fipsprobe
