#include "probes/openssl/provider_module.hpp"

#include <fmt/format.h>

#include <optional>

#include "harness/model/errors.hpp"
#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/compared.hpp"
#include "probes/openssl/fetched_backend.hpp"
#include "probes/openssl/library_context.hpp"
#include "probes/openssl/provider_fips.hpp"

namespace fipsprobe::openssl {
namespace {

constexpr std::uint64_t kLoadConfiguration = 0x40;  // OPENSSL_INIT_LOAD_CONFIG

// Texts of OpenSSL_version(3).
constexpr int kVersion = 0;
constexpr int kFlags = 1;
constexpr int kBuiltOn = 2;
constexpr int kPlatform = 3;

class ProviderModule : public Module {
 public:
  explicit ProviderModule(SharedLibrary library)
      : library_(std::move(library)),
        symbols_(find_symbols(library_)),
        provider_(find_provider_symbols(library_)),
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
      if (mode == Mode::as_found) context_ = open_host();
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

  Digest* digest() override { return digest_.get(); }
  Mac* mac() override { return mac_.get(); }
  BlockCipher* cipher() override { return cipher_.get(); }
  Aead* aead() override { return aead_.get(); }
  Verifier* verifier() override { return verifier_.get(); }
  KeyGenerator* key_generator() override { return key_generator_.get(); }
  std::vector<std::string> missing_symbols() const override { return library_.missing(); }

 private:
  // Capabilities in one library context.
  Toolkit toolkit(FetchedBackend& backend) const { return {symbols_, errors_, backend}; }

  // open_host is the default library context with the host's openssl.cnf, as any program on the host has it.
  LibraryContext open_host() {
    errors_.clear();
    const int answer = provider_.initialise(kLoadConfiguration, nullptr);
    std::string how = fmt::format("default library context with the host's configuration, OPENSSL_init_crypto() = {}", answer);
    if (answer != 1) how += ": " + errors_.take().text;
    return {nullptr, true, how, {}};
  }

  // compared wraps a capability so that a refusal is told from a failure, when FIPS mode is on.
  template <class Op, class Make>
  std::unique_ptr<Capability<Op>> compared(Make make) {
    std::unique_ptr<Capability<Op>> first = make(*backend_, context_.library);
    if (first == nullptr || !plain_backend_) return first;
    return std::make_unique<Compared<Op>>(std::move(first), [this, make] { return make(*plain_backend_, plain_.library); });
  }

  void make_capabilities() {
    backend_.emplace(symbols_, provider_, context_.library);
    if (fips_state_of(provider_, context_.library).value == FipsState::Value::on) {
      plain_ = opener_.open_plain();
      if (plain_.opened) plain_backend_.emplace(symbols_, provider_, plain_.library);
      if (plain_backend_) backend_->compare_with(&*plain_backend_);
    }
    digest_ = compared<DigestOperation>([this](FetchedBackend& backend, LibCtx*) { return make_digest(toolkit(backend)); });
    cipher_ = compared<CipherOperation>([this](FetchedBackend& backend, LibCtx*) { return make_cipher(toolkit(backend)); });
    aead_ = compared<AeadOperation>(
        [this](FetchedBackend& backend, LibCtx*) { return make_aead(toolkit(backend), FipsRules::enforced); });
    verifier_ = compared<VerifyOperation>([this](FetchedBackend& backend, LibCtx*) { return make_verifier(toolkit(backend)); });
    key_generator_ = compared<KeyGenerationOperation>(
        [this](FetchedBackend& backend, LibCtx*) { return make_key_generator(toolkit(backend)); });
    mac_ = compared<MacOperation>([this](FetchedBackend& backend, LibCtx* library) {
      const bool first = &backend == &*backend_;
      return make_fetched_mac(toolkit(backend), provider_, library, first ? aead_.get() : nullptr);
    });
  }

  SharedLibrary library_;
  const Symbols symbols_;
  const ProviderSymbols provider_;
  ErrorQueue errors_;
  ContextOpener opener_;
  LibraryContext context_;
  LibraryContext plain_;  // outside FIPS mode, for Compared
  std::optional<FetchedBackend> backend_;
  std::optional<FetchedBackend> plain_backend_;
  std::unique_ptr<Digest> digest_;
  std::unique_ptr<BlockCipher> cipher_;
  std::unique_ptr<Aead> aead_;
  std::unique_ptr<Mac> mac_;
  std::unique_ptr<Verifier> verifier_;
  std::unique_ptr<KeyGenerator> key_generator_;
};

}  // namespace

std::unique_ptr<Module> make_provider_module(SharedLibrary library) {
  return std::make_unique<ProviderModule>(std::move(library));
}

}  // namespace fipsprobe::openssl
