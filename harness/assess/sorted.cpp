#include "harness/assess/sorted.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace fipsprobe {
namespace {

constexpr std::size_t kPhrases = 4;

std::string some_phrases(const std::vector<std::string>& names) {
  const std::size_t shown = std::min(names.size(), kPhrases);
  const std::string rest = names.size() > shown ? fmt::format("; and {} more", names.size() - shown) : "";
  return fmt::format("{}{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown), "; "), rest);
}

}  // namespace

Verdict verdict_on_sorted(Sorted sorted, std::string_view good_words, std::string_view bad_words) {
  if (!sorted.bad.empty())
    return Verdict::fail(fmt::format("{}: {}", bad_words, some_phrases(sorted.bad)), std::move(sorted.evidence));
  if (!sorted.unknown.empty())
    return Verdict::unknown("not all of it can be read: " + some_phrases(sorted.unknown), std::move(sorted.evidence));
  return Verdict::pass(fmt::format("{}: {}", good_words, some_phrases(sorted.good)), std::move(sorted.evidence));
}

}  // namespace fipsprobe
