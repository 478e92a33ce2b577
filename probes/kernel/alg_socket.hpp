#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "harness/model/bytes.hpp"

// Sockets of the kernel crypto API's user interface, AF_ALG: Documentation/crypto/userspace-if.rst of the kernel sources.
namespace fipsprobe::kernel {

// Call is the step of the interface that the kernel said no to.
enum class Call { socket, bind, set_key, set_tag_length, set_entropy, accept, send, receive };

struct Failure {
  Call call{};
  int error = 0;  // errno

  // words says both: "bind: ENOENT (No such file or directory)".
  std::string words() const;
};

template <class T>
using Result = std::variant<T, Failure>;

// Type is which algif_* interface serves an algorithm.
enum class Type { hash, skcipher, aead, rng };

// name_of returns the kernel's name: "hash", "skcipher", "aead", "rng".
std::string_view name_of(Type type);

// Descriptor closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }

  int get() const { return value_; }

 private:
  int value_;
};

// Parameters of one request that go beside its data.
struct Parameters {
  std::optional<bool> encrypt;            // absent for hashes
  ByteView iv;                            // empty: none is sent
  std::optional<std::uint32_t> aad_size;  // bytes; AEAD only
};

// control_message gives parameters the form in which they go beside data, for messages that are sent over and over.
Bytes control_message(const Parameters& parameters);

// Request is one operation under a bound and keyed algorithm.
class Request {
 public:
  explicit Request(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}

  // send hands over the parts, one after another, of at most kMaxRequest bytes together. `more` says that another send follows.
  std::optional<Failure> send(std::span<const ByteView> parts, const Parameters& parameters, bool more) const;

  // receive waits for the result and returns up to `size` bytes of it.
  Result<Bytes> receive(std::size_t size) const;

  // send_one and receive_all do the same without allocating. The control message may be empty: then the one before still
  // holds. EOVERFLOW: the kernel gave fewer bytes than the output has.
  std::optional<Failure> send_one(ByteView part, ByteView control, bool more) const;
  std::optional<Failure> receive_all(std::span<std::uint8_t> output) const;

  int descriptor() const { return descriptor_.get(); }

 private:
  Descriptor descriptor_;
};

// The kernel holds at most the socket's send buffer (208 KiB by default) until the result is read, so a longer message would
// make the send wait for ever.
inline constexpr std::size_t kMaxPart = std::size_t{64} << 10U;

// A text of that size with its AAD and its tag.
inline constexpr std::size_t kMaxRequest = kMaxPart + 4096;

// What a random bit generator gives in one request, and takes as test entropy or additional input (crypto/algif_rng.c,
// MAXSIZE).
inline constexpr std::size_t kMaxRandom = 128;

// Transform is one algorithm of the kernel, bound by name.
class Transform {
 public:
  // open binds the algorithm that the kernel prefers for this name: "hmac(sha256)".
  static Result<Transform> open(Type type, std::string_view name);

  // set_key also seeds a random bit generator: the key is then the personalization string, or the additional input of a
  // reseed.
  std::optional<Failure> set_key(ByteView key) const;
  std::optional<Failure> set_tag_length(std::size_t bytes) const;

  // set_entropy gives a DRBG test entropy, at most kMaxRandom bytes and only once: crypto/algif_rng.c, rng_setentropy.
  // ENOPROTOOPT: the kernel was built without CRYPTO_USER_API_RNG_CAVP. EACCES: the caller lacks CAP_SYS_ADMIN.
  std::optional<Failure> set_entropy(ByteView entropy) const;

  Result<Request> start() const;

 private:
  explicit Transform(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}

  Descriptor descriptor_;
};

}  // namespace fipsprobe::kernel
