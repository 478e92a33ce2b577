#pragma once

#include <memory>
#include <string>
#include <vector>

#include "probes/nss/services.hpp"

namespace fipsprobe::nss {

// NssModule is one libsoftokn3.so behind the interface of modules.
class NssModule : public CapableModule {
 public:
  // Throws Error when the file is not softoken.
  explicit NssModule(const std::string& path) : softoken_(path) {}

  ModuleVersion version() override;
  Entered enter(Mode mode) override;
  FipsState fips_state() override;
  std::vector<SelfTestResult> self_tests() override;

  std::vector<std::string> missing_symbols() const override { return softoken_.library().missing(); }

  Preparation prepare(const Operation& operation) override;

 private:
  // Services is the started token with all that works on it.
  struct Services {
    Services(Softoken& softoken, Entry entry) : token(softoken, entry), freebl(mapped_freebl(softoken.library().file())) {}

    Token token;
    FreeblVector freebl;  // softoken loads it when it starts
    KeyStore keys{token, freebl};
    Capabilities all = capabilities_of(token, keys, freebl);
  };

  const Capabilities& capabilities() const override;
  std::string freebl_note() const;
  SelfTestResult power_up() const;
  SelfTestResult check_file(const std::string& library) const;
  SelfTestResult post_again();

  Softoken softoken_;
  std::unique_ptr<Services> services_;
  std::string entry_reason_;  // why this entry was taken
};

}  // namespace fipsprobe::nss
