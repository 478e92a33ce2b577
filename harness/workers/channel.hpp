#pragma once

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "harness/workers/file_descriptor.hpp"

namespace fipsprobe {

// Channel carries messages between the supervisor and a worker over one end of a stream socket pair. A frame is the length of
// its JSON text as four bytes, least significant first, then the text.
class Channel {
 public:
  explicit Channel(FileDescriptor socket) : socket_(std::move(socket)) {}

  // send writes one message. Returns false when the other side is gone.
  bool send(const nlohmann::json& message);

  // receive returns the next message, or nullopt when none came within `wait` or the other side has closed: closed() tells.
  // Throws Error for a frame of more than 16 MiB or one that is not JSON.
  std::optional<nlohmann::json> receive(std::chrono::milliseconds wait);

  bool closed() const { return closed_; }

 private:
  bool fill(std::chrono::milliseconds wait);

  FileDescriptor socket_;
  std::string buffer_;
  std::size_t start_ = 0;  // of the first unread byte in buffer_
  bool closed_ = false;
};

}  // namespace fipsprobe
