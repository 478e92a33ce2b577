#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fipsprobe {

using ShellVariables = std::map<std::string, std::string, std::less<>>;

// ShellCommand is one command of a script, its quotes undone and its variables filled in.
struct ShellCommand {
  std::vector<std::string> words;  // "{" and "}" stand alone
  std::vector<std::string> unset;  // variables in it that are not set, and stand there as nothing
  bool is_computed = false;        // it holds the output of another command, which is not run here
};

// ShellReader reads what GRUB's scripts and /etc/default/grub have in common with the shell: words in single quotes,
// in double quotes and without, backslashes, $NAME and ${NAME}, comments, and commands that a line's end, ";" or a brace ends.
// Nothing is run. The text must outlive it.
class ShellReader {
 public:
  explicit ShellReader(std::string_view text) : text_(text) {}

  // next returns the next command that has a word, with the variables as they stand now; nullopt at the end. Throws Error for a
  // quote that never ends and a command of more than 64 KiB.
  std::optional<ShellCommand> next(const ShellVariables& variables);

 private:
  bool at_end() const { return at_ >= text_.size(); }
  bool takes(char c);
  void read_command(ShellCommand& command, const ShellVariables& variables);
  void read_word(ShellCommand& command, const ShellVariables& variables);
  void read_plain(std::string& word, ShellCommand& command, const ShellVariables& variables);
  void read_quoted(std::string& word, ShellCommand& command, const ShellVariables& variables);
  void read_literal(std::string& word);
  void read_variable(std::string& word, ShellCommand& command, const ShellVariables& variables);

  std::string_view text_;
  std::size_t at_ = 0;
};

// assignment parts NAME=VALUE; nullopt for a word that is no assignment.
struct ShellAssignment {
  std::string name, value;
};
std::optional<ShellAssignment> assignment(const std::string& word);

}  // namespace fipsprobe
