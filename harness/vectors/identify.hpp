#pragma once

#include "harness/vectors/vector_source.hpp"

namespace fipsprobe {

// is_known_kind tells whether recognise would take the source; a file that is no text is no vector file. Throws InputError when
// it cannot be opened or read.
bool is_known_kind(const VectorSource& source);

}  // namespace fipsprobe
