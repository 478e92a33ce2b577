#include "probes/libgcrypt/fips_mode.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>

namespace fipsprobe::libgcrypt {
namespace {

// Enough for the private numbers of an RSA-4096 key pair; libgcrypt 1.5 cannot extend it.
constexpr int kSecureMemory = 65536;

// reasons names everything seen from outside that switches FIPS mode on by itself, in the order the library looks at it.
std::string reasons() {
  std::vector<std::string> found;
  if (std::getenv("LIBGCRYPT_FORCE_FIPS_MODE") != nullptr) {
    found.emplace_back("LIBGCRYPT_FORCE_FIPS_MODE is set (1.10 and later read it)");
  }
  if (::access("/etc/gcrypt/fips_enabled", F_OK) == 0) {
    found.emplace_back("/etc/gcrypt/fips_enabled exists (versions before 1.10 read it)");
  }
  char flag = '0';
  if (std::ifstream("/proc/sys/crypto/fips_enabled").get(flag) && flag != '0') {
    found.emplace_back(fmt::format("/proc/sys/crypto/fips_enabled is {}", flag));
  }
  return found.empty() ? "no environment variable, file or kernel flag asks for FIPS mode"
                       : fmt::format("{}", fmt::join(found, "; "));
}

void finish_initialization(Library& library) {
  library.control(kDisableSecureMemoryWarning, 0);
  library.control(kInitSecureMemory, kSecureMemory, 0);
  library.control(kInitializationFinished, 0);
}

// Features that one name does not cover in every version: "all" came with 1.6.
constexpr std::array kFeatures = {"all", "intel-aesni", "padlock-rng", "padlock-aes", "padlock-sha", "padlock-mmul"};

// acceleration_left says which features the library still uses after it was told to do without; empty when none.
std::string acceleration_left(const Library& library) {
  const std::string_view used = library.config_line("hwflist");
  return used.empty() || used == ":" ? std::string() : std::string(used);
}

// first_failure returns the self-test line of the log that says what failed; empty when none does.
std::string first_failure(const std::vector<std::string>& log) {
  for (const std::string& line : log) {
    if (line.find("selftest:") != std::string::npos && line.find("Okay") == std::string::npos)
      return line.substr(0, line.find('\n'));
  }
  return {};
}

}  // namespace

Entered start(Library& library, Mode mode) {
  GcryError contrast = 0;
  if (mode == Mode::fips) library.control(kForceFipsMode, 0);
  if (mode == Mode::contrast) contrast = library.control(kNoFipsMode, 0);
  if (mode == Mode::acceleration_off) {
    for (const char* const feature : kFeatures) library.control(kDisableHardwareFeature, feature, nullptr);
  }
  if (library.check_version(nullptr) == nullptr) return Entered::no("gcry_check_version(NULL) gave no version");
  finish_initialization(library);
  library.read_config();

  if (mode == Mode::acceleration_off) {
    const std::string left = acceleration_left(library);
    if (!left.empty()) return Entered::no("after GCRYCTL_DISABLE_HWF it still uses " + left);
  }
  const bool active = library.fips_active();
  if (mode == Mode::fips && !active) {
    return Entered::no("gcry_control(GCRYCTL_FORCE_FIPS_MODE) before gcry_check_version did not bring it into FIPS mode");
  }
  if (mode != Mode::contrast || !active) return Entered::yes();
  return Entered::no(fmt::format("it starts in FIPS mode here ({}) and {}", reasons(),
                                 code_of(contrast) == Code::inv_op ? "has no GCRYCTL_NO_FIPS_MODE, which came with 1.10.1"
                                                                   : library.text_of("GCRYCTL_NO_FIPS_MODE", contrast)));
}

FipsState ask_state(Library& library) {
  const GcryError active = library.control(kFipsMode, 0);
  if (active == 0) return {FipsState::Value::off, "gcry_control(GCRYCTL_FIPS_MODE_P) = 0; " + reasons()};

  // Asking for the operational state runs the power-up tests when they have not run yet.
  const GcryError operational = library.control(kOperational, 0);
  std::string how =
      fmt::format("gcry_control(GCRYCTL_FIPS_MODE_P) = {} and GCRYCTL_OPERATIONAL_P = {} (not 0 is true)", active, operational);
  if (operational == 0) {
    const GcryError tests = library.control(kSelfTest, 0);
    const std::string failure = first_failure(library.take_log());
    if (library.control(kOperational, 0) == 0) {
      how += fmt::format("; {}{}{}", library.text_of("GCRYCTL_SELFTEST", tests), failure.empty() ? "" : "; ", failure);
      return {FipsState::Value::error, how};
    }
    how += "; operational after GCRYCTL_SELFTEST = 0";
  }
  const std::string_view config = library.config_line("fips-mode");
  if (config.starts_with("y:y")) how += "; enforced (GCRYCTL_PRINT_CONFIG)";
  return {FipsState::Value::on, how + "; " + reasons()};
}

Outcome FipsWatch::marked(Outcome outcome) const {
  if (was_active_ && !library_.fips_active()) {
    outcome.reason = "left FIPS mode: GCRYCTL_FIPS_MODE_P is now 0, for the rest of the process";
  }
  return outcome;
}

}  // namespace fipsprobe::libgcrypt
