#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/assess/verdict.hpp"

namespace fipsprobe {

// Sorted holds several things of one kind into those that are as they should be, those that are not, and those that are not
// known.
struct Sorted {
  std::vector<std::string> good, bad, unknown;  // a phrase each
  std::vector<std::string> evidence;            // JSON pointers

  bool is_empty() const { return good.empty() && bad.empty() && unknown.empty(); }
};

// verdict_of fails when anything is bad, is unknown when anything is not known, and passes otherwise; the phrases that decided
// it follow `good_words` or `bad_words`.
Verdict verdict_on_sorted(Sorted sorted, std::string_view good_words, std::string_view bad_words);

}  // namespace fipsprobe
