#include "probes/nss/nss_module.hpp"

#include <fmt/format.h>

#include <chrono>

#include "probes/nss/check_file.hpp"
#include "probes/nss/freebl.hpp"
#include "probes/nss/host_decision.hpp"
#include "probes/nss/mapped_files.hpp"
#include "probes/nss/prepared.hpp"

namespace fipsprobe::nss {
namespace {

// trimmed returns a text of PKCS #11 without the blanks and zeros that fill it up.
template <std::size_t Size>
std::string trimmed(const char (&text)[Size]) {  // NOLINT(modernize-avoid-c-arrays): a member of CK_INFO and its like
  std::string words(text, Size);
  words.resize(words.find_last_not_of(std::string_view(" \0", 2)) + 1);
  return words.substr(0, words.find('\0'));
}

std::string login_text(const TokenInfo& token) {
  return (token.flags & CKF_LOGIN_REQUIRED) != 0 ? "CKF_LOGIN_REQUIRED set: roles of level 2"
                                                 : "CKF_LOGIN_REQUIRED clear: level 1, no login";
}

bool is_error_state(Rv rv) { return rv == CKR_DEVICE_ERROR || rv == 0x1B6 /* CKR_FIPS_SELF_TEST_FAILED */; }

}  // namespace

ModuleVersion NssModule::version() {
  ModuleVersion version;
  if (services_) {
    const Token::About about = services_->token.about();
    version.version = fmt::format("{}.{}", about.library.library.major, about.library.library.minor);
    version.build = trimmed(about.library.description);
    if (about.rv == CKR_OK && services_->token.started().ok()) version.build += "; " + trimmed(about.token.label);
  }
  const FreeblVector vector(mapped_freebl(softoken_.library().file()));
  if (vector.answered()) version.build += "; " + vector.text();
  for (const char* const prefix : {"libfreebl", "libnssutil3.so", "libnssdbm3.so"}) {
    for (std::string& path : mapped_files(prefix)) version.parts.push_back(std::move(path));
  }
  return version;
}

Entered NssModule::enter(Mode mode) {
  Entry entry = mode == Mode::fips ? Entry::fips : Entry::plain;
  if (starts_as_found(mode)) {
    const HostDecision decision = decide_for_host(softoken_);
    entry = decision.entry;
    entry_reason_ = decision.how;
  }
  services_ = std::make_unique<Services>(softoken_, entry);
  const Reply& started = services_->token.started();
  // A FIPS token in its error state is an answer of the module, not a mode that cannot be had: fips_state reports it.
  if (!started.ok() && !is_error_state(started.rv)) return Entered::no(with_prefix(prefix_of(entry), started));
  Entered entered = Entered::yes();
  entered.reason = freebl_note();
  return entered;
}

Preparation NssModule::prepare(const Operation& operation) {
  if (!services_) return Preparation::none("no mode was entered");
  return nss::prepare(services_->token, services_->freebl, operation);
}

const Capabilities& NssModule::capabilities() const {
  static const Capabilities kNone;
  return services_ ? services_->all : kNone;
}

std::string NssModule::freebl_note() const {
  const Freebl freebl = mapped_freebl(softoken_.library().file());
  if (!freebl.foreign) return {};
  return "FOREIGN freebl: softoken loaded " + freebl.path + ", which is not beside it";
}

FipsState NssModule::fips_state() {
  if (!services_) return {FipsState::Value::unknown, "the module was not entered"};
  const Token& token = services_->token;
  const char* const prefix = prefix_of(token.entry());
  if (!token.started().ok()) return {FipsState::Value::error, with_prefix(prefix, token.started())};
  const Token::About about = token.about();
  const Reply alive = token.alive();
  if (is_error_state(alive.rv)) return {FipsState::Value::error, with_prefix(prefix, alive)};
  if (about.rv != CKR_OK) return {FipsState::Value::unknown, fmt::format("{}GetTokenInfo: {}", prefix, rv_text(about.rv))};
  std::string how = fmt::format("{}GetTokenInfo, slot {}: \"{}\", {}", prefix, slot_of(token.entry()),
                                trimmed(about.token.label), login_text(about.token));
  for (const std::string& more : {token.indicator_text(), entry_reason_, freebl_note()}) {
    if (!more.empty()) how += "; " + more;
  }
  return {token.entry() == Entry::fips ? FipsState::Value::on : FipsState::Value::off, how};
}

std::vector<SelfTestResult> NssModule::self_tests() {
  if (!services_) return {};
  const std::string softoken = softoken_.library().file();
  const Freebl freebl = mapped_freebl(softoken);
  std::vector<SelfTestResult> results{power_up(), check_file(softoken)};
  if (!freebl.path.empty()) results.push_back(check_file(freebl.path));
  results.push_back(post_again());
  return results;
}

SelfTestResult NssModule::power_up() const {
  const char* const name = "power-up tests and integrity of softoken and freebl (FC_Initialize)";
  if (services_->token.entry() == Entry::plain) {
    return {name, SelfTestResult::Value::not_run, "NSC_Initialize does not ask for their result"};
  }
  const Reply& started = services_->token.started();
  return {name, started.ok() ? SelfTestResult::Value::pass : SelfTestResult::Value::fail,
          with_prefix(prefix_of(Entry::fips), started)};
}

// check_file reports the integrity check of one library: the file is looked at here, its signature is verified by the module.
SelfTestResult NssModule::check_file(const std::string& library) const {
  const CheckFile check = read_check_file(library);
  const std::string name = "integrity of " + library.substr(library.rfind('/') + 1);
  if (services_->token.entry() == Entry::plain) {
    return {name, SelfTestResult::Value::not_run, check.text + "; NSC_Initialize does not verify it"};
  }
  if (!check.usable) return {name, SelfTestResult::Value::fail, check.text};
  if (services_->token.started().ok()) return {name, SelfTestResult::Value::pass, check.text + "; verified by FC_Initialize"};
  return {name, SelfTestResult::Value::not_run, check.text + "; FC_Initialize does not say which library failed"};
}

SelfTestResult NssModule::post_again() {
  const char* const name = "power-up tests on demand (FC_Finalize, FC_Initialize with forcePost)";
  if (services_->token.entry() == Entry::plain) return {name, SelfTestResult::Value::not_run, "only the FIPS token has them"};
  if (!services_->token.started().ok()) return {name, SelfTestResult::Value::not_run, "the token did not start"};
  if (!softoken_.knows_force_post()) return {name, SelfTestResult::Value::not_run, "this build has no flag forcePost"};
  const auto before = std::chrono::steady_clock::now();
  const Reply again = services_->token.restart();
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - before;
  services_->keys.forget();
  return {name, again.ok() ? SelfTestResult::Value::pass : SelfTestResult::Value::fail,
          fmt::format("{} after {:.1f} ms", with_prefix(prefix_of(Entry::fips), again), took.count())};
}

}  // namespace fipsprobe::nss
