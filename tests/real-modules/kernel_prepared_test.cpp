#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "probes/kernel/generic_drivers.hpp"
#include "probes/served_by.hpp"
#include "tests/real-modules/kernel_start.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

Bytes counted(std::size_t size, unsigned first) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(first + i * 7 + i / 251);
  return bytes;
}

CipherOperation cipher(CipherMode mode, Direction direction, std::size_t size) {
  return {.cipher = Cipher::aes,
          .mode = mode,
          .direction = direction,
          .key = counted(mode == CipherMode::xts ? 64 : 16, 1),
          .iv = counted(mode == CipherMode::ecb ? 0 : 16, 0x80),
          .input = counted(size, 0x5a)};
}

// aead has the kernel seal a text where it is to be opened again.
AeadOperation aead(Module& module, AeadMode mode, Direction direction, std::size_t size) {
  AeadOperation operation{.mode = mode,
                          .cipher = Cipher::aes,
                          .direction = Direction::encrypt,
                          .key = counted(16, 1),
                          .nonce = counted(12, 0x80),
                          .aad = counted(13, 0xc0),
                          .input = counted(size, 0x5a),
                          .tag = {},
                          .tag_length = 16};
  if (direction == Direction::encrypt) return operation;
  const Bytes sealed = module.aead()->perform(operation).output;
  REQUIRE(sealed.size() == size + 16);
  operation.direction = Direction::decrypt;
  operation.input.assign(sealed.begin(), sealed.end() - 16);
  operation.tag.assign(sealed.end() - 16, sealed.end());
  return operation;
}

std::vector<Operation> operations_of(Module& module, std::size_t size) {
  std::vector<Operation> all = {DigestOperation{.hash = Hash::sha256, .message = counted(size, 3)},
                                DigestOperation{.hash = Hash::sha3_512, .message = counted(size, 3)},
                                MacOperation{.kind = MacKind::hmac,
                                             .hash = Hash::sha512,
                                             .cipher = {},
                                             .key = counted(64, 1),
                                             .nonce = {},
                                             .message = counted(size, 3),
                                             .tag_length = 64},
                                MacOperation{.kind = MacKind::cmac,
                                             .hash = {},
                                             .cipher = Cipher::aes,
                                             .key = counted(16, 1),
                                             .nonce = {},
                                             .message = counted(size, 3),
                                             .tag_length = 16}};
  for (const Direction direction : {Direction::encrypt, Direction::decrypt}) {
    for (const CipherMode mode : {CipherMode::ecb, CipherMode::cbc, CipherMode::ctr})
      all.emplace_back(cipher(mode, direction, size));
    if (size > 65536) continue;
    all.emplace_back(cipher(CipherMode::xts, direction, size));
    all.emplace_back(aead(module, AeadMode::gcm, direction, size));
    all.emplace_back(aead(module, AeadMode::ccm, direction, size));
  }
  return all;
}

// check_prepared has what is measured done three times: from the beginning, then as it goes on, then from the beginning again,
// which must be what the one-shot call gives.
void check_prepared(Module& module, const Operation& operation, const std::string& driver_part) {
  INFO(describe(operation));
  const Preparation made = module.prepare(operation);
  INFO(made.why_not);
  REQUIRE(made.prepared != nullptr);
  CHECK_THAT(served_by(*made.prepared), ContainsSubstring(driver_part));
  CHECK_FALSE(served_by(*made.prepared).empty());
  CHECK(served_by(*made.prepared) != "not listed");
  const Bytes expected = perform(module, operation).output;
  REQUIRE(made.prepared->run(1) == 1);
  CHECK(made.prepared->output() == expected);
  CHECK(made.prepared->run(3) == 3);
  REQUIRE(made.prepared->restart());
  REQUIRE(made.prepared->run(1) == 1);
  CHECK(made.prepared->output() == expected);
}

}  // namespace

TEST_CASE("The driver in plain C of an algorithm has the name that the kernel makes of those of its parts") {
  CHECK(kernel::generic_driver("sha256") == "sha256-generic");
  CHECK(kernel::generic_driver("hmac(sha3-256)") == "hmac(sha3-256-generic)");
  CHECK(kernel::generic_driver("cbc(des3_ede)") == "cbc(des3_ede-generic)");
  CHECK(kernel::generic_driver("xts(aes)") == "xts(ecb(aes-generic))");
  CHECK(kernel::generic_driver("gcm(aes)") == "gcm_base(ctr(aes-generic),ghash-generic)");
  CHECK(kernel::generic_driver("ccm(aes)") == "ccm_base(ctr(aes-generic),cbcmac(aes-generic))");
  CHECK_FALSE(kernel::generic_driver("stdrng").has_value());
}

TEST_CASE("What is measured of the kernel gives what the one-shot call gives, however it comes to the kernel") {
  const auto module = this_kernel();
  for (const std::size_t size :
       {std::size_t{16}, std::size_t{8192}, std::size_t{16384}, std::size_t{65536}, std::size_t{1} << 20U}) {
    INFO(size << " bytes");
    for (const Operation& operation : operations_of(*module, size)) check_prepared(*module, operation, "");
  }
}

TEST_CASE("Without acceleration the kernel's drivers in plain C are measured, and give the same") {
  this_kernel();
  const auto module = kernel_family().load({"kernel", ""});
  REQUIRE(module->enter(Mode::acceleration_off).available);
  for (const std::size_t size : {std::size_t{64}, std::size_t{16384}}) {
    for (const Operation& operation : operations_of(*module, size)) check_prepared(*module, operation, "-generic");
  }
  const Preparation random = module->prepare(RandomOperation{16});
  CHECK(random.prepared == nullptr);
  CHECK_THAT(random.why_not, ContainsSubstring("that the kernel prefers"));
}

TEST_CASE("The kernel's random bytes are measured, and differ from call to call") {
  const auto module = this_kernel();
  const Preparation made = module->prepare(RandomOperation{1000});
  if (made.prepared == nullptr) SKIP(made.why_not);
  REQUIRE(made.prepared->run(1) == 1);
  const Bytes first = made.prepared->output();
  REQUIRE(first.size() == 1000);
  REQUIRE(made.prepared->run(1) == 1);
  CHECK(made.prepared->output() != first);
}

TEST_CASE("What AF_ALG does not take in one request is not measured, and the reason says so") {
  const auto module = this_kernel();
  constexpr std::size_t size = std::size_t{1} << 20U;
  AeadOperation sealed = aead(*module, AeadMode::gcm, Direction::encrypt, 16);
  sealed.input.resize(size);
  for (const Operation& operation : {Operation(cipher(CipherMode::xts, Direction::encrypt, size)), Operation(sealed)}) {
    const Preparation made = module->prepare(operation);
    CHECK(made.prepared == nullptr);
    CHECK(made.too_large);
    CHECK_THAT(made.why_not, ContainsSubstring("in one request"));
    CHECK(perform(*module, operation).kind == OutcomeKind::not_available);
  }
}

TEST_CASE("A forged ciphertext fails while it is measured") {
  const auto module = this_kernel();
  AeadOperation forged = aead(*module, AeadMode::gcm, Direction::decrypt, 64);
  forged.tag.back() ^= 1U;
  const Preparation made = module->prepare(forged);
  REQUIRE(made.prepared != nullptr);
  CHECK(made.prepared->run(5) == 0);
}
