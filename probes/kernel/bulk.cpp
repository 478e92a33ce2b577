#include "probes/kernel/bulk.hpp"

#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace fipsprobe::kernel {
namespace {

// moved_all tells the pages of a part to the pipe and the pipe's content to the socket.
std::optional<Failure> moved_all(int write_end, int read_end, int socket, ByteView part, bool more) {
  // vmsplice does not write to what iov_base points to.
  iovec vector{const_cast<std::uint8_t*>(part.data()), part.size()};
  const ssize_t filled = ::vmsplice(write_end, &vector, 1, 0);
  if (filled < 0) return Failure{Call::send, errno};
  if (static_cast<std::size_t>(filled) != part.size()) return Failure{Call::send, EMSGSIZE};
  for (std::size_t left = part.size(); left > 0;) {
    const ssize_t moved = ::splice(read_end, nullptr, socket, nullptr, left, more ? SPLICE_F_MORE : 0U);
    if (moved < 0 && errno == EINTR) continue;
    if (moved <= 0) return Failure{Call::send, moved < 0 ? errno : EPIPE};
    left -= static_cast<std::size_t>(moved);
  }
  return std::nullopt;
}

}  // namespace

Result<Bulk> Bulk::open(Type type, std::string_view name, std::optional<ByteView> key, std::optional<std::size_t> tag_length,
                        Transfer transfer) {
  auto opened = Transform::open(type, name);
  if (const auto* const failure = std::get_if<Failure>(&opened)) return *failure;
  Transform& transform = std::get<Transform>(opened);
  if (key) {
    if (const auto failure = transform.set_key(*key)) return *failure;
  }
  if (tag_length) {
    if (const auto failure = transform.set_tag_length(*tag_length)) return *failure;
  }
  auto started = transform.start();
  if (const auto* const failure = std::get_if<Failure>(&started)) return *failure;
  std::optional<Pipe> pipe;
  if (transfer == Transfer::spliced) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return Failure{Call::send, errno};
    pipe = Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
  }
  return Bulk(type, std::move(transform), std::get<Request>(std::move(started)), std::move(pipe));
}

std::optional<Failure> Bulk::process(const BulkMessage& message, std::span<std::uint8_t> output) const {
  switch (type_) {
    case Type::hash: return hash(message.input, output);
    case Type::aead: return seal(message, output);
    default: return cipher(message, output);
  }
}

std::optional<Failure> Bulk::hash(ByteView message, std::span<std::uint8_t> output) const {
  ByteView rest = message;
  do {
    const ByteView part = rest.first(std::min(rest.size(), part_size()));
    rest = rest.subspan(part.size());
    if (const auto failure = put({}, part, !rest.empty())) return failure;
  } while (!rest.empty());
  return request_.receive_all(output);
}

std::optional<Failure> Bulk::seal(const BulkMessage& message, std::span<std::uint8_t> output) const {
  if (pipe_ && message.input.size() > kSplicedPart) return Failure{Call::send, EMSGSIZE};
  const auto failure = put(message.control, message.input, false);
  return failure ? failure : request_.receive_all(output);
}

std::optional<Failure> Bulk::cipher(const BulkMessage& message, std::span<std::uint8_t> output) const {
  ByteView control = message.control;
  // splice, unlike sendmsg, does not begin a message (crypto/af_alg.c, af_alg_sendpage): where none was begun there is one
  // under way, which must not end.
  const bool goes_on = pipe_ && control.empty();
  for (ByteView rest = message.input; !rest.empty();) {
    const ByteView part = rest.first(std::min(rest.size(), part_size()));
    rest = rest.subspan(part.size());
    if (const auto failure = put(control, part, goes_on || !rest.empty())) return failure;
    if (output.size() < part.size()) return Failure{Call::receive, EOVERFLOW};
    if (const auto failure = request_.receive_all(output.first(part.size()))) return failure;
    output = output.subspan(part.size());
    control = {};
  }
  return std::nullopt;
}

std::optional<Failure> Bulk::put(ByteView control, ByteView part, bool more) const {
  if (!pipe_ || part.empty()) return request_.send_one(part, control, more);
  if (!control.empty()) {
    if (const auto failure = request_.send_one({}, control, true)) return failure;
  }
  return moved_all(pipe_->write_end.get(), pipe_->read_end.get(), request_.descriptor(), part, more);
}

Result<Generator> Generator::open(std::string_view name) {
  auto opened = Transform::open(Type::rng, name);
  if (const auto* const failure = std::get_if<Failure>(&opened)) return *failure;
  Transform& transform = std::get<Transform>(opened);
  if (const auto failure = transform.set_key({})) return *failure;  // a generator gives nothing before it is seeded
  auto started = transform.start();
  if (const auto* const failure = std::get_if<Failure>(&started)) return *failure;
  return Generator(std::move(transform), std::get<Request>(std::move(started)));
}

std::optional<Failure> Generator::fill(std::span<std::uint8_t> output) const {
  while (!output.empty()) {
    const std::size_t size = std::min(output.size(), kMaxRandom);
    if (const auto failure = request_.receive_all(output.first(size))) return failure;
    output = output.subspan(size);
  }
  return std::nullopt;
}

}  // namespace fipsprobe::kernel
