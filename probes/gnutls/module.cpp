#include "probes/gnutls/module.hpp"

#include <fmt/format.h>

#include "probes/capabilities.hpp"
#include "probes/gnutls/aead.hpp"
#include "probes/gnutls/cipher.hpp"
#include "probes/gnutls/digest.hpp"
#include "probes/gnutls/fips_mode.hpp"
#include "probes/gnutls/kdf.hpp"
#include "probes/gnutls/key_agreement.hpp"
#include "probes/gnutls/key_generation.hpp"
#include "probes/gnutls/key_validation.hpp"
#include "probes/gnutls/library.hpp"
#include "probes/gnutls/mac.hpp"
#include "probes/gnutls/prepared.hpp"
#include "probes/gnutls/rsa_decrypt.hpp"
#include "probes/gnutls/self_test.hpp"
#include "probes/gnutls/sign.hpp"
#include "probes/gnutls/verify.hpp"

namespace fipsprobe::gnutls {
namespace {

Capabilities make_capabilities(const Library& library) {
  Capabilities made;
  made.digest = make_digest(library);
  made.mac = make_mac(library);
  made.cipher = make_cipher(library);
  made.aead = make_aead(library);
  made.verifier = make_verifier(library);
  made.signer = make_signer(library);
  made.key_generator = make_key_generator(library);
  made.rsa_decryptor = make_rsa_decryptor(library);
  made.ecdh = make_ecdh(library);
  made.ffdh = make_ffdh(library);
  made.key_validator = make_key_validator(library);
  made.kdf = make_kdf(library);
  return made;
}

class TlsModule final : public CapableModule {
 public:
  explicit TlsModule(const std::string& path) : library_(path), capabilities_(make_capabilities(library_)) {}

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

  std::vector<std::string> missing_symbols() const override { return library_.shared().missing(); }

  Preparation prepare(const Operation& operation) override { return gnutls::prepare(library_, operation); }

 private:
  const Capabilities& capabilities() const override { return capabilities_; }

  Library library_;
  Capabilities capabilities_;
  int init_ = 0;
};

}  // namespace

std::unique_ptr<Module> load_module(const std::string& path) { return std::make_unique<TlsModule>(path); }

}  // namespace fipsprobe::gnutls
