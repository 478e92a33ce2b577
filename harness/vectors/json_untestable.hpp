#pragma once

#include <string>

namespace fipsprobe {

// Untestable is thrown while a test of a JSON file is turned into a case, when no operation expresses it. The reader makes an
// UntestableOperation of it: one such test does not make its file an error.
struct Untestable {
  std::string reason;
};

}  // namespace fipsprobe
