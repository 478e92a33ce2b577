#include "probes/libgcrypt/module.hpp"

#include "probes/libgcrypt/aead.hpp"
#include "probes/libgcrypt/cipher.hpp"
#include "probes/libgcrypt/digest.hpp"
#include "probes/libgcrypt/fips_mode.hpp"
#include "probes/libgcrypt/key_generation.hpp"
#include "probes/libgcrypt/library.hpp"
#include "probes/libgcrypt/mac.hpp"
#include "probes/libgcrypt/self_test.hpp"
#include "probes/libgcrypt/verify.hpp"

namespace fipsprobe::libgcrypt {
namespace {

class GcryModule final : public Module {
 public:
  explicit GcryModule(const std::string& path)
      : library_(path),
        digest_(make_digest(library_)),
        mac_(make_mac(library_)),
        cipher_(make_cipher(library_)),
        aead_(make_aead(library_)),
        verifier_(make_verifier(library_, *digest_)),
        key_generator_(make_key_generator(library_)) {}

  ModuleVersion version() override {
    ModuleVersion version;
    version.version = library_.check_version(nullptr);
    for (const char* const kind : {"cc", "cpu-arch", "hwflist", "rnd-mod"}) {
      const std::string_view line = library_.config_line(kind);
      if (!line.empty()) version.build += std::string(version.build.empty() ? "" : "; ") + kind + ":" + std::string(line);
    }
    const std::string companion = library_.companion();
    if (!companion.empty()) version.parts.push_back(companion);
    return version;
  }

  Entered enter(Mode mode) override { return start(library_, mode); }
  FipsState fips_state() override { return ask_state(library_); }
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
};

}  // namespace

std::unique_ptr<Module> load_module(const std::string& path) { return std::make_unique<GcryModule>(path); }

}  // namespace fipsprobe::libgcrypt
