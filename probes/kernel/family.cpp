#include "probes/family.hpp"

#include <sys/utsname.h>

#include <utility>

#include "probes/capabilities.hpp"
#include "probes/kernel/kernel_state.hpp"
#include "probes/kernel/prepared.hpp"
#include "probes/kernel/self_tests.hpp"
#include "probes/kernel/services.hpp"

namespace fipsprobe {
namespace {

using kernel::FipsFlag;

// Attributed names the drivers that served each operation.
template <class Op>
class Attributed final : public Capability<Op> {
 public:
  Attributed(kernel::Interface& interface, std::unique_ptr<Capability<Op>> service)
      : interface_(interface), service_(std::move(service)) {}

  Outcome perform(const Op& operation) override {
    interface_.forget_drivers();
    Outcome outcome = service_->perform(operation);
    if (outcome.kind == OutcomeKind::ok) outcome.served_by = interface_.drivers_used();
    return outcome;
  }

 private:
  kernel::Interface& interface_;
  std::unique_ptr<Capability<Op>> service_;
};

template <class Op>
std::unique_ptr<Capability<Op>> attributed(kernel::Interface& interface, std::unique_ptr<Capability<Op>> service) {
  return std::make_unique<Attributed<Op>>(interface, std::move(service));
}

Capabilities make_capabilities(kernel::Interface& interface) {
  Capabilities made;
  made.digest = attributed(interface, kernel::make_digest(interface));
  made.cipher = attributed(interface, kernel::make_cipher(interface));
  made.aead = attributed(interface, kernel::make_aead(interface));
  made.mac = attributed(interface, kernel::make_mac(interface, *made.aead));
  made.key_wrap = attributed(interface, kernel::make_key_wrap(interface));
  made.drbg = attributed(interface, kernel::make_drbg(interface));
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
    drivers_ = mode == Mode::acceleration_off ? kernel::Drivers::generic : kernel::Drivers::preferred;
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

  Preparation prepare(const Operation& operation) override { return kernel::prepare(interface_, operation, drivers_); }

 private:
  const Capabilities& capabilities() const override { return capabilities_; }

  kernel::Interface interface_;
  kernel::Drivers drivers_ = kernel::Drivers::preferred;
  Capabilities capabilities_ = make_capabilities(interface_);
};

// No environment variable reaches the kernel's crypto.
Environment kernel_environment(const Instance&, Mode) { return {}; }

std::unique_ptr<Module> load_kernel(const Instance&) { return std::make_unique<KernelModule>(); }

}  // namespace

const Family& kernel_family() {
  static const Family family{"kernel", "kernel", {}, {}, kernel_environment, load_kernel};
  return family;
}

}  // namespace fipsprobe
