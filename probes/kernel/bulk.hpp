#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "probes/kernel/alg_socket.hpp"

namespace fipsprobe::kernel {

// Transfer is how input comes to the kernel: by sendmsg, or spliced through a pipe. A digest reads the pages of the caller in
// place either way; sendmsg copies what a cipher is given (crypto/af_alg.c, af_alg_sendmsg).
enum class Transfer { sent, spliced };

// What an empty pipe holds: 16 pages by default, and at least one more page is used when a part does not start at one.
inline constexpr std::size_t kSplicedPart = std::size_t{60} << 10U;

// BulkMessage is one message. Its result is the digest; or as long as the input (skcipher); or AAD || ciphertext || tag, or
// AAD || plaintext, after AAD || plaintext, or AAD || ciphertext || tag, as input (aead).
struct BulkMessage {
  ByteView control;  // control_message; empty for hashes, and for a cipher that goes on where the message before ended
  ByteView input;
};

// Bulk is what a benchmark measures: one algorithm, bound and keyed once, and one request that serves message after message. A
// message may be longer than one request holds: it is sent in parts, and the result of a cipher is taken part by part. Nothing
// is done twice, and nothing allocated.
class Bulk {
 public:
  // open binds, sets the key and, for AEAD, the bytes of the tag, and makes the pipe that splicing needs.
  static Result<Bulk> open(Type type, std::string_view name, std::optional<ByteView> key, std::optional<std::size_t> tag_length,
                           Transfer transfer);

  // begin says how the messages of a cipher that follow are to be done, and gives the IV of the first one.
  std::optional<Failure> begin(ByteView control) const { return request_.send_one({}, control, true); }

  // process does one message and fills the output, whose size is that of the whole result and which may be the input's own
  // place. A cipher that goes on must be given whole blocks. EMSGSIZE: an AEAD message of more than kMaxRequest (spliced:
  // kSplicedPart) bytes, which the kernel wants whole. EOVERFLOW: the kernel gave more or fewer bytes than the output has.
  std::optional<Failure> process(const BulkMessage& message, std::span<std::uint8_t> output) const;

 private:
  struct Pipe {
    Descriptor read_end, write_end;
  };

  Bulk(Type type, Transform transform, Request request, std::optional<Pipe> pipe)
      : type_(type), transform_(std::move(transform)), request_(std::move(request)), pipe_(std::move(pipe)) {}

  std::optional<Failure> hash(ByteView message, std::span<std::uint8_t> output) const;
  std::optional<Failure> seal(const BulkMessage& message, std::span<std::uint8_t> output) const;
  std::optional<Failure> cipher(const BulkMessage& message, std::span<std::uint8_t> output) const;
  std::optional<Failure> put(ByteView control, ByteView part, bool more) const;
  std::size_t part_size() const { return pipe_ ? kSplicedPart : kMaxPart; }

  Type type_;
  Transform transform_;
  Request request_;
  std::optional<Pipe> pipe_;
};

// Generator is a random bit generator that has seeded itself. Its bytes must not leave the process.
class Generator {
 public:
  // open takes "stdrng", or a driver by its name.
  static Result<Generator> open(std::string_view name);

  // fill draws as many requests of kMaxRandom bytes as it takes.
  std::optional<Failure> fill(std::span<std::uint8_t> output) const;

 private:
  Generator(Transform transform, Request request) : transform_(std::move(transform)), request_(std::move(request)) {}

  Transform transform_;
  Request request_;
};

}  // namespace fipsprobe::kernel
