#include "harness/bench/bench_task.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <map>
#include <thread>

#include "tests/support/real_module.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

// Generating RSA keys takes seconds in some modules.
bool is_quick_to_test(const BenchOperation& operation) {
  return operation.group != BenchGroup::key_generation || !operation.name.starts_with("RSA");
}

// Tally is what became of the operations of the benchmark on a module.
struct Tally {
  std::map<std::string, std::string> not_started;  // name to reason
  std::map<BenchCheck::Kind, int> checked;
};

// measurable starts every operation on the module, does it a few times, and checks it again.
Tally measurable(Module& module, std::uint64_t size) {
  Tally tally;
  for (const BenchOperation& operation : bench_operations()) {
    if (!is_quick_to_test(operation)) continue;
    INFO(operation.name);
    BenchTask::Started started = BenchTask::start(module, operation, size, 1);
    if (const auto* const wrong = std::get_if<std::string>(&started)) FAIL(*wrong);
    if (const auto* const outcome = std::get_if<Outcome>(&started)) {
      CHECK((outcome->kind == OutcomeKind::unsupported || outcome->kind == OutcomeKind::refused));
      tally.not_started[operation.name] = outcome->reason;
      continue;
    }
    BenchTask& task = *std::get<std::unique_ptr<BenchTask>>(started);
    REQUIRE(task.prepared().size() == 1);
    CHECK(task.prepared().front()->run(2) == 2);
    CHECK(task.check() == "");
    CHECK_FALSE(task.how_checked().how.empty());
    ++tally.checked[task.how_checked().kind];
  }
  return tally;
}

std::vector<std::string> names_of(const std::map<std::string, std::string>& map) {
  std::vector<std::string> names;
  for (const auto& [name, reason] : map) names.push_back(name);
  return names;
}

}  // namespace

TEST_CASE("OpenSSL 3 is measured in every operation, and gives the known answers") {
  const auto module = start_module("openssl", "debian12-openssl/libcrypto.so.3", Mode::contrast);
  const Tally tally = measurable(*module, 64);
  CHECK(tally.not_started.empty());
  CHECK(tally.checked.at(BenchCheck::Kind::known_answer) > 50);
  CHECK(tally.checked.at(BenchCheck::Kind::repeatable) == 1);
}

TEST_CASE("OpenSSL 1.0.2k in FIPS mode is measured in all that it offers") {
  skip_without_dlmopen();
  const auto module = start_module("openssl", "al2-openssl/libcrypto.so.10", Mode::fips);
  CHECK(names_of(measurable(*module, 64).not_started) ==
        std::vector<std::string>{"HKDF SHA-256", "HKDF SHA-512", "SHA3-224", "SHA3-256", "SHA3-384", "SHA3-512"});
}

TEST_CASE("libgcrypt 1.10 is measured in all that it offers") {
  const auto module = start_module("libgcrypt", "debian12-libgcrypt/libgcrypt.so.20", Mode::contrast);
  CHECK(names_of(measurable(*module, 64).not_started) == std::vector<std::string>{"HKDF SHA-256", "HKDF SHA-512"});
}

TEST_CASE("libgcrypt 1.5 is measured in hashes, HMAC, block modes and RSA") {
  const auto module = start_module("libgcrypt", "al2-libgcrypt/libgcrypt.so.11", Mode::contrast);
  const Tally tally = measurable(*module, 64);
  CHECK(tally.not_started.count("AES-128-CBC encrypt") == 0);
  CHECK(tally.not_started.count("HMAC-SHA-256") == 0);
  CHECK(tally.not_started.count("RSA PKCS#1 v1.5 2048 SHA-256 sign") == 0);
  CHECK_THAT(tally.not_started.at("ECDH P-256"), ContainsSubstring("ecc"));
  CHECK_THAT(tally.not_started.at("AES-128-GCM encrypt"), ContainsSubstring("no such service"));
}

TEST_CASE("NSS 3.112 in FIPS mode is measured in all that it offers") {
  const auto module = start_module("nss", "al2023-nss/libsoftokn3.so", Mode::fips);
  std::vector<std::string> expected;
  for (const char* const missing : {"AES-128-CCM", "AES-128-CFB", "AES-128-OFB", "AES-128-XTS", "AES-192-CCM", "AES-256-CCM",
                                    "AES-256-CFB", "AES-256-OFB", "AES-256-XTS"}) {
    for (const char* const direction : {" decrypt", " encrypt"}) expected.push_back(std::string(missing) + direction);
  }
  CHECK(names_of(measurable(*module, 64).not_started) == expected);
}

TEST_CASE("GnuTLS 3.7 is measured in all that it offers") {
  const auto module = start_module("gnutls", "debian12-gnutls/libgnutls.so.30", Mode::contrast);
  const Tally tally = measurable(*module, 64);
  CHECK(tally.not_started.count("AES-128-GCM encrypt") == 0);
  CHECK_THAT(tally.not_started.at("ECDH P-256"), ContainsSubstring("3.8.2"));
  CHECK_THAT(tally.not_started.at("AES-128-CTR encrypt"), ContainsSubstring("no such cipher"));
}

TEST_CASE("a fresh RSA key is measured, and one of the same module signs") {
  const auto module = start_module("openssl", "debian12-openssl/libcrypto.so.3", Mode::contrast);
  BenchTask::Started started = BenchTask::start(*module, *bench_operation("RSA 2048 key generation"), 0, 1);
  BenchTask& task = *std::get<std::unique_ptr<BenchTask>>(started);
  CHECK(task.how_checked().kind == BenchCheck::Kind::second_route);
  CHECK(task.check() == "");
}

TEST_CASE("an operation of a megabyte rests between its repeats and gives the same answer when it wakes") {
  const auto module = start_module("openssl", "debian12-openssl/libcrypto.so.3", Mode::contrast);
  for (const char* const name : {"SHA-256", "AES-128-CBC encrypt", "AES-128-GCM decrypt"}) {
    INFO(name);
    BenchTask::Started started = BenchTask::start(*module, *bench_operation(name), 1U << 20U, 1);
    BenchTask& task = *std::get<std::unique_ptr<BenchTask>>(started);
    task.rest();
    CHECK(task.prepared().empty());
    CHECK(task.wake() == "");
    CHECK(task.check() == "");
  }
}

namespace {

// check_threads has two threads work with one module at a time; it was told before it was entered.
void check_threads(Module& module, std::initializer_list<const char*> names) {
  for (const char* const name : names) {
    INFO(name);
    BenchTask::Started started = BenchTask::start(module, *bench_operation(name), 1024, 2);
    BenchTask& task = *std::get<std::unique_ptr<BenchTask>>(started);
    std::array<std::uint64_t, 2> done{};
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < 2; ++i) threads.emplace_back([&, i] { done[i] = task.prepared()[i]->run(100); });
    }
    CHECK(done == std::array<std::uint64_t, 2>{100, 100});
    CHECK(task.check() == "");
  }
}

}  // namespace

TEST_CASE("two threads work with OpenSSL 1.0.2k, which leaves its locks to its caller") {
  const auto module = start_module("openssl", "al2-openssl/libcrypto.so.10", Mode::contrast);
  module->expect_threads();
  check_threads(*module, {"SHA-256", "AES-128-GCM encrypt", "ECDSA P-256 SHA-256 sign", "random bytes"});
}

TEST_CASE("two threads work with NSS") {
  const auto module = start_module("nss", "al2023-nss/libsoftokn3.so", Mode::contrast);
  check_threads(*module, {"SHA-256", "AES-128-GCM decrypt", "ECDSA P-256 SHA-256 verify", "ECDH P-256", "random bytes"});
}

TEST_CASE("two threads work with libgcrypt 1.10") {
  const auto module = start_module("libgcrypt", "debian12-libgcrypt/libgcrypt.so.20", Mode::contrast);
  check_threads(*module, {"SHA-256", "AES-128-GCM encrypt", "ECDSA P-256 SHA-256 sign", "random bytes"});
}
