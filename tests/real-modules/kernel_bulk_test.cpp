#include <catch2/catch_test_macros.hpp>

#include "probes/kernel/bulk.hpp"
#include "tests/real-modules/kernel_start.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using kernel::Bulk;
using kernel::control_message;
using kernel::Transfer;
using kernel::Type;

namespace {

constexpr std::size_t kLong = 300'001;  // more than a request, a pipe or the socket's buffer holds, and no whole block

Bytes message_of(std::size_t size) {
  Bytes message(size);
  for (std::size_t i = 0; i < size; ++i) message[i] = static_cast<std::uint8_t>(i * 7 + i / 251);
  return message;
}

Bulk opened(Type type, std::string_view name, std::optional<ByteView> key, std::optional<std::size_t> tag, Transfer transfer) {
  auto bulk = Bulk::open(type, name, key, tag, transfer);
  if (const auto* const failure = std::get_if<kernel::Failure>(&bulk)) FAIL(failure->words());
  return std::get<Bulk>(std::move(bulk));
}

// done processes the message twice, as one request serves many.
Bytes done(const Bulk& bulk, const kernel::BulkMessage& message, std::size_t size) {
  Bytes output(size);
  for (int i = 0; i < 2; ++i) {
    std::fill(output.begin(), output.end(), std::uint8_t{0});
    const auto failure = bulk.process(message, output);
    INFO(message.input.size() << " bytes: " << (failure ? failure->words() : ""));
    REQUIRE_FALSE(failure.has_value());
  }
  return output;
}

}  // namespace

TEST_CASE("Digests of long messages are the same in parts, sent or spliced") {
  const auto module = this_kernel();
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{4096}, kLong}) {
    const Bytes message = message_of(size);
    const Bytes expected = module->digest()->perform({Hash::sha256, message, 0}).output;
    for (const Transfer transfer : {Transfer::sent, Transfer::spliced}) {
      const Bulk bulk = opened(Type::hash, "sha256", std::nullopt, std::nullopt, transfer);
      CHECK(done(bulk, {{}, message}, 32) == expected);
    }
  }
}

TEST_CASE("Long messages are encrypted the same in parts, sent or spliced, and decrypted again") {
  const auto module = this_kernel();
  const Bytes key(16, 0x2b), iv(16, 0xf0), message = message_of(kLong);
  CipherOperation operation{Cipher::aes, CipherMode::ctr, Direction::encrypt, key, iv, message};
  const Bytes expected = module->cipher()->perform(operation).output;
  REQUIRE(expected.size() == message.size());
  for (const Transfer transfer : {Transfer::sent, Transfer::spliced}) {
    const Bulk bulk = opened(Type::skcipher, "ctr(aes)", key, std::nullopt, transfer);
    CHECK(done(bulk, {control_message({true, iv, std::nullopt}), message}, kLong) == expected);
    CHECK(done(bulk, {control_message({false, iv, std::nullopt}), expected}, kLong) == message);
  }
}

TEST_CASE("A cipher goes on where the message before ended, sent or spliced, also in place") {
  const auto module = this_kernel();
  constexpr std::size_t half = 160'000;  // whole blocks, in several parts
  const Bytes key(16, 0x2b), iv(16, 0xf0), message = message_of(2 * half);
  const Bytes expected = module->cipher()->perform({Cipher::aes, CipherMode::cbc, Direction::encrypt, key, iv, message}).output;
  REQUIRE(expected.size() == message.size());
  for (const Transfer transfer : {Transfer::sent, Transfer::spliced}) {
    const Bulk bulk = opened(Type::skcipher, "cbc(aes)", key, std::nullopt, transfer);
    for (int i = 0; i < 2; ++i) {
      REQUIRE_FALSE(bulk.begin(control_message({true, iv, std::nullopt})).has_value());
      Bytes data = message;
      for (const auto& part : {std::span(data).first(half), std::span(data).subspan(half)}) {
        REQUIRE_FALSE(bulk.process({{}, part}, part).has_value());
      }
      CHECK(data == expected);
    }
  }
}

// Test case 4 of the GCM specification by McGrew and Viega, Appendix B, and a message that is too long.
TEST_CASE("One request seals message after message, and one that the kernel cannot hold is an error") {
  this_kernel();
  const Bytes key = hex("feffe9928665731c6d6a8f9467308308"), iv = hex("cafebabefacedbaddecaf888");
  const Bytes aad = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  Bytes input = aad;
  const Bytes plaintext =
      hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba63"
          "7b39");
  input.insert(input.end(), plaintext.begin(), plaintext.end());
  const Bulk bulk = opened(Type::aead, "gcm(aes)", key, 16, Transfer::sent);
  const Bytes sealed = done(bulk, {control_message({true, iv, 20}), input}, input.size() + 16);
  CHECK(
      to_hex(ByteView(sealed).subspan(20)) ==
      "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
      "5bc94fbc3221a5db94fae95ae7121a47");
  const Bytes too_long(kernel::kMaxRequest + 1);
  Bytes output(too_long.size() + 16);
  const auto failure = bulk.process({control_message({true, iv, 0}), too_long}, output);
  REQUIRE(failure.has_value());
  CHECK(failure->words().find("EMSGSIZE") != std::string::npos);
}
