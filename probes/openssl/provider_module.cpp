#include "probes/openssl/provider_module.hpp"

#include <fmt/format.h>

#include <optional>

#include "harness/model/errors.hpp"
#include "probes/openssl/compared.hpp"
#include "probes/openssl/fetched_backend.hpp"
#include "probes/openssl/library_context.hpp"
#include "probes/openssl/prepared.hpp"
#include "probes/openssl/provider_fips.hpp"

namespace fipsprobe::openssl {
namespace {

constexpr std::uint64_t kLoadConfiguration = 0x40;  // OPENSSL_INIT_LOAD_CONFIG

// Texts of OpenSSL_version(3).
constexpr int kVersion = 0;
constexpr int kFlags = 1;
constexpr int kBuiltOn = 2;
constexpr int kPlatform = 3;

class ProviderModule : public CapableModule {
 public:
  explicit ProviderModule(SharedLibrary library)
      : library_(std::move(library)),
        symbols_(find_symbols(library_)),
        provider_(find_provider_symbols(library_)),
        measured_(find_measured_symbols(library_)),
        errors_(symbols_.errors),
        opener_(symbols_, provider_, errors_, library_.file()) {
    if (!symbols_.errors.complete || !provider_.complete || symbols_.version_text == nullptr) {
      throw Error(fmt::format("{}: not a usable libcrypto: no {}", library_.path(), fmt::join(library_.missing(), ", ")));
    }
  }

  ModuleVersion version() override {
    const std::string build = fmt::format("{}; {}; {}", symbols_.version_text(kBuiltOn), symbols_.version_text(kPlatform),
                                          symbols_.version_text(kFlags));
    return {symbols_.version_text(kVersion), build, context_.files};
  }

  Entered enter(Mode mode) override {
    try {
      if (starts_as_found(mode)) context_ = open_host();
      if (mode == Mode::fips) context_ = opener_.open_fips();
      if (mode == Mode::contrast) context_ = opener_.open_plain();
    } catch (const Error& error) {
      return Entered::no(error.what());
    }
    if (!context_.opened) return Entered::no(context_.how);
    make_capabilities();
    return Entered::yes();
  }

  FipsState fips_state() override {
    FipsState state = fips_state_of(provider_, context_.library);
    state.how = context_.how + "; " + state.how;
    return state;
  }

  std::vector<SelfTestResult> self_tests() override { return provider_self_tests(provider_, errors_, context_.library); }

  std::vector<std::string> missing_symbols() const override { return library_.missing(); }

  Preparation prepare(const Operation& operation) override {
    if (!backend_) return Preparation::none("no mode was entered");
    return prepare_fetched({symbols_, errors_, *backend_}, provider_, context_.library, measured_, operation);
  }

 private:
  const Capabilities& capabilities() const override { return capabilities_; }

  // open_host is the default library context with the host's openssl.cnf, as any program on the host has it.
  LibraryContext open_host() {
    errors_.clear();
    const int answer = provider_.initialise(kLoadConfiguration, nullptr);
    std::string how = fmt::format("default library context with the host's configuration, OPENSSL_init_crypto() = {}", answer);
    if (answer != 1) how += ": " + errors_.take().text;
    return {nullptr, true, how, {}};
  }

  void make_capabilities() {
    backend_.emplace(symbols_, provider_, context_.library);
    const FipsState::Value state = fips_state_of(provider_, context_.library).value;
    in_fips_mode_ = state == FipsState::Value::on;
    backend_->set_in_error(state == FipsState::Value::error);
    backend_->compare_with([this]() -> Backend* { return open_outside() ? &*outside_backend_ : nullptr; });
    Capabilities made = make_fetched_capabilities({symbols_, errors_, *backend_}, provider_, context_.library);
    capabilities_ =
        compared(std::move(made), [this]() -> Capabilities* { return open_outside() ? &outside_capabilities_ : nullptr; });
  }

  // open_outside makes, when first asked and only in FIPS mode, the same library's default and legacy providers available.
  bool open_outside() {
    if (asked_outside_) return outside_backend_.has_value();
    if (!in_fips_mode_) return false;
    asked_outside_ = true;
    const LibraryContext plain = opener_.open_plain();
    if (!plain.opened) return false;
    outside_backend_.emplace(symbols_, provider_, plain.library);
    outside_capabilities_ = make_fetched_capabilities({symbols_, errors_, *outside_backend_}, provider_, plain.library);
    return true;
  }

  SharedLibrary library_;
  const Symbols symbols_;
  const ProviderSymbols provider_;
  const MeasuredSymbols measured_;
  ErrorQueue errors_;
  ContextOpener opener_;
  LibraryContext context_;
  std::optional<FetchedBackend> backend_;
  Capabilities capabilities_;
  bool in_fips_mode_ = false;
  bool asked_outside_ = false;
  std::optional<FetchedBackend> outside_backend_;
  Capabilities outside_capabilities_;
};

}  // namespace

std::unique_ptr<Module> make_provider_module(SharedLibrary library) {
  return std::make_unique<ProviderModule>(std::move(library));
}

}  // namespace fipsprobe::openssl
