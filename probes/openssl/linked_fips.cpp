#include "probes/openssl/linked_fips.hpp"

#include <fmt/format.h>

namespace fipsprobe::openssl {
namespace {

// Flags of CONF_modules_load_file(3): a host without openssl.cnf, or without a section "openssl_conf" in it, is no error.
constexpr unsigned long kIgnoreMissingFile = 0x10;
constexpr unsigned long kDefaultSection = 0x20;

}  // namespace

bool LinkedFips::exists() const {
  return symbols_.fips_mode != nullptr && symbols_.fips_mode_set != nullptr && symbols_.fips_selftest_failed != nullptr;
}

Entered LinkedFips::enter(Mode mode) {
  if (starts_as_found(mode)) load_host_configuration();
  if (!exists())
    return mode == Mode::fips ? Entered::no("this build has no FIPS mode: no function FIPS_selftest_failed") : Entered::yes();
  const Entered entered = starts_as_found(mode) ? Entered::yes() : switch_to(mode == Mode::fips);
  errors_.set_fips_mode(is_on());
  return entered;
}

Entered LinkedFips::switch_to(bool on) {
  if (is_on() == on) return Entered::yes();
  errors_.clear();
  const int answer = symbols_.fips_mode_set(on ? 1 : 0);
  if (answer == 1 && is_on() == on) return Entered::yes();
  return Entered::no(fmt::format("FIPS_mode_set({}) = {}, FIPS_selftest_failed() = {}: {}", on ? 1 : 0, answer,
                                 symbols_.fips_selftest_failed(), errors_.take().text));
}

// What OPENSSL_config(3) does, without its exit(1) on a wrong file: "alg_section" of openssl.cnf may set fips_mode.
void LinkedFips::load_host_configuration() {
  if (symbols_.load_builtin_modules == nullptr || symbols_.load_config == nullptr) return;
  symbols_.load_builtin_modules();
  errors_.clear();
  const int answer = symbols_.load_config(nullptr, nullptr, kIgnoreMissingFile | kDefaultSection);
  configuration_ = fmt::format(", CONF_modules_load_file() = {}", answer);
  if (answer != 1) configuration_ += ": " + errors_.take().text;
}

FipsState LinkedFips::state() const {
  if (!exists()) {
    return {FipsState::Value::unsupported, "the library has no function FIPS_selftest_failed: a build without the FIPS module"};
  }
  const int mode = symbols_.fips_mode();
  const int failed = symbols_.fips_selftest_failed();
  std::string how = fmt::format("FIPS_mode() = {}, FIPS_selftest_failed() = {}", mode, failed);
  if (symbols_.fips_module_installed != nullptr)
    how += fmt::format(", FIPS_module_installed() = {}", symbols_.fips_module_installed());
  how += configuration_;
  if (failed != 0) return {FipsState::Value::error, how};
  return {mode == 1 ? FipsState::Value::on : FipsState::Value::off, how};
}

}  // namespace fipsprobe::openssl
