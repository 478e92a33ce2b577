#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fipsprobe::nss {

// mapped_files returns the paths of the files mapped into this process whose names begin with `prefix`, sorted, each once: what
// the loader really took, wherever it looked (/proc/self/maps, proc(5)).
std::vector<std::string> mapped_files(std::string_view prefix);

}  // namespace fipsprobe::nss
