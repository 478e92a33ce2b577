#include "probes/gnutls/fips_mode.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace fipsprobe::gnutls {
namespace {

constexpr int kSha256 = 6;

// reasons names what the library looks at when it chooses its mode: the variable overrides both files, of which versions
// before 3.7 want both and later ones only the kernel's (lib/fips.c, _gnutls_fips_mode_enabled).
std::string reasons() {
  if (const char* const forced = std::getenv("GNUTLS_FORCE_FIPS_MODE"); forced != nullptr) {
    return fmt::format("GNUTLS_FORCE_FIPS_MODE={} overrides the host's files", forced);
  }
  char flag = '?';
  std::ifstream("/proc/sys/crypto/fips_enabled").get(flag);
  return fmt::format("/proc/sys/crypto/fips_enabled is {}, /etc/system-fips is {}",
                     flag == '?' ? "absent" : std::string(1, flag),
                     ::access("/etc/system-fips", F_OK) == 0 ? "there" : "absent");
}

std::string_view name_of_word(unsigned word) {
  switch (word) {
    case 0: return "DISABLED";
    case 1: return "STRICT";
    case 2: return "SELFTESTS";
    case 3: return "LAX: operations that are not approved are allowed";
    case 4: return "LOG: operations that are not approved are allowed and logged";
    default: return "unknown";
  }
}

// error_code asks for the simplest of services: in the error state none is given.
int error_code(const Library& library) {
  HashHandle handle = nullptr;
  const int code = library.hash_init(&handle, kSha256);
  if (code == 0) library.hash_deinit(handle, nullptr);
  return code;
}

}  // namespace

Entered check_mode(const Library& library, Mode mode, int init) {
  const unsigned word = library.fips140_mode_enabled == nullptr ? 0 : library.fips140_mode_enabled();
  if (mode == Mode::fips && word != 1 && init == 0) {
    return Entered::no(library.has_fips_code()
                           ? fmt::format("GNUTLS_FORCE_FIPS_MODE=1 left gnutls_fips140_mode_enabled() at {}", word)
                           : "this build has no FIPS140 code: its file does not know GNUTLS_FORCE_FIPS_MODE");
  }
  if (mode == Mode::contrast && word != 0) {
    return Entered::no(fmt::format("gnutls_fips140_mode_enabled() is {} although GNUTLS_FORCE_FIPS_MODE=0 was set", word));
  }
  return Entered::yes();
}

FipsState ask_state(const Library& library, int init) {
  if (library.fips140_mode_enabled == nullptr) {
    return {FipsState::Value::unsupported, "this version has no gnutls_fips140_mode_enabled"};
  }
  if (init < 0) return {FipsState::Value::error, library.text_of("gnutls_global_init", init) + "; " + reasons()};
  const unsigned word = library.fips140_mode_enabled();
  std::string how = fmt::format("gnutls_fips140_mode_enabled() = {} ({})", word, name_of_word(word));
  if (const int code = error_code(library); code == kInErrorState || code == kSelfTestError) {
    return {FipsState::Value::error, fmt::format("{}; {}", library.text_of("gnutls_hash_init(SHA-256)", code), how)};
  }
  if (word == 0 && !library.has_fips_code()) {
    return {FipsState::Value::unsupported,
            how + "; this build has no FIPS140 code: its file does not know GNUTLS_FORCE_FIPS_MODE"};
  }
  return {word == 1 ? FipsState::Value::on : FipsState::Value::off, how + "; " + reasons()};
}

}  // namespace fipsprobe::gnutls
