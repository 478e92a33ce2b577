#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/model/kernel_algorithm.hpp"

namespace fipsprobe {

// kernel_algorithms_in reads the text of /proc/crypto: stanzas of "key : value" lines, parted by blank lines, each starting
// with "name". Keys it does not know are skipped, as each kernel version has its own. `file` is used in errors. Throws
// InputError, with the line, for a line without a colon or of more than 4096 bytes, a stanza that does not start with its name,
// a priority that is no number, and more than 10,000 stanzas.
std::vector<KernelAlgorithm> kernel_algorithms_in(std::string_view text, const std::string& file);

}  // namespace fipsprobe
