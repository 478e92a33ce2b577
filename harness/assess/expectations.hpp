#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/model/evidence.hpp"

namespace fipsprobe {

// KnownOperations lists operations of which it is known what versions of a module do in FIPS mode: refuse them, or do them.
struct KnownOperations {
  std::string family;
  std::vector<std::string> versions;    // versions_of the module contains one of them
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

// Deviation is a known answer of versions of a module that is not the expected one. It explains a mismatch. It excuses it only
// where the case is beyond what validations test: the edge cases of Wycheproof.
struct Deviation {
  std::string family;
  std::vector<std::string> versions;    // the module's version contains one of them
  std::vector<std::string> operations;  // describe(Operation) starts with one of them
  // The cases, by the file that their set's source ends with: "rsa_pkcs1_2048_test.json" has "tc 1". Empty: every case.
  std::map<std::string, std::vector<std::string>> cases;
  bool is_beyond_validation = false;
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
  std::vector<KnownOperations> must_refuse;
  std::vector<KnownOperations> known_to_do;  // left to the caller, or told by a service indicator
  std::vector<Deviation> deviations;
};

const Expectations& expectations();

// versions_of returns the module's version and, since OpenSSL 3 leaves FIPS mode to a provider of another version, what its
// runs in FIPS mode said of how they are.
std::string versions_of(const ModuleEvidence& module);

// is_one_of tells whether a module's version contains one of the texts.
bool is_one_of(const std::string& version, const std::vector<std::string>& texts);

// find_deviation returns the known deviation that a mismatch of a module falls under; nullptr when there is none.
const Deviation* find_deviation(const ModuleEvidence& module, const KatSet& set, const KatFailure& failure);

// is_integrity_test tells whether a self-test of that family checks the module's own file.
bool is_integrity_test(const std::string& family, const std::string& self_test);

// is_power_up_test tells whether a self-test of that family runs all self-tests, with or without the integrity check.
bool is_power_up_test(const std::string& family, const std::string& self_test);

}  // namespace fipsprobe
