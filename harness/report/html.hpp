#pragma once

#include <string>

#include "harness/model/assessment.hpp"
#include "harness/model/evidence.hpp"

namespace fipsprobe {

// render_html writes one HTML page that needs no other file, no network and no script. Every text of a module or a host is made
// printable and escaped.
std::string render_html(const Evidence& evidence, const Assessment& assessment);

}  // namespace fipsprobe
