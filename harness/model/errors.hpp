#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

namespace fipsprobe {

// Error ends the command with exit code 1. Its text is one line: what is wrong, where, and what to do about it.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// InputError names the place in a file from outside that could not be read: "FILE:LINE: MESSAGE", or "FILE: MESSAGE" for line
// 0.
class InputError : public Error {
 public:
  InputError(const std::string& file, std::size_t line, const std::string& message)
      : Error(line == 0 ? file + ": " + message : file + ":" + std::to_string(line) + ": " + message) {}
};

// UsageError ends the command with exit code 64: the words of the command line are wrong.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace fipsprobe
