#include "probes/libgcrypt/module.hpp"

#include "probes/capabilities.hpp"
#include "probes/libgcrypt/aead.hpp"
#include "probes/libgcrypt/cipher.hpp"
#include "probes/libgcrypt/digest.hpp"
#include "probes/libgcrypt/drbg.hpp"
#include "probes/libgcrypt/ecdh.hpp"
#include "probes/libgcrypt/fips_mode.hpp"
#include "probes/libgcrypt/kdf.hpp"
#include "probes/libgcrypt/key_generation.hpp"
#include "probes/libgcrypt/key_validation.hpp"
#include "probes/libgcrypt/key_wrap.hpp"
#include "probes/libgcrypt/library.hpp"
#include "probes/libgcrypt/mac.hpp"
#include "probes/libgcrypt/prepared.hpp"
#include "probes/libgcrypt/rsa_decrypt.hpp"
#include "probes/libgcrypt/self_test.hpp"
#include "probes/libgcrypt/sign.hpp"
#include "probes/libgcrypt/threads.hpp"
#include "probes/libgcrypt/verify.hpp"

namespace fipsprobe::libgcrypt {
namespace {

Capabilities make_capabilities(const Library& library) {
  Capabilities made;
  made.digest = make_digest(library);
  made.mac = make_mac(library);
  made.cipher = make_cipher(library);
  made.aead = make_aead(library);
  made.verifier = make_verifier(library, *made.digest);
  made.signer = make_signer(library, *made.digest);
  made.key_generator = make_key_generator(library, *made.digest);
  made.key_wrap = make_key_wrap(library);
  made.rsa_decryptor = make_rsa_decryptor(library);
  made.ecdh = make_ecdh(library);
  made.key_validator = make_key_validator(library);
  made.kdf = make_kdf(library);
  made.drbg = make_drbg(library);
  return made;
}

class GcryModule final : public CapableModule {
 public:
  explicit GcryModule(const std::string& path) : library_(path), capabilities_(make_capabilities(library_)) {}

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

  void expect_threads() override { libgcrypt::expect_threads(library_); }
  Entered enter(Mode mode) override { return start(library_, mode); }
  FipsState fips_state() override { return ask_state(library_); }
  std::vector<SelfTestResult> self_tests() override { return run_self_tests(library_); }

  std::vector<std::string> missing_symbols() const override { return library_.shared().missing(); }

  Preparation prepare(const Operation& operation) override { return libgcrypt::prepare(library_, operation); }

 private:
  const Capabilities& capabilities() const override { return capabilities_; }

  Library library_;
  Capabilities capabilities_;
};

}  // namespace

std::unique_ptr<Module> load_module(const std::string& path) { return std::make_unique<GcryModule>(path); }

}  // namespace fipsprobe::libgcrypt
