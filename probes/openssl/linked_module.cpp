#include "probes/openssl/linked_module.hpp"

#include <filesystem>

#include "harness/model/errors.hpp"
#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/compared.hpp"
#include "probes/openssl/linked_backend.hpp"
#include "probes/openssl/linked_fips.hpp"

namespace fipsprobe::openssl {
namespace {

// Version texts of SSLeay_version(3) in 1.0.2 and OpenSSL_version(3) in 1.1: their numbers differ.
struct TextNumbers {
  int built_on, platform, flags;
};
constexpr TextNumbers kTexts10{3, 4, 2};
constexpr TextNumbers kTexts11{2, 3, 1};

class LinkedModule : public Module {
 public:
  explicit LinkedModule(SharedLibrary library)
      : library_(std::move(library)),
        symbols_(find_symbols(library_)),
        linked_(find_linked_symbols(library_)),
        errors_(symbols_.errors),
        backend_(library_, symbols_, linked_),
        fips_(library_, linked_, errors_) {
    if (!symbols_.errors.complete || symbols_.version_text == nullptr)
      throw Error(library_.path() + ": not a usable libcrypto");
    if (linked_.load_error_texts != nullptr) linked_.load_error_texts();
    make_capabilities();
  }

  ModuleVersion version() override {
    const TextNumbers numbers = library_.has("OpenSSL_version") ? kTexts11 : kTexts10;
    ModuleVersion version;
    version.version = symbols_.version_text(0);
    for (const int each : {numbers.built_on, numbers.platform, numbers.flags}) {
      if (!version.build.empty()) version.build += "; ";
      version.build += symbols_.version_text(each);
    }
    if (fips_.exists()) version.parts = checked_files();
    return version;
  }

  Entered enter(Mode mode) override { return fips_.enter(mode); }
  FipsState fips_state() override { return fips_.state(); }
  std::vector<SelfTestResult> self_tests() override { return fips_.self_tests(); }

  Digest* digest() override { return digest_.get(); }
  Mac* mac() override { return mac_.get(); }
  BlockCipher* cipher() override { return cipher_.get(); }
  Aead* aead() override { return aead_.get(); }
  Verifier* verifier() override { return verifier_.get(); }
  KeyGenerator* key_generator() override { return key_generator_.get(); }
  std::vector<std::string> missing_symbols() const override { return library_.missing(); }

 private:
  void make_capabilities() {
    const Toolkit toolkit{symbols_, errors_, backend_};
    digest_ = make_digest(toolkit);
    cipher_ = make_cipher(toolkit);
    verifier_ = make_verifier(toolkit);
    key_generator_ = make_key_generator(toolkit);
    // 1.0.2k's rules for GCM parameters leave no reason in the error queue, so they are told by asking with the rules waived.
    if (auto enforced = make_aead(toolkit, FipsRules::enforced)) {
      aead_ = std::make_unique<Compared<AeadOperation>>(std::move(enforced), [this, toolkit]() -> std::unique_ptr<Aead> {
        return fips_.state().value == FipsState::Value::on ? make_aead(toolkit, FipsRules::waived) : nullptr;
      });
    }
    mac_ = make_linked_mac(toolkit, linked_, aead_.get());
  }

  // checked_files names what the power-up integrity check covers beside the loaded file, as it lies beside it: libssl, and the
  // file that the check opens by its bare name when that is not the loaded one.
  std::vector<std::string> checked_files() const {
    std::vector<std::string> files;
    const std::filesystem::path folder = std::filesystem::path(library_.file()).parent_path();
    for (const char* name : {"libcrypto.so.1.0.2k", "libssl.so.1.0.2k"}) {
      std::error_code error;
      const auto file = folder / name;
      if (std::filesystem::exists(file, error) && !std::filesystem::equivalent(file, library_.file(), error))
        files.push_back(file);
    }
    return files;
  }

  SharedLibrary library_;
  const Symbols symbols_;
  const LinkedSymbols linked_;
  ErrorQueue errors_;
  LinkedBackend backend_;
  LinkedFips fips_;
  std::unique_ptr<Digest> digest_;
  std::unique_ptr<BlockCipher> cipher_;
  std::unique_ptr<Aead> aead_;
  std::unique_ptr<Mac> mac_;
  std::unique_ptr<Verifier> verifier_;
  std::unique_ptr<KeyGenerator> key_generator_;
};

}  // namespace

std::unique_ptr<Module> make_linked_module(SharedLibrary library) { return std::make_unique<LinkedModule>(std::move(library)); }

}  // namespace fipsprobe::openssl
