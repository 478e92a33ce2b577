#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "harness/model/json_place.hpp"
#include "tests/support/evidence.hpp"
#include "tests/support/program.hpp"
#include "tests/support/real_module.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

// No test here says how long anything takes: what is tested is that the figures are there, belong together and are honest.
namespace {

std::string module_option(const std::string& family, const std::string& file) {
  const std::filesystem::path path = modules_folder() / file;
  if (!std::filesystem::exists(path)) SKIP(path.string() + " is not there: run scripts/fetch-modules first");
  return family + "=" + path.string();
}

std::string broken_module(const std::string& name) { return std::string("openssl=") + FIPSPROBE_FAULTS + "/" + name + ".so"; }

Evidence bench_of(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"bench", "--quick", "--repeats", "3"});
  return evidence_of(std::move(arguments));
}

const RunBench& bench_in(const Evidence& evidence, Mode mode) {
  const Run& run = run_of(evidence, evidence.modules.at(0).family, mode);
  REQUIRE(run.bench.has_value());
  return *run.bench;
}

const BenchPoint& point_of(const RunBench& bench, const std::string& operation, std::optional<std::uint64_t> size) {
  const auto found = std::ranges::find_if(
      bench.points, [&](const BenchPoint& point) { return point.operation == operation && point.size == size; });
  INFO(operation);
  REQUIRE(found != bench.points.end());
  return *found;
}

}  // namespace

TEST_CASE("a benchmark has every point that was asked for, with its repeats, its interval and how it was checked") {
  const Evidence evidence =
      bench_of({"--operations", "AES-128-CBC encrypt,SHA-256,ECDSA P-256 SHA-256 sign,random bytes", "--sizes", "16,1k,16k",
                "--module", module_option("openssl", "debian12-openssl/libcrypto.so.3")});
  const RunBench& bench = bench_in(evidence, Mode::as_found);
  REQUIRE(bench.points.size() == 10);
  CHECK(bench.counts()[OutcomeKind::ok] == 10);
  for (const BenchPoint& point : bench.points) {
    INFO(point.operation);
    REQUIRE(point.measurement.has_value());
    CHECK(point.measurement->repeats.size() == 3);
    CHECK(point.measurement->calls >= 1);
    CHECK(point.measurement->seconds_per_call.low > 0);
    CHECK(point.measurement->cycles_per_call.has_value() == bench.cycles_unavailable.empty());
    CHECK(point.threads == 1);
  }
  const BenchPoint& cipher = point_of(bench, "AES-128-CBC encrypt", 1024);
  CHECK(cipher.group == BenchGroup::cipher);
  CHECK(cipher.check->kind == BenchCheck::Kind::known_answer);
  CHECK_THAT(cipher.check->how, ContainsSubstring("CBCMMT128.rsp"));
  CHECK(point_of(bench, "ECDSA P-256 SHA-256 sign", std::nullopt).check->kind == BenchCheck::Kind::second_route);
  CHECK(point_of(bench, "random bytes", 16).check->kind == BenchCheck::Kind::repeatable);
  CHECK(bench.slopes.size() == 3);
  REQUIRE(bench.startup.has_value());
  CHECK(bench.startup->load.size() == 3);
}

TEST_CASE("the evidence of a benchmark says what was done and what the host was like") {
  const Evidence evidence = bench_of(
      {"--operations", "SHA-1", "--sizes", "64", "--module", module_option("openssl", "debian12-openssl/libcrypto.so.3")});
  REQUIRE(evidence.bench.has_value());
  const BenchConditions& conditions = *evidence.bench;
  CHECK(conditions.profile == "quick");
  CHECK(conditions.clock == "CLOCK_MONOTONIC_RAW");
  CHECK(conditions.repeats == 3);
  CHECK(conditions.batch_seconds > 0);
  CHECK(conditions.processors.empty() != conditions.not_pinned.empty());
  for (const char* const name : {"load.before", "load.after", "steal.percent", "others.percent", "frequency.before_mhz",
                                 "frequency.after_mhz", "clock.cost_ns", "preemptions"}) {
    INFO(name);
    CHECK(conditions.observed.count(name) == 1);
  }
  for (const char* const name :
       {"cpu.model", "cpu.microcode", "cpu.governor", "cpu.turbo", "cpu.mitigations", "machine.product"}) {
    INFO(name);
    CHECK(evidence.host.count(name) == 1);
  }
  CHECK(evidence.modules.at(0).identity.sha256.size() == 64);
}

TEST_CASE("what a module does not offer is a point with its reason and without figures") {
  const Evidence evidence = bench_of({"--operations", "SHA3-256,SHA-256", "--sizes", "64", "--module",
                                      module_option("openssl", "al2-openssl/libcrypto.so.10")});
  const RunBench& bench = bench_in(evidence, Mode::as_found);
  const BenchPoint& point = point_of(bench, "SHA3-256", 64);
  CHECK(point.outcome == OutcomeKind::unsupported);
  CHECK_THAT(point.reason, ContainsSubstring("EVP_sha3_256"));
  CHECK_FALSE(point.measurement.has_value());
  CHECK(point_of(bench, "SHA-256", 64).outcome == OutcomeKind::ok);
}

TEST_CASE("each mode is measured by itself, and FIPS mode refuses there too") {
  const Evidence evidence =
      bench_of({"--operations", "AES-128-CBC encrypt", "--sizes", "16k", "--mode", "fips,contrast,acceleration_off", "--module",
                module_option("openssl", "al2-openssl/libcrypto.so.10")});
  CHECK(run_of(evidence, "openssl", Mode::fips).fips.value == FipsState::Value::on);
  CHECK(run_of(evidence, "openssl", Mode::contrast).fips.value == FipsState::Value::off);
  const Run& plain = run_of(evidence, "openssl", Mode::acceleration_off);
  CHECK_FALSE(plain.environment.at("OPENSSL_ia32cap").empty());
  for (const Mode mode : {Mode::fips, Mode::contrast, Mode::acceleration_off}) {
    CHECK(bench_in(evidence, mode).counts()[OutcomeKind::ok] == 1);
  }
}

TEST_CASE("libgcrypt without its acceleration uses no hardware feature") {
  const Evidence evidence = bench_of({"--operations", "AES-128-CBC encrypt", "--sizes", "1k", "--mode", "acceleration_off",
                                      "--module", module_option("libgcrypt", "debian12-libgcrypt/libgcrypt.so.20")});
  CHECK(run_of(evidence, "libgcrypt", Mode::acceleration_off).unavailable == "");
  CHECK_THAT(evidence.modules.at(0).identity.build, ContainsSubstring("hwflist:") || !ContainsSubstring("intel-aesni"));
}

TEST_CASE("several threads are measured by themselves") {
  const Evidence evidence = bench_of({"--operations", "SHA-256", "--sizes", "1k", "--threads", "1,2", "--module",
                                      module_option("openssl", "al2-openssl/libcrypto.so.10")});
  const RunBench& bench = bench_in(evidence, Mode::as_found);
  REQUIRE(bench.points.size() == 2);
  CHECK(bench.points[0].threads != bench.points[1].threads);
  for (const BenchPoint& point : bench.points) {
    REQUIRE(point.measurement.has_value());
    CHECK(point.measurement->calls % point.threads == 0);
  }
}

TEST_CASE("a module that crashes while it is measured loses that operation alone, and the exit code says so") {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "bench.json").string();
  const ProgramResult result =
      run_fipsprobe({"bench", "--quick", "--repeats", "3", "--operations", "SHA-256,AES-128-CBC encrypt", "--sizes", "64",
                     "--module", broken_module("crash_in_digest"), "-o", file});
  INFO(result.errors);
  CHECK(result.exit_code == 2);
  const Evidence evidence = evidence_from_json(parse_json(content_of(file), file), file);
  const RunBench& bench = bench_in(evidence, Mode::as_found);
  CHECK(point_of(bench, "SHA-256", 64).outcome == OutcomeKind::crashed);
  CHECK_THAT(point_of(bench, "SHA-256", 64).reason, ContainsSubstring("SIGSEGV"));
  CHECK(point_of(bench, "AES-128-CBC encrypt", 64).outcome == OutcomeKind::ok);
  CHECK(run_of(evidence, "openssl", Mode::as_found).restarts >= 1);
}

TEST_CASE("a module that hangs while it is measured is stopped") {
  const Evidence evidence = bench_of({"--operations", "SHA-256,AES-128-CBC encrypt", "--sizes", "64", "--timeout", "1",
                                      "--module", broken_module("hang_in_digest")});
  const RunBench& bench = bench_in(evidence, Mode::as_found);
  CHECK(point_of(bench, "SHA-256", 64).outcome == OutcomeKind::timed_out);
  CHECK(point_of(bench, "AES-128-CBC encrypt", 64).outcome == OutcomeKind::ok);
}

TEST_CASE("a module that cannot be loaded has no figures and a reason") {
  const Evidence evidence = bench_of({"--operations", "SHA-256", "--sizes", "64", "--module", broken_module("abort_at_load")});
  const Run& run = run_of(evidence, "openssl", Mode::as_found);
  CHECK_THAT(run.unavailable, ContainsSubstring("SIGABRT"));
  CHECK_FALSE(run.bench.has_value());
}

TEST_CASE("the tables go to standard output and the evidence to the file") {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "bench.json").string();
  const ProgramResult result =
      run_fipsprobe({"bench", "--quick", "--repeats", "3", "--operations", "SHA-256", "--sizes", "16,1k,8k", "--module",
                     module_option("openssl", "debian12-openssl/libcrypto.so.3"), "-o", file});
  CHECK(result.exit_code == 0);
  CHECK(result.errors.empty());  // no progress where standard error is no terminal
  CHECK_THAT(result.output, ContainsSubstring("MB/s") && ContainsSubstring("SHA-256") && ContainsSubstring("start-up"));
  CHECK_NOTHROW(evidence_from_json(parse_json(content_of(file), file), file));
}

namespace {

// check_time_was_kept sees to it that each point has figures or says why not: that the time did not suffice, where nothing else
// is the matter.
void check_time_was_kept(const RunBench& bench) {
  for (const BenchPoint& point : bench.points) {
    INFO(point.operation);
    CHECK((point.outcome == OutcomeKind::ok) == point.measurement.has_value());
    if (point.measurement) {
      CHECK(point.measurement->repeats.size() >= 3);
    } else if (point.outcome == OutcomeKind::not_available) {
      CHECK_THAT(point.reason, ContainsSubstring("the time of the profile was used up"));
    } else {
      CHECK(point.outcome == OutcomeKind::unsupported);
      CHECK_FALSE(point.reason.empty());
    }
  }
}

}  // namespace

// Three seconds are far too few for the 500 points of four modes. What more suffices for depends on the host and its load: the
// time is doubled until some points have figures.
TEST_CASE("when the time does not suffice for all, some points have figures and the others say why") {
  bool some_measured = false;
  for (unsigned seconds = 3; !some_measured && seconds <= 96; seconds *= 2) {
    const Evidence evidence = evidence_of({"bench", "--repeats", "3", "--seconds", std::to_string(seconds), "--module",
                                           module_option("openssl", "debian12-openssl/libcrypto.so.3")});
    const RunBench& bench = bench_in(evidence, Mode::as_found);
    INFO(seconds << " seconds");
    check_time_was_kept(bench);
    some_measured = bench.counts()[OutcomeKind::ok] > 0;
    if (seconds == 3) CHECK(bench.counts()[OutcomeKind::not_available] > 0);
  }
  CHECK(some_measured);
}

TEST_CASE("the operations of the benchmark are listed without measuring any") {
  const ProgramResult result = run_fipsprobe({"bench", "--list"});
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.output, ContainsSubstring("AES-128-GCM encrypt") && ContainsSubstring("key_generation"));
}

TEST_CASE("wrong words of the benchmark's command line say what is right") {
  struct Wrong {
    std::vector<std::string> words;
    const char* says;
  };
  for (const Wrong& wrong :
       {Wrong{{"--operations", "rot13"}, "fipsprobe bench --list"}, Wrong{{"--sizes", "17"}, "a multiple of 16"},
        Wrong{{"--sizes", "0"}, "a multiple of 16"}, Wrong{{"--sizes", "65M"}, "at most 64M"},
        Wrong{{"--sizes", "99999999999999999999"}, "a multiple of 16"}, Wrong{{"--sizes", "1x"}, "for example 16, 8k, 1M"},
        Wrong{{"--threads", "0"}, "or all"}, Wrong{{"--threads", "many"}, "or all"}, Wrong{{"--repeats", "2"}, "--repeats"},
        Wrong{{"--mode", "fast"}, "--mode"}, Wrong{{"--seconds", "1"}, "--seconds"}, Wrong{{"--jobs", "2"}, "--jobs"}}) {
    std::vector<std::string> words = {"bench", "--quick"};
    words.insert(words.end(), wrong.words.begin(), wrong.words.end());
    const ProgramResult result = run_fipsprobe(words);
    INFO(wrong.words.at(0) << " " << wrong.words.at(1));
    CHECK(result.exit_code == 64);
    CHECK_THAT(result.errors, ContainsSubstring(wrong.says));
  }
}

namespace {

constexpr const char* kVmTests = FIPSPROBE_SOURCE_DIR "/tests/vm/";

// path_from returns the path that a script of tests/vm prints. The test is SKIPPED when it says that it has none.
std::string path_from(const std::string& script, const std::string& argument) {
  if (!std::filesystem::exists(kVmTests + script)) SKIP("there is no tests/vm/" + script);
  const ProgramResult found = run_program({kVmTests + script, argument});
  if (found.exit_code == 77) SKIP(found.errors);
  INFO(found.errors);
  REQUIRE(found.exit_code == 0);
  return found.output.substr(0, found.output.find('\n'));
}

// aarch64_program returns the one that guests for arm64 run as well.
std::string aarch64_program() {
  const char* const given = std::getenv("FIPSPROBE_ARM64_BINARY");
  return given != nullptr && *given != '\0' ? given : path_from("arm64-program", "--cached");
}

// under_qemu_user runs a program for aarch64, and those that it starts, by QEMU's emulator of user space. The kernel is told of
// it in a user namespace of its own (Linux 6.7), whose mount namespace has the C library for aarch64 as well, so nothing of the
// host changes. QEMU's own magic number and mask: scripts/qemu-binfmt-conf.sh of its sources.
ProgramResult under_qemu_user(const std::vector<std::string>& words) {
  if (run_program({"sh", "-c", "command -v qemu-aarch64-static"}).exit_code != 0) SKIP("qemu-aarch64-static is not installed");
  constexpr const char* enter = R"(
    mount -t binfmt_misc none /proc/sys/fs/binfmt_misc || exit 77
    magic='\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00'
    mask='\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff'
    printf '%s' ":arm64:M::$magic:$mask:$(command -v qemu-aarch64-static):F" >/proc/sys/fs/binfmt_misc/register &&
    mount -t overlay -o "lowerdir=$1/lib:$1/usr/lib:/usr/lib" overlay /usr/lib || exit 77
    shift
    exec "$@")";
  std::vector<std::string> command = {"unshare", "--user", "--map-root-user",
                                      "--mount", "sh",     "-c",
                                      enter,     "sh",     path_from("fetch-userland", "arm64") + "/tree"};
  command.insert(command.end(), words.begin(), words.end());
  ProgramResult result = run_program(command);
  if (result.exit_code == 77) SKIP("a program for aarch64 cannot be run here: " + result.errors);
  return result;
}

}  // namespace

TEST_CASE("an aarch64 program under qemu-user measures, and says that it is emulated") {
  const std::string program = aarch64_program();
  const std::string module = module_option("openssl", "el7-openssl-aarch64/libcrypto.so.10");
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "bench.json").string();
  const ProgramResult result =
      under_qemu_user({program, "bench", "--quick", "--repeats", "3", "--operations", "SHA-256,AES-128-CBC encrypt", "--sizes",
                       "64", "--mode", "contrast", "--module", module, "-o", file});
  INFO(result.errors);
  REQUIRE(result.exit_code == 0);
  const Evidence evidence = evidence_from_json(parse_json(content_of(file), file), file);
  REQUIRE(evidence.bench.has_value());
  CHECK(evidence.bench->emulated == "qemu-user");
  CHECK(evidence.host.at("architecture").value == "aarch64");
  CHECK(bench_in(evidence, Mode::contrast).counts()[OutcomeKind::ok] == 2);
  CHECK_THAT(result.output, ContainsSubstring("EMULATED by qemu-user, not a measurement"));
  CHECK(run_fipsprobe({"compare", file, file}).exit_code == 1);
}
