#include "harness/workers/channel.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>

#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kHeader = 4;
constexpr std::size_t kMaxFrame = std::size_t{16} << 20U;

std::size_t length_at(std::string_view header) {
  std::size_t length = 0;
  for (std::size_t i = kHeader; i-- > 0;) length = length << 8U | static_cast<std::uint8_t>(header[i]);
  return length;
}

}  // namespace

bool Channel::send(const nlohmann::json& message) {
  // What a module says may be in any encoding; what is not UTF-8 is replaced.
  const std::string text = message.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  std::string frame(kHeader, '\0');
  for (std::size_t i = 0; i < kHeader; ++i) frame[i] = static_cast<char>(text.size() >> (8 * i));
  frame += text;
  std::string_view rest = frame;
  while (!rest.empty()) {
    const ssize_t sent = ::send(socket_.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Channel::fill(std::chrono::milliseconds wait) {
  pollfd ready{.fd = socket_.get(), .events = POLLIN, .revents = 0};
  if (::poll(&ready, 1, static_cast<int>(wait.count())) <= 0) return false;
  std::array<char, 65536> block;  // NOLINT(*-member-init): filled by recv
  const ssize_t got = ::recv(socket_.get(), block.data(), block.size(), 0);
  if (got < 0 && errno == EINTR) return false;
  if (got <= 0) {
    closed_ = true;
    return false;
  }
  buffer_.erase(0, start_);
  start_ = 0;
  buffer_.append(block.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<nlohmann::json> Channel::receive(std::chrono::milliseconds wait) {
  while (true) {
    const std::string_view unread = std::string_view(buffer_).substr(start_);
    if (unread.size() >= kHeader) {
      const std::size_t length = length_at(unread);
      if (length > kMaxFrame) throw Error("a worker sent a frame of more than 16 MiB");
      if (unread.size() >= kHeader + length) {
        nlohmann::json message = nlohmann::json::parse(unread.substr(kHeader, length), nullptr, false);
        if (message.is_discarded()) throw Error("a worker sent a frame that is not JSON");
        start_ += kHeader + length;
        return message;
      }
    }
    if (closed_ || !fill(wait)) return std::nullopt;
  }
}

}  // namespace fipsprobe
