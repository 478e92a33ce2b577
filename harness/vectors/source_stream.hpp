#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/vectors/byte_stream.hpp"
#include "harness/vectors/vector_source.hpp"

namespace fipsprobe {

inline constexpr std::size_t kMaxKept = std::size_t{256} << 10U;  // bytes of a source's beginning that are kept

// SourceStream is a vector source that can be read from its start several times: by each format that looks whether the source
// is its own, and by the one that reads it. What was read first is kept, so that most sources are opened once.
class SourceStream {
 public:
  // Throws InputError when the source cannot be opened.
  explicit SourceStream(VectorSource source);

  const VectorSource& source() const { return source_; }

  // name stands for the source in errors: the path of a file from outside, so that it can be opened.
  const std::string& name() const { return name_; }

  // from_start returns a stream from the first byte on, which this object must outlive. Whatever it returned before must not be
  // read any more. Throws InputError when the source must be opened again and cannot be.
  std::unique_ptr<ByteStream> from_start();

 private:
  class View;

  std::size_t read(std::span<char> buffer);

  VectorSource source_;
  std::string name_;
  std::unique_ptr<ByteStream> stream_;
  std::vector<char> kept_;
  std::size_t at_ = 0;     // in what is kept
  bool keeps_all_ = true;  // kept_ is all that stream_ has given
};

}  // namespace fipsprobe
