#include "harness/model/message_parts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace fipsprobe;

namespace {

// length_of adds up the parts and checks that byte i of the message is byte i modulo the size of what is repeated.
std::uint64_t length_of(const DigestOperation& operation) {
  MessageParts parts(operation);
  std::uint64_t length = 0;
  for (ByteView part = parts.next(); !part.empty(); part = parts.next()) {
    CHECK(part.front() == operation.message[length % operation.message.size()]);
    length += part.size();
    CHECK(part.back() == operation.message[(length - 1) % operation.message.size()]);
  }
  return length;
}

}  // namespace

TEST_CASE("a message that is not repeated is one part") {
  const DigestOperation operation{.hash = Hash::sha256, .message = {1, 2, 3}};
  MessageParts parts(operation);
  CHECK(parts.next().data() == operation.message.data());
  CHECK(parts.next().empty());
}

TEST_CASE("a repeated message is as long as asked for and cut off at its end") {
  CHECK(length_of({.hash = Hash::sha256, .message = {1, 2, 3, 4, 5, 6, 7}, .total_length = 10}) == 10);
  CHECK(length_of({.hash = Hash::sha256, .message = {1, 2, 3}, .total_length = (std::uint64_t{1} << 30U) + 1}) ==
        (std::uint64_t{1} << 30U) + 1);
}

TEST_CASE("a message of no bytes has no part") {
  MessageParts parts({.hash = Hash::sha256, .message = {}});
  CHECK(parts.next().empty());
}
