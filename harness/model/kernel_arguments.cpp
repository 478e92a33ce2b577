#include "harness/model/kernel_arguments.hpp"

#include <algorithm>
#include <vector>

namespace fipsprobe {
namespace {

// words_before_init parts the line at white space. A value in double quotes may hold blanks; the quotes are left out.
std::vector<std::string> words_before_init(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  for (const char c : line) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (c == '"') quoted = !quoted;
    if (c != '"' && (quoted || !is_blank)) word += c;
    if (quoted || !is_blank || word.empty()) continue;
    words.push_back(std::move(word));
    word.clear();
  }
  if (!word.empty()) words.push_back(std::move(word));
  words.erase(std::ranges::find(words, "--"), words.end());
  return words;
}

}  // namespace

std::string kernel_argument(std::string_view command_line, std::string_view name) {
  std::string value(kAbsent);
  for (const std::string& word : words_before_init(command_line)) {
    if (word.starts_with(name) && word.size() > name.size() && word[name.size()] == '=') value = word.substr(name.size() + 1);
  }
  return value;
}

bool has_word(std::string_view command_line, std::string_view name) {
  const std::vector<std::string> words = words_before_init(command_line);
  return std::ranges::find(words, name) != words.end();
}

bool asks_for_fips(std::string_view value) { return value != kAbsent && value != "0"; }

}  // namespace fipsprobe
