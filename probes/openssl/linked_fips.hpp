#pragma once

#include <string>
#include <vector>

#include "probes/module.hpp"
#include "probes/openssl/error_queue.hpp"
#include "probes/openssl/linked_symbols.hpp"
#include "probes/openssl/symbols.hpp"

namespace fipsprobe::openssl {

// LinkedFips is the FIPS mode of 1.0.2k-fips: FIPS_mode_set(3), and the self-tests that Red Hat's build exports.
class LinkedFips {
 public:
  LinkedFips(SharedLibrary& library, const LinkedSymbols& symbols, ErrorQueue& errors)
      : library_(library), symbols_(symbols), errors_(errors) {}

  // exists is false for builds without the FIPS module; upstream 1.1 has only FIPS_mode() and FIPS_mode_set(), which do
  // nothing.
  bool exists() const;

  Entered enter(Mode mode);
  FipsState state() const;

  // self_tests runs each test in the mode that is on, then those that failed once more with FIPS mode off, and enters the mode
  // again, which is the power-up test with the integrity check.
  std::vector<SelfTestResult> self_tests();

 private:
  bool is_on() const { return symbols_.fips_mode() == 1; }
  Entered switch_to(bool on);
  void load_host_configuration();
  std::vector<SelfTestResult> single_tests();
  SelfTestResult again_with_mode_off(SelfTestResult first);
  SelfTestResult power_up();
  int run(const std::string& name);

  SharedLibrary& library_;
  const LinkedSymbols& symbols_;
  ErrorQueue& errors_;
  std::string configuration_;  // what loading the host's configuration said
};

}  // namespace fipsprobe::openssl
