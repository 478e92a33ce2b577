#include "probes/family.hpp"

#include <sys/utsname.h>

#include "probes/capabilities.hpp"
#include "probes/kernel/kernel_state.hpp"
#include "probes/kernel/self_tests.hpp"
#include "probes/kernel/services.hpp"

namespace fipsprobe {
namespace {

using kernel::FipsFlag;

Capabilities make_capabilities(kernel::Interface& interface) {
  Capabilities made;
  made.digest = kernel::make_digest(interface);
  made.cipher = kernel::make_cipher(interface);
  made.aead = kernel::make_aead(interface);
  made.mac = kernel::make_mac(interface, *made.aead);
  made.key_wrap = kernel::make_key_wrap(interface);
  return made;
}

class KernelModule final : public CapableModule {
 public:
  ModuleVersion version() override {
    utsname names{};
    if (::uname(&names) != 0) return {};
    return {names.release, names.version, {}};
  }

  Entered enter(Mode mode) override {
    const std::string blocked = interface_.blocked();
    if (!blocked.empty()) return Entered::no(blocked);
    const FipsFlag flag = kernel::read_fips_flag();
    if (mode == Mode::fips && flag.value != FipsFlag::Value::on) {
      return Entered::no("the kernel's FIPS mode is set when it starts, with fips=1: " + flag.how);
    }
    if (mode == Mode::contrast && flag.value != FipsFlag::Value::off) {
      return Entered::no("the kernel's FIPS mode can only be left by a start with fips=0: " + flag.how);
    }
    return Entered::yes();
  }

  FipsState fips_state() override {
    const FipsFlag flag = kernel::read_fips_flag();
    switch (flag.value) {
      case FipsFlag::Value::on: return {FipsState::Value::on, flag.how};
      case FipsFlag::Value::off: return {FipsState::Value::off, flag.how};
      case FipsFlag::Value::no_fips_mode: return {FipsState::Value::unsupported, flag.how};
      case FipsFlag::Value::unknown: break;
    }
    return {FipsState::Value::unknown, flag.how};
  }

  std::vector<SelfTestResult> self_tests() override {
    return kernel::self_test_results(kernel::read_fips_flag(), kernel::listed_algorithms(), kernel::tests_switched_off());
  }

 private:
  const Capabilities& capabilities() const override { return capabilities_; }

  kernel::Interface interface_;
  Capabilities capabilities_ = make_capabilities(interface_);
};

// No environment variable reaches the kernel's crypto.
Environment environment(const Instance&, Mode) { return {}; }

std::unique_ptr<Module> load(const Instance&) { return std::make_unique<KernelModule>(); }

}  // namespace

const Family& kernel_family() {
  static const Family family{"kernel", "kernel", {}, {}, environment, load};
  return family;
}

}  // namespace fipsprobe
