#pragma once

#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <string_view>

#include "tests/support/bytes.hpp"
#include "tests/support/real_module.hpp"

// What the tests of the kernel's services share.
namespace fipsprobe::test {

inline constexpr int kAfAlg = 38;

// this_kernel starts the kernel that the test runs on. The test is SKIPPED when it has no AF_ALG.
inline std::unique_ptr<Module> this_kernel() {
  const int descriptor = ::socket(kAfAlg, SOCK_SEQPACKET, 0);
  if (descriptor < 0) SKIP("this kernel has no AF_ALG interface");
  ::close(descriptor);
  return start_module("kernel", {}, Mode::as_found);
}

inline void check_output(const Outcome& outcome, std::string_view expected) {
  INFO(outcome.reason);
  REQUIRE(outcome.kind == OutcomeKind::ok);
  CHECK(to_hex(outcome.output) == expected);
}

}  // namespace fipsprobe::test
