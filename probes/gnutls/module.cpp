#include "probes/gnutls/module.hpp"

#include <fmt/format.h>

#include "probes/gnutls/aead.hpp"
#include "probes/gnutls/cipher.hpp"
#include "probes/gnutls/digest.hpp"
#include "probes/gnutls/fips_mode.hpp"
#include "probes/gnutls/key_generation.hpp"
#include "probes/gnutls/library.hpp"
#include "probes/gnutls/mac.hpp"
#include "probes/gnutls/self_test.hpp"
#include "probes/gnutls/verify.hpp"

namespace fipsprobe::gnutls {
namespace {

class TlsModule final : public Module {
 public:
  explicit TlsModule(const std::string& path)
      : library_(path),
        digest_(make_digest(library_)),
        mac_(make_mac(library_)),
        cipher_(make_cipher(library_)),
        aead_(make_aead(library_)),
        verifier_(make_verifier(library_)),
        key_generator_(make_key_generator(library_)) {}

  ModuleVersion version() override {
    ModuleVersion version;
    version.version = library_.check_version(nullptr);
    version.parts = library_.companions();
    if (library_.get_library_config == nullptr) return version;
    for (const LibraryConfig* entry = library_.get_library_config(); entry->name != nullptr; ++entry) {
      version.build +=
          fmt::format("{}{}={}", version.build.empty() ? "" : "; ", entry->name, entry->value == nullptr ? "" : entry->value);
    }
    return version;
  }

  Entered enter(Mode mode) override {
    init_ = library_.global_init();
    return check_mode(library_, mode, init_);
  }

  FipsState fips_state() override { return ask_state(library_, init_); }
  std::vector<SelfTestResult> self_tests() override { return run_self_tests(library_); }

  Digest* digest() override { return digest_.get(); }
  Mac* mac() override { return mac_.get(); }
  BlockCipher* cipher() override { return cipher_.get(); }
  Aead* aead() override { return aead_.get(); }
  Verifier* verifier() override { return verifier_.get(); }
  KeyGenerator* key_generator() override { return key_generator_.get(); }

  std::vector<std::string> missing_symbols() const override { return library_.shared().missing(); }

 private:
  Library library_;
  std::unique_ptr<Digest> digest_;
  std::unique_ptr<Mac> mac_;
  std::unique_ptr<BlockCipher> cipher_;
  std::unique_ptr<Aead> aead_;
  std::unique_ptr<Verifier> verifier_;
  std::unique_ptr<KeyGenerator> key_generator_;
  int init_ = 0;
};

}  // namespace

std::unique_ptr<Module> load_module(const std::string& path) { return std::make_unique<TlsModule>(path); }

}  // namespace fipsprobe::gnutls
