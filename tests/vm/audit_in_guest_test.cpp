#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/assess/found.hpp"
#include "tests/support/evidence.hpp"
#include "tests/support/real_module.hpp"
#include "tests/vm/guest.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

// Debian's own kernels and libraries, and FIPS builds of Amazon and Red Hat, really started with fips=1 and with fips=0.
namespace {

// Host is what a guest is made of.
struct Host {
  std::string architecture;                  // "amd64", "arm64", as Debian has it
  std::string suite = "bookworm";            // whose kernel it is
  std::map<std::string, std::string> files;  // family to file of a FIPS build, in the folder of scripts/fetch-modules

  std::string name(const std::string& fips) const { return architecture + "-" + suite + "-fips" + fips; }
  std::string triplet() const { return architecture == "amd64" ? "x86_64-linux-gnu" : "aarch64-linux-gnu"; }
};

const Host kAmd64 = {.architecture = "amd64",
                     .files = {{"openssl", "al2-openssl/libcrypto.so.10"}, {"libgcrypt", "al2-libgcrypt/libgcrypt.so.11"}}};
// RHEL 7's libgcrypt for arm64 comes with another soname, by which it does not find its own file to check it.
const Host kArm64 = {.architecture = "arm64", .files = {{"openssl", "el7-openssl-aarch64/libcrypto.so.10"}}};
const Host kNewerKernel = {.architecture = "amd64", .suite = "trixie", .files = {}};

std::vector<std::string> options_for(const Host& host, const std::string& fips) {
  std::vector<std::string> options = {"--arch", host.architecture, "--fips", fips, "--timeout", "500"};
  const auto add = [&](const std::string& option, const std::string& value) {
    options.push_back(option);
    options.push_back(value);
  };
  add("--root", path_from({"fetch-userland", host.architecture}) + "/tree");
  add("--kernel", path_from({"fetch-kernel", host.architecture, host.suite}));
  add("--program", host.architecture == "amd64" ? FIPSPROBE_BINARY : path_from({"arm64-program", "--cached"}));
  for (const auto& [family, file] : host.files) {
    const std::filesystem::path folder = modules_folder() / std::filesystem::path(file).parent_path();
    if (!std::filesystem::exists(folder)) SKIP(folder.string() << " is not there: scripts/fetch-modules --all");
    add("--file", folder.string() + "=/modules/" + folder.filename().string());
  }
  return options;
}

// audit_command looks at the kernel in full, and asks the libraries for their state and their self-tests: their known answers
// do not depend on the kernel, and would take an emulated processor ten minutes.
std::string audit_command(const Host& host, const std::string& fips) {
  std::string command = "fipsprobe audit -q --profile quick --modules kernel -o /output/report";
  if (host.files.empty()) return command;
  std::string libraries = "fipsprobe selftest -q --mode as_found --modules nss,gnutls --format json -o /output/libraries.json";
  const std::string folder = "/usr/lib/" + host.triplet() + "/";
  libraries += " --module openssl=" + folder + "libcrypto.so.3 --module libgcrypt=" + folder + "libgcrypt.so.20";
  for (const auto& [family, file] : host.files) libraries += " --module " + family + "=/modules/" + file;
  // What dracut's fips module leaves on a host of Amazon Linux 2 beside fips=1.
  return (fips == "1" ? "touch /etc/system-fips; " : "") + libraries + "; " + command;
}

// keep leaves what the guest brought back where scripts/update-guests makes docs/kernel-guests.md from.
void keep(const GuestRun& guest, const std::string& name) {
  const std::filesystem::path kept = std::filesystem::path(FIPSPROBE_GUESTS) / name;
  std::filesystem::remove_all(kept);
  std::filesystem::create_directories(kept);
  std::filesystem::copy(guest.folder->path(), kept, std::filesystem::copy_options::recursive);
}

GuestRun audit_in_guest(const Host& host, const std::string& fips) {
  GuestRun guest = run_in_guest(options_for(host, fips), {"sh", "-c", audit_command(host, fips)});
  INFO(guest.text("stderr"));
  // 2 and 3: a required finding fails, or is unknown.
  REQUIRE((guest.exit_code == 0 || guest.exit_code == 2 || guest.exit_code == 3));
  keep(guest, host.name(fips));
  return guest;
}

OutcomeKind refusal_of(const Run& run, const std::string& operation) {
  const auto found = std::ranges::find(run.refusals, operation, &Refusal::operation);
  INFO(operation);
  REQUIRE(found != run.refusals.end());
  return found->outcome;
}

// check_all_answers checks that nothing the kernel answered was wrong, that something was answered at all, and prints the
// totals.
void check_all_answers(const Run& run) {
  const Counts counts = run.kat_counts();
  CAPTURE(counts[OutcomeKind::ok], counts[OutcomeKind::refused], counts[OutcomeKind::unsupported],
          counts[OutcomeKind::not_available]);
  CHECK(counts[OutcomeKind::ok] > 500);
  CHECK(counts[OutcomeKind::mismatch] == 0);
  CHECK(counts[OutcomeKind::error] == 0);
  CHECK(counts[OutcomeKind::crashed] == 0);
  CHECK(counts[OutcomeKind::timed_out] == 0);
}

bool is_listed(const Evidence& evidence, const std::string& driver) {
  return std::ranges::find(evidence.kernel_algorithms, driver, &KernelAlgorithm::driver) != evidence.kernel_algorithms.end();
}

// innermost returns the last driver that the name of a template's instance is made of: "ghash-clmulni" of
// "gcm_base(ctr-aes-aesni,ghash-clmulni)". The instance itself may be gone when the list is read.
std::string innermost(std::string driver) {
  driver.erase(driver.find_last_not_of(')') + 1);
  return driver.substr(driver.find_last_of("(,+ ") + 1);
}

// check_drivers checks that every answer names the driver that gave it, and that /proc/crypto has what it is made of.
void check_drivers(const Evidence& evidence, const Run& run) {
  for (const KatSet& set : run.sets) {
    INFO(set.source);
    std::uint64_t answers = 0;
    for (const auto& [driver, count] : set.drivers) {
      INFO(driver);
      answers += count;
      CHECK(is_listed(evidence, innermost(driver)));
    }
    CHECK(answers == set.counts[OutcomeKind::ok]);
  }
}

const Run& check_started_with_fips(const Evidence& evidence) {
  CHECK(evidence.host.at("fips.kernel_flag").value == "1");
  CHECK(evidence.host.at("fips.kernel_flag_faked").value == "no");
  CHECK(evidence.host.at("boot.fips_argument").value == "1");
  CHECK(evidence.host.at("fips.name").value == "Linux Kernel Cryptographic API");
  CHECK(evidence.host.at("container.kind").value == "none");
  CHECK(evidence.host.at("kernel.live_patches").value == "none");
  const std::string messages = evidence.host.at("kernel.fips_messages").value.value_or("unknown");
  CHECK_THAT(messages, StartsWith("fips mode: enabled; self-tests: ") && EndsWith(" passed, 0 failed"));
  CHECK_FALSE(evidence.kernel_algorithms.empty());
  const Run& run = run_of(evidence, "kernel", Mode::fips);
  CHECK(run.fips.value == FipsState::Value::on);
  REQUIRE_FALSE(run.self_tests.empty());
  CHECK(run.self_tests.front().value == SelfTestResult::Value::pass);
  check_all_answers(run);
  CHECK(refusal_of(run, "MD5") == OutcomeKind::refused);
  CHECK(refusal_of(run, "DES-CBC encrypt") == OutcomeKind::refused);
  check_drivers(evidence, run);
  // Both runs load modules at the same time.
  CHECK(run_of(evidence, "kernel", Mode::as_found).kat_counts() == run.kat_counts());
  CHECK_THAT(run_of(evidence, "kernel", Mode::contrast).unavailable, ContainsSubstring("fips=0"));
  return run;
}

const Run& check_started_without_fips(const Evidence& evidence) {
  CHECK(evidence.host.at("fips.kernel_flag").value == "0");
  CHECK(evidence.host.at("boot.fips_argument").value == "0");
  const Run& run = run_of(evidence, "kernel", Mode::contrast);
  CHECK(run.fips.value == FipsState::Value::off);
  REQUIRE_FALSE(run.self_tests.empty());
  CHECK(run.self_tests.front().value == SelfTestResult::Value::not_run);
  check_all_answers(run);
  CHECK(refusal_of(run, "MD5") == OutcomeKind::ok);
  CHECK(refusal_of(run, "DES-CBC encrypt") == OutcomeKind::ok);
  check_drivers(evidence, run);
  // Both runs load modules at the same time.
  CHECK(run_of(evidence, "kernel", Mode::as_found).kat_counts() == run.kat_counts());
  CHECK_THAT(run_of(evidence, "kernel", Mode::fips).unavailable, ContainsSubstring("fips=1"));
  return run;
}

// check_libraries checks what each library makes of the kernel's flag: Debian's OpenSSL and GnuTLS nothing, the others all.
void check_libraries(const Evidence& evidence, bool fips) {
  using enum FipsState::Value;
  struct Expected {
    std::string file;
    FipsState::Value with, without;
  };
  for (const Expected& expected :
       {Expected{"libcrypto.so.3", off, off}, Expected{"libcrypto.so.10", on, off}, Expected{"libgcrypt.so.20", on, off},
        Expected{"libgcrypt.so.11", on, off}, Expected{"libsoftokn3.so", on, off},
        Expected{"libgnutls.so.30", unsupported, unsupported}}) {
    INFO(expected.file);
    const auto module = std::ranges::find_if(evidence.modules, [&](const ModuleEvidence& each) {
      return std::filesystem::path(each.instance).filename() == expected.file;
    });
    if (module == evidence.modules.end()) {
      CHECK(expected.file == "libgcrypt.so.11");
      continue;
    }
    REQUIRE(module->runs.size() == 1);
    const Run& run = module->runs.front();
    CHECK(run.unavailable.empty());
    CHECK(run.fips.value == (fips ? expected.with : expected.without));
    CHECK(std::ranges::none_of(run.self_tests,
                               [](const SelfTestResult& test) { return test.value == SelfTestResult::Value::fail; }));
  }
}

// check_both starts a kernel with fips=1 and with fips=0. It is the one check of what the probe makes of ENOENT: whatever a
// kernel in FIPS mode does not do is either refused, and then the same kernel does it without FIPS mode, or not built, and then
// it does not do it there either.
void check_both(const Host& host) {
  const GuestRun with_fips = audit_in_guest(host, "1");
  const Evidence with = evidence_from(with_fips, "report/evidence.json");
  const Counts on = check_started_with_fips(with).kat_counts();
  const GuestRun without_fips = audit_in_guest(host, "0");
  const Evidence without = evidence_from(without_fips, "report/evidence.json");
  const Counts off = check_started_without_fips(without).kat_counts();
  CHECK(on.total() == off.total());
  CHECK(on[OutcomeKind::refused] > 0);
  CHECK(off[OutcomeKind::refused] == 0);
  // Linux 6.12 refuses DRBGs with SHA-384; without FIPS mode it has them, but takes no test entropy.
  CHECK(on[OutcomeKind::ok] + on[OutcomeKind::refused] + on[OutcomeKind::not_available] ==
        off[OutcomeKind::ok] + off[OutcomeKind::not_available]);
  CHECK(on[OutcomeKind::unsupported] == off[OutcomeKind::unsupported]);
  const Finding refusals = found(assessed(with), "kernel.refusals");
  INFO(refusals.detail);
  CHECK(refusals.status == Status::pass);
  if (host.files.empty()) return;
  check_libraries(evidence_from(with_fips, "libraries.json"), true);
  check_libraries(evidence_from(without_fips, "libraries.json"), false);
}

std::string machine_of(const Host& host) {
  const std::string text = content_of(std::filesystem::path(FIPSPROBE_GUESTS) / host.name("1") / "report/evidence.json");
  return evidence_from_json(nlohmann::json::parse(text), host.name("1")).host.at("architecture").value.value_or("unknown");
}

}  // namespace

TEST_CASE(
    "amd64: with fips=1 the kernel refuses what it does with fips=0, and nothing else differs; libraries follow its flag") {
  check_both(kAmd64);
  CHECK(machine_of(kAmd64) == "x86_64");
}

TEST_CASE(
    "arm64: with fips=1 the kernel refuses what it does with fips=0, and nothing else differs; libraries follow its flag") {
  check_both(kArm64);
  CHECK(machine_of(kArm64) == "aarch64");
}

TEST_CASE("Debian 13's kernel, started with fips=1, refuses what it does with fips=0, and nothing else differs") {
  check_both(kNewerKernel);
}
