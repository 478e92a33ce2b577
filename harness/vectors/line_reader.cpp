#include "harness/vectors/line_reader.hpp"

#include <cstring>
#include <span>

namespace fipsprobe {
namespace {

constexpr std::size_t kLineChunk = std::size_t{128} * 1024;  // bytes asked of the stream at a time

std::string_view without_end_space(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

}  // namespace

LineReader::LineReader(std::unique_ptr<ByteStream> stream, std::string name)
    : stream_(std::move(stream)), name_(std::move(name)), buffer_(2 * kLineChunk) {}

std::optional<Line> LineReader::next() {
  std::size_t searched = 0;
  for (;;) {
    const std::string_view rest(buffer_.data() + begin_, end_ - begin_);
    const std::size_t newline = rest.find('\n', searched);
    if (newline != std::string_view::npos) {
      begin_ += newline + 1;
      return line_of(rest.substr(0, newline));
    }
    if (rest.size() > kMaxLine + 1) throw NotText(name_, number_ + 1, "a line of more than 1 MiB");
    searched = rest.size();
    if (!fill()) break;
  }
  if (begin_ == end_) return std::nullopt;
  const std::string_view rest(buffer_.data() + begin_, end_ - begin_);
  begin_ = end_;
  return line_of(rest);
}

// fill reads more behind what no line was made of yet; false at the end of the stream.
bool LineReader::fill() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() - end_ < kLineChunk) buffer_.resize(2 * buffer_.size());
  const std::size_t count = stream_->read(std::span(buffer_).subspan(end_, kLineChunk));
  end_ += count;
  total_ += count;
  if (total_ > kMaxUnpackedFile) throw InputError(name_, number_, "more than 1 GiB when unpacked");
  return count > 0;
}

Line LineReader::line_of(std::string_view text) {
  ++number_;
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (text.size() > kMaxLine) throw NotText(name_, number_, "a line of more than 1 MiB");
  if (text.find('\0') != std::string_view::npos) throw NotText(name_, number_, "a NUL byte: not a text file");
  if (text.find('\r') != std::string_view::npos) throw NotText(name_, number_, "a carriage return inside a line");
  return {without_end_space(text), number_};
}

}  // namespace fipsprobe
