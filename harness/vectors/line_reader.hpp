#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/errors.hpp"
#include "harness/vectors/byte_stream.hpp"

namespace fipsprobe {

inline constexpr std::size_t kMaxLine = std::size_t{1} << 20U;          // bytes of one line, its end not counted
inline constexpr std::size_t kMaxUnpackedFile = std::size_t{1} << 30U;  // bytes of one file, unpacked

// NotText says that a file is no text at all, so cannot be a vector file of any line format.
class NotText : public InputError {
 public:
  using InputError::InputError;
};

struct Line {
  std::string_view text;   // without spaces, tabs and CR at its end; valid until the next line is read
  std::size_t number = 0;  // from 1
};

// LineReader cuts a stream into lines that end with LF or CR LF; the last one may lack its end.
class LineReader {
 public:
  LineReader(std::unique_ptr<ByteStream> stream, std::string name);

  // next returns the next line, nullopt at the end. Throws NotText for a NUL byte, a CR inside a line or a line of more than
  // kMaxLine bytes; InputError for a file of more than kMaxUnpackedFile bytes, and what the stream throws.
  std::optional<Line> next();

  const std::string& name() const { return name_; }

 private:
  bool fill();
  Line line_of(std::string_view text);

  std::unique_ptr<ByteStream> stream_;
  std::string name_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  // of what no line was made of yet
  std::size_t end_ = 0;
  std::size_t total_ = 0;
  std::size_t number_ = 0;
};

}  // namespace fipsprobe
