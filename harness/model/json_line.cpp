#include "harness/model/json_line.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace fipsprobe {
namespace {

// unescaped undoes the escapes of a pointer's token: ~1 is /, ~0 is ~.
std::string unescaped(std::string_view token) {
  std::string name;
  for (std::size_t at = 0; at < token.size(); ++at) {
    const bool is_escape = token[at] == '~' && at + 1 < token.size();
    name += is_escape ? (token[++at] == '1' ? '/' : '~') : token[at];
  }
  return name;
}

std::vector<std::string> tokens_of(std::string_view pointer) {
  std::vector<std::string> tokens;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    tokens.push_back(unescaped(pointer.substr(0, end)));
    pointer.remove_prefix(end);
  }
  return tokens;
}

// JsonWalker goes through a valid JSON text from value to value. Where the text ends too early it stays at the end.
class JsonWalker {
 public:
  explicit JsonWalker(std::string_view text) : text_(text) {}

  // enter goes to the member or the item of that name in the value it stands on; false when there is none.
  bool enter(const std::string& name) {
    const bool is_object = peek() == '{';
    if (!is_object && peek() != '[') return false;
    ++at_;
    for (std::size_t index = 0; peek() != '}' && peek() != ']' && peek() != '\0'; ++index) {
      const std::string found = is_object ? read_name() : std::to_string(index);
      if (found == name) return true;
      skip_value();
      if (peek() == ',') ++at_;
    }
    return false;
  }

  // place returns where the value begins that it stands on.
  std::size_t place() {
    peek();
    return at_;
  }

 private:
  // peek returns the next character that is not white space, and stands on it; '\0' at the end.
  char peek() {
    at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  std::string_view read_string() {
    peek();
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    at_ = std::min(at_ + 1, text_.size());
    return text_.substr(begin, at_ - begin);
  }

  std::string read_name() {
    const nlohmann::json name = nlohmann::json::parse(read_string(), nullptr, false);
    if (peek() == ':') ++at_;
    return name.is_string() ? name.get<std::string>() : std::string();
  }

  void skip_value() {
    int depth = 0;
    do {
      const char next = peek();
      if (next == '"') {
        read_string();
        continue;
      }
      if (next == '{' || next == '[') ++depth;
      if (next == '}' || next == ']') --depth;
      ++at_;
      const bool is_word = depth == 0 && next != '}' && next != ']';
      if (is_word) at_ = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
    } while (depth > 0 && at_ < text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::size_t line_at(std::string_view text, std::size_t byte) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size()));
  return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

std::size_t line_of_json(std::string_view text, std::string_view pointer) {
  JsonWalker walker(text);
  for (const std::string& token : tokens_of(pointer)) {
    if (!walker.enter(token)) return 0;
  }
  return line_at(text, walker.place());
}

}  // namespace fipsprobe
