#pragma once

#include <memory>
#include <string>
#include <vector>

#include "probes/module.hpp"
#include "probes/nss/services.hpp"

namespace fipsprobe::nss {

// NssModule is one libsoftokn3.so behind the interface of modules.
class NssModule : public Module {
 public:
  // Throws Error when the file is not softoken.
  explicit NssModule(const std::string& path) : softoken_(path) {}

  ModuleVersion version() override;
  Entered enter(Mode mode) override;
  FipsState fips_state() override;
  std::vector<SelfTestResult> self_tests() override;

  Digest* digest() override { return services_ ? &services_->digest : nullptr; }
  Mac* mac() override { return services_ ? &services_->mac : nullptr; }
  BlockCipher* cipher() override { return services_ ? &services_->cipher : nullptr; }
  Aead* aead() override { return services_ ? &services_->aead : nullptr; }
  Verifier* verifier() override { return services_ ? &services_->verifier : nullptr; }
  KeyGenerator* key_generator() override { return services_ ? &services_->key_generator : nullptr; }

  std::vector<std::string> missing_symbols() const override { return softoken_.library().missing(); }

 private:
  // Services is the started token with all that works on it.
  struct Services {
    Services(Softoken& softoken, Entry entry) : token(softoken, entry) {}

    Token token;
    KeyStore keys{token};
    NssDigest digest{token};
    NssMac mac{token, keys};
    NssCipher cipher{token, keys};
    NssAead aead{token, keys};
    NssVerifier verifier{token, keys};
    NssKeyGenerator key_generator{token};
  };

  std::string freebl_note() const;
  SelfTestResult power_up() const;
  SelfTestResult check_file(const std::string& library) const;
  SelfTestResult post_again();

  Softoken softoken_;
  std::unique_ptr<Services> services_;
  std::string entry_reason_;  // why this entry was taken
};

}  // namespace fipsprobe::nss
