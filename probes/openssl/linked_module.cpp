#include "probes/openssl/linked_module.hpp"

#include <filesystem>

#include "harness/model/errors.hpp"
#include "probes/openssl/compared.hpp"
#include "probes/openssl/linked_backend.hpp"
#include "probes/openssl/linked_fips.hpp"
#include "probes/openssl/prepared.hpp"

namespace fipsprobe::openssl {
namespace {

// Version texts of SSLeay_version(3) in 1.0.2 and OpenSSL_version(3) in 1.1: their numbers differ.
struct TextNumbers {
  int built_on, platform, flags;
};
constexpr TextNumbers kTexts10{3, 4, 2};
constexpr TextNumbers kTexts11{2, 3, 1};

// LinkedLibrary is one loaded copy of the library.
struct LinkedLibrary {
  explicit LinkedLibrary(SharedLibrary loaded)
      : file(std::move(loaded)),
        symbols(find_symbols(file)),
        linked(find_linked_symbols(file)),
        measured(find_measured_symbols(file)),
        errors(symbols.errors),
        backend(file, symbols, linked),
        fips(file, linked, errors) {
    if (!symbols.errors.complete || symbols.version_text == nullptr) throw Error(file.path() + ": not a usable libcrypto");
    if (linked.load_error_texts != nullptr) linked.load_error_texts();
    capabilities = make_linked_capabilities({symbols, errors, backend}, linked);
  }

  SharedLibrary file;
  const Symbols symbols;
  const LinkedSymbols linked;
  const MeasuredSymbols measured;
  ErrorQueue errors;
  LinkedBackend backend;
  LinkedFips fips;
  Capabilities capabilities;
};

class LinkedModule : public CapableModule {
 public:
  explicit LinkedModule(SharedLibrary library) : library_(std::move(library)) {
    library_.capabilities = compared(std::move(library_.capabilities), [this]() -> Capabilities* {
      LinkedLibrary* const copy = outside();
      return copy != nullptr ? &copy->capabilities : nullptr;
    });
    library_.backend.compare_with([this]() -> Backend* {
      LinkedLibrary* const copy = outside();
      return copy != nullptr ? &copy->backend : nullptr;
    });
  }

  ModuleVersion version() override {
    const TextNumbers numbers = library_.file.has("OpenSSL_version") ? kTexts11 : kTexts10;
    ModuleVersion version;
    version.version = library_.symbols.version_text(0);
    for (const int each : {numbers.built_on, numbers.platform, numbers.flags}) {
      if (!version.build.empty()) version.build += "; ";
      version.build += library_.symbols.version_text(each);
    }
    if (library_.fips.exists()) version.parts = checked_files();
    return version;
  }

  Entered enter(Mode mode) override { return library_.fips.enter(mode); }
  FipsState fips_state() override { return library_.fips.state(); }
  std::vector<SelfTestResult> self_tests() override { return library_.fips.self_tests(); }

  std::vector<std::string> missing_symbols() const override { return library_.file.missing(); }

  void expect_threads() override { install_locks(library_.measured); }

  Preparation prepare(const Operation& operation) override {
    return prepare_linked({library_.symbols, library_.errors, library_.backend}, library_.linked, library_.measured, operation);
  }

 private:
  const Capabilities& capabilities() const override { return library_.capabilities; }

  // outside returns a second copy of the library, with FIPS mode off; nullptr when this one is not in FIPS mode, or the loader
  // cannot have it. 1.0.2k's rules for parameters (GCM nonces under 12 bytes, equal halves of an XTS key) leave no reason in
  // the error queue, and FIPS mode is one switch for the whole library: only a copy can tell what it does without.
  LinkedLibrary* outside() {
    if (asked_outside_) return outside_.get();
    if (library_.fips.state().value != FipsState::Value::on) return nullptr;
    asked_outside_ = true;
    try {
      auto copy = std::make_unique<LinkedLibrary>(SharedLibrary::load_apart(library_.file.path()));
      if (copy->fips.enter(Mode::contrast).available) outside_ = std::move(copy);
    } catch (const Error&) {
      return nullptr;  // failures then stay errors, with the module's own words
    }
    return outside_.get();
  }

  // checked_files names what the power-up integrity check covers beside the loaded file, as it lies beside it: libssl, and the
  // file that the check opens by its bare name when that is not the loaded one.
  std::vector<std::string> checked_files() const {
    std::vector<std::string> files;
    const std::filesystem::path folder = std::filesystem::path(library_.file.file()).parent_path();
    for (const char* name : {"libcrypto.so.1.0.2k", "libssl.so.1.0.2k"}) {
      std::error_code error;
      const auto file = folder / name;
      if (std::filesystem::exists(file, error) && !std::filesystem::equivalent(file, library_.file.file(), error)) {
        files.push_back(file);
      }
    }
    return files;
  }

  LinkedLibrary library_;
  bool asked_outside_ = false;
  std::unique_ptr<LinkedLibrary> outside_;
};

}  // namespace

std::unique_ptr<Module> make_linked_module(SharedLibrary library) { return std::make_unique<LinkedModule>(std::move(library)); }

}  // namespace fipsprobe::openssl
