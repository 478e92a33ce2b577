#include "harness/assess/policy.hpp"

#include <algorithm>

#include "harness/model/bytes.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

constexpr std::string_view kBlank = " \t\r";

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  line = line.substr(0, line.find('#'));
  while (true) {
    const std::size_t begin = line.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) return words;
    line.remove_prefix(begin);
    const std::size_t end = std::min(line.find_first_of(kBlank), line.size());
    words.emplace_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

// is_nvr tells whether a text has the two hyphens of NAME-VERSION-RELEASE, with something around each.
bool is_nvr(std::string_view text) {
  const std::size_t release = text.rfind('-');
  if (release == std::string_view::npos || release + 1 == text.size()) return false;
  const std::size_t version = text.substr(0, release).rfind('-');
  return version != std::string_view::npos && version != 0 && version + 1 != release;
}

ValidatedBuild build_from(const std::vector<std::string>& words, const std::string& name, std::size_t line) {
  if (words.size() > 2) throw InputError(name, line, R"(expected "NVR" or "NVR SHA256", found a third word)");
  if (!is_nvr(words[0])) throw InputError(name, line, "\"" + words[0] + "\" is not NAME-VERSION-RELEASE");
  if (words.size() == 1) return {words[0], {}};
  const auto digest = from_hex(words[1]);
  if (!digest || digest->size() != 32) throw InputError(name, line, "\"" + words[1] + "\" is not a SHA-256 in hexadecimal");
  return {words[0], to_hex(*digest)};
}

}  // namespace

std::vector<ValidatedBuild> validated_builds_from_text(std::string_view text, const std::string& name) {
  std::vector<ValidatedBuild> builds;
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::vector<std::string> words = words_of(text.substr(0, end));
    if (!words.empty()) builds.push_back(build_from(words, name, line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (builds.empty()) throw InputError(name, 0, "names no build: write one NAME-VERSION-RELEASE a line");
  return builds;
}

}  // namespace fipsprobe
