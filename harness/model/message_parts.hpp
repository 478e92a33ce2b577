#pragma once

#include <cstdint>

#include "harness/model/operation.hpp"

namespace fipsprobe {

// MessageParts hands over the message of a digest part by part, so that a message of gigabytes (DigestOperation::total_length)
// costs one small buffer. The operation must outlive it.
class MessageParts {
 public:
  explicit MessageParts(const DigestOperation& operation);

  // next returns the next part, empty after the last one. A message of no bytes has no part.
  ByteView next();

 private:
  ByteView whole_;          // the message, or as many whole repetitions of it as the buffer holds
  std::uint64_t left_ = 0;  // bytes
  Bytes buffer_;
};

}  // namespace fipsprobe
