#include "harness/model/message_parts.hpp"

#include <algorithm>

namespace fipsprobe {
namespace {

constexpr std::size_t kBuffer = std::size_t{1} << 18U;  // bytes

}  // namespace

MessageParts::MessageParts(const DigestOperation& operation)
    : whole_(operation.message), left_(operation.total_length == 0 ? operation.message.size() : operation.total_length) {
  if (whole_.empty()) left_ = 0;
  if (whole_.size() >= left_ || whole_.size() >= kBuffer) return;
  const std::uint64_t repetitions = std::min<std::uint64_t>(left_, kBuffer) / whole_.size() + 1;
  buffer_.reserve(repetitions * whole_.size());
  for (std::uint64_t i = 0; i < repetitions; ++i) buffer_.insert(buffer_.end(), whole_.begin(), whole_.end());
  whole_ = buffer_;
}

ByteView MessageParts::next() {
  const ByteView part = whole_.first(static_cast<std::size_t>(std::min<std::uint64_t>(left_, whole_.size())));
  left_ -= part.size();
  return part;
}

}  // namespace fipsprobe
