#pragma once

#include <map>
#include <string>
#include <vector>

namespace fipsprobe {

// MustRefuse lists operations that a version of a module is known to refuse in FIPS mode.
struct MustRefuse {
  std::string family;
  std::string version;                  // the module's version contains it
  std::vector<std::string> operations;  // describe(Operation) starts with one of them
  std::string source;
};

// PowerUpFailure is a text by which a module that cannot be started tells that its power-up tests failed.
struct PowerUpFailure {
  std::string family;
  std::string text;   // part of the reason, or of what it wrote to standard error
  std::string topic;  // "self-tests" or "integrity"
  std::string source;
};

// Deviation is a known wrong answer of a version of a module. It explains a mismatch; it does not excuse it.
struct Deviation {
  std::string family;
  std::string version;                  // the module's version contains it
  std::vector<std::string> operations;  // describe(Operation) starts with one of them
  std::string what;
  std::string source;
};

// Expectations is what is known of module versions; expectations.json holds it with its sources.
struct Expectations {
  std::vector<std::string> system_fips_readers;  // sonames of modules that look at /etc/system-fips
  std::map<std::string, std::vector<std::string>>
      integrity_tests;  // family to the names, or parts of names, of its self-tests of integrity
  std::map<std::string, std::vector<std::string>> power_up_tests;  // the same, of tests that run the self-tests as well
  std::vector<PowerUpFailure> power_up_failures;
  std::vector<MustRefuse> must_refuse;
  std::vector<Deviation> deviations;
};

const Expectations& expectations();

// find_deviation returns the known deviation that an operation of a module falls under; nullptr when there is none.
const Deviation* find_deviation(const std::string& family, const std::string& version, const std::string& operation);

// is_integrity_test tells whether a self-test of that family checks the module's own file.
bool is_integrity_test(const std::string& family, const std::string& self_test);

// is_power_up_test tells whether a self-test of that family runs all self-tests, with or without the integrity check.
bool is_power_up_test(const std::string& family, const std::string& self_test);

}  // namespace fipsprobe
