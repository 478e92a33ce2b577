#include "harness/host/shell_words.hpp"

#include <algorithm>

#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kLongestCommand = std::size_t{64} << 10U;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool ends_command(char c) { return c == '\n' || c == ';'; }
bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

void check_length(const std::string& word) {
  if (word.size() > kLongestCommand) throw Error("a command is longer than any real one");
}

std::size_t length_of(const ShellCommand& command) {
  std::size_t length = 0;
  for (const std::string& word : command.words) length += word.size() + 1;
  return length;
}

}  // namespace

std::optional<ShellCommand> ShellReader::next(const ShellVariables& variables) {
  while (!at_end()) {
    ShellCommand command;
    read_command(command, variables);
    if (!command.words.empty()) return command;
  }
  return std::nullopt;
}

bool ShellReader::takes(char c) {
  if (at_end() || text_[at_] != c) return false;
  ++at_;
  return true;
}

void ShellReader::read_command(ShellCommand& command, const ShellVariables& variables) {
  while (!at_end() && !ends_command(text_[at_])) {
    if (is_blank(text_[at_])) {
      ++at_;
    } else if (text_[at_] == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else {
      const std::size_t before = at_;
      read_word(command, variables);
      const std::string_view word = text_.substr(before, at_ - before);
      if (word == "{" || word == "}") return;
    }
    if (length_of(command) > kLongestCommand) throw Error("a command is longer than any real one");
  }
  ++at_;
}

void ShellReader::read_word(ShellCommand& command, const ShellVariables& variables) {
  std::string word;
  bool is_word = false;  // a word that is only a backslash and a line's end is none, one that is "" is
  while (!at_end() && !is_blank(text_[at_]) && !ends_command(text_[at_])) {
    const std::size_t before = at_;
    read_plain(word, command, variables);
    is_word = is_word || text_.substr(before, at_ - before) != "\\\n";
    check_length(word);
  }
  if (is_word) command.words.push_back(std::move(word));
}

void ShellReader::read_plain(std::string& word, ShellCommand& command, const ShellVariables& variables) {
  if (takes('\'')) return read_literal(word);
  if (takes('"')) return read_quoted(word, command, variables);
  if (takes('$')) return read_variable(word, command, variables);
  if (takes('`')) command.is_computed = true;
  if (at_end()) return;
  if (takes('\\')) {
    if (takes('\n') || at_end()) return;
  }
  word += text_[at_++];
}

void ShellReader::read_quoted(std::string& word, ShellCommand& command, const ShellVariables& variables) {
  while (!takes('"')) {
    if (at_end()) throw Error("a double quote never ends");
    if (takes('$')) {
      read_variable(word, command, variables);
      check_length(word);
      continue;
    }
    if (takes('`')) command.is_computed = true;
    const bool escapes = at_ + 1 < text_.size() && text_[at_] == '\\' &&
                         std::string_view("$\"\\`\n").find(text_[at_ + 1]) != std::string_view::npos;
    if (escapes) ++at_;
    if (at_end()) continue;
    if (!escapes || text_[at_] != '\n') word += text_[at_];
    ++at_;
  }
}

void ShellReader::read_literal(std::string& word) {
  const std::size_t end = text_.find('\'', at_);
  if (end == std::string_view::npos) throw Error("a single quote never ends");
  word += text_.substr(at_, end - at_);
  at_ = end + 1;
}

void ShellReader::read_variable(std::string& word, ShellCommand& command, const ShellVariables& variables) {
  if (!at_end() && text_[at_] == '(') command.is_computed = true;
  const bool braced = takes('{');
  const std::size_t begin = at_;
  while (!at_end() && is_name_character(text_[at_])) ++at_;
  const std::string_view name = text_.substr(begin, at_ - begin);
  if (braced && !takes('}')) command.is_computed = true;  // ${NAME:-VALUE} and its like
  if (name.empty()) {
    word += '$';
    return;
  }
  const auto value = variables.find(name);
  if (value == variables.end()) {
    command.unset.emplace_back(name);
  } else {
    word += value->second;
  }
}

std::optional<ShellAssignment> assignment(const std::string& word) {
  const std::size_t equals = word.find('=');
  const bool is_one = equals != std::string::npos && equals > 0 &&
                      std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals), is_name_character);
  if (!is_one) return std::nullopt;
  return ShellAssignment{word.substr(0, equals), word.substr(equals + 1)};
}

}  // namespace fipsprobe
