#include "probes/kernel/alg_socket.hpp"

#include <linux/if_alg.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <vector>

// Values of the kernel's own headers that the C library's may lack.
#ifndef AF_ALG
#define AF_ALG 38
#endif
#ifndef SOL_ALG
#define SOL_ALG 279
#endif
#ifndef ALG_SET_AEAD_ASSOCLEN
#define ALG_SET_AEAD_ASSOCLEN 4
#endif
#ifndef ALG_SET_AEAD_AUTHSIZE
#define ALG_SET_AEAD_AUTHSIZE 5
#endif
#ifndef ALG_SET_DRBG_ENTROPY
#define ALG_SET_DRBG_ENTROPY 6  // Linux 5.11
#endif

namespace fipsprobe::kernel {
namespace {

std::string_view name_of(Call call) {
  constexpr std::array<std::string_view, 8> names = {"socket(AF_ALG)",
                                                     "bind",
                                                     "setsockopt(ALG_SET_KEY)",
                                                     "setsockopt(AEAD_AUTHSIZE)",
                                                     "setsockopt(ALG_SET_DRBG_ENTROPY)",
                                                     "accept",
                                                     "sendmsg",
                                                     "recvmsg"};
  return names[static_cast<std::size_t>(call)];
}

struct ErrorName {
  int error;
  const char* name;
};
// What the kernel crypto API gives; strerrorname_np is newer than the oldest C library to run on.
constexpr std::array kErrorNames = {ErrorName{ENOENT, "ENOENT"},
                                    ErrorName{EINVAL, "EINVAL"},
                                    ErrorName{ELIBBAD, "ELIBBAD"},
                                    ErrorName{EBADMSG, "EBADMSG"},
                                    ErrorName{ENOKEY, "ENOKEY"},
                                    ErrorName{EKEYREJECTED, "EKEYREJECTED"},
                                    ErrorName{EAFNOSUPPORT, "EAFNOSUPPORT"},
                                    ErrorName{EPERM, "EPERM"},
                                    ErrorName{EACCES, "EACCES"},
                                    ErrorName{ENOMEM, "ENOMEM"},
                                    ErrorName{EBUSY, "EBUSY"},
                                    ErrorName{EMSGSIZE, "EMSGSIZE"},
                                    ErrorName{EOPNOTSUPP, "EOPNOTSUPP"},
                                    ErrorName{ETIMEDOUT, "ETIMEDOUT"},
                                    ErrorName{ENOSYS, "ENOSYS"},
                                    ErrorName{ENOPROTOOPT, "ENOPROTOOPT"},
                                    ErrorName{EINTR, "EINTR"},
                                    ErrorName{EAGAIN, "EAGAIN"}};

std::string error_name(int error) {
  const auto* const known = std::ranges::find(kErrorNames, error, &ErrorName::error);
  return known == kErrorNames.end() ? "errno " + std::to_string(error) : known->name;
}

// append adds one control message, padded as CMSG_NXTHDR expects.
void append(Bytes& control, int type, ByteView payload) {
  cmsghdr header{};
  header.cmsg_level = SOL_ALG;
  header.cmsg_type = type;
  header.cmsg_len = CMSG_LEN(payload.size());
  const std::size_t start = control.size();
  control.resize(start + CMSG_SPACE(payload.size()));
  std::memcpy(control.data() + start, &header, sizeof header);
  if (!payload.empty()) std::memcpy(control.data() + start + CMSG_LEN(0), payload.data(), payload.size());
}

Bytes number(std::uint32_t value) {
  Bytes bytes(sizeof value);
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

// send_message tries again what a signal interrupted.
std::optional<Failure> send_message(int descriptor, const msghdr& message, std::size_t total, bool more) {
  ssize_t sent = -1;
  do {
    sent = ::sendmsg(descriptor, &message, more ? MSG_MORE : 0);
  } while (sent < 0 && errno == EINTR);
  if (sent < 0) return Failure{Call::send, errno};
  if (static_cast<std::size_t>(sent) != total) return Failure{Call::send, EMSGSIZE};
  return std::nullopt;
}

}  // namespace

Bytes control_message(const Parameters& parameters) {
  Bytes control;
  if (parameters.encrypt) append(control, ALG_SET_OP, number(*parameters.encrypt ? ALG_OP_ENCRYPT : ALG_OP_DECRYPT));
  if (!parameters.iv.empty()) {
    Bytes iv = number(static_cast<std::uint32_t>(parameters.iv.size()));  // struct af_alg_iv: length, then the bytes
    iv.insert(iv.end(), parameters.iv.begin(), parameters.iv.end());
    append(control, ALG_SET_IV, iv);
  }
  if (parameters.aad_size) append(control, ALG_SET_AEAD_ASSOCLEN, number(*parameters.aad_size));
  return control;
}

std::string Failure::words() const {
  return std::string(name_of(call)) + ": " + error_name(error) + " (" + std::generic_category().message(error) + ")";
}

std::string_view name_of(Type type) {
  constexpr std::array<std::string_view, 4> names = {"hash", "skcipher", "aead", "rng"};
  return names[static_cast<std::size_t>(type)];
}

Descriptor::~Descriptor() {
  if (value_ >= 0) ::close(value_);
}

std::optional<Failure> Request::send(std::span<const ByteView> parts, const Parameters& parameters, bool more) const {
  Bytes control = control_message(parameters);
  std::vector<iovec> vectors;
  std::size_t total = 0;
  for (const ByteView part : parts) {
    // sendmsg does not write to what iov_base points to.
    vectors.push_back({const_cast<std::uint8_t*>(part.data()), part.size()});
    total += part.size();
  }
  if (total > kMaxRequest) return Failure{Call::send, EMSGSIZE};
  msghdr message{};
  message.msg_iov = vectors.data();
  message.msg_iovlen = vectors.size();
  message.msg_control = control.empty() ? nullptr : control.data();
  message.msg_controllen = control.size();
  return send_message(descriptor_.get(), message, total, more);
}

std::optional<Failure> Request::send_one(ByteView part, ByteView control, bool more) const {
  if (part.size() > kMaxRequest) return Failure{Call::send, EMSGSIZE};
  // sendmsg writes neither to the part nor to the control message.
  iovec vector{const_cast<std::uint8_t*>(part.data()), part.size()};
  msghdr message{};
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  message.msg_control = control.empty() ? nullptr : const_cast<std::uint8_t*>(control.data());
  message.msg_controllen = control.size();
  return send_message(descriptor_.get(), message, part.size(), more);
}

std::optional<Failure> Request::receive_all(std::span<std::uint8_t> output) const {
  ssize_t got = -1;
  do {
    got = ::recv(descriptor_.get(), output.data(), output.size(), 0);
  } while (got < 0 && errno == EINTR);
  if (got < 0) return Failure{Call::receive, errno};
  return static_cast<std::size_t>(got) == output.size() ? std::nullopt : std::optional(Failure{Call::receive, EOVERFLOW});
}

Result<Bytes> Request::receive(std::size_t size) const {
  // With an empty buffer the kernel would not do the operation at all.
  Bytes output(std::max<std::size_t>(size, 1));
  std::size_t done = 0;
  for (;;) {
    const ssize_t got = ::recv(descriptor_.get(), output.data() + done, output.size() - done, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Failure{Call::receive, errno};
    done += static_cast<std::size_t>(got);
    if (got == 0 || done >= size) break;
  }
  output.resize(std::min(done, size));
  return output;
}

Result<Transform> Transform::open(Type type, std::string_view name) {
  Descriptor descriptor(::socket(AF_ALG, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
  if (descriptor.get() < 0) return Failure{Call::socket, errno};
  sockaddr_alg address{};
  address.salg_family = AF_ALG;
  const std::string_view type_name = kernel::name_of(type);
  if (name.size() >= sizeof address.salg_name) return Failure{Call::bind, ENOENT};
  std::memcpy(address.salg_type, type_name.data(), type_name.size());
  std::memcpy(address.salg_name, name.data(), name.size());
  if (::bind(descriptor.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return Failure{Call::bind, errno};
  return Transform(std::move(descriptor));
}

std::optional<Failure> Transform::set_key(ByteView key) const {
  if (::setsockopt(descriptor_.get(), SOL_ALG, ALG_SET_KEY, key.data(), static_cast<socklen_t>(key.size())) == 0)
    return std::nullopt;
  return Failure{Call::set_key, errno};
}

std::optional<Failure> Transform::set_entropy(ByteView entropy) const {
  const auto size = static_cast<socklen_t>(entropy.size());
  if (::setsockopt(descriptor_.get(), SOL_ALG, ALG_SET_DRBG_ENTROPY, entropy.data(), size) == 0) return std::nullopt;
  return Failure{Call::set_entropy, errno};
}

// The length is the option's size; its value is not looked at.
std::optional<Failure> Transform::set_tag_length(std::size_t bytes) const {
  if (::setsockopt(descriptor_.get(), SOL_ALG, ALG_SET_AEAD_AUTHSIZE, nullptr, static_cast<socklen_t>(bytes)) == 0)
    return std::nullopt;
  return Failure{Call::set_tag_length, errno};
}

Result<Request> Transform::start() const {
  const int accepted = ::accept4(descriptor_.get(), nullptr, nullptr, SOCK_CLOEXEC);
  if (accepted < 0) return Failure{Call::accept, errno};
  return Request(Descriptor(accepted));
}

}  // namespace fipsprobe::kernel
