#include "probes/gnutls/self_test.hpp"

#include <fmt/format.h>

namespace fipsprobe::gnutls {
namespace {

// One kind of algorithm: what the library calls it, its list, its test, and how to start one of its algorithms.
struct Kind {
  const char* name;
  const int* (*list)();
  const char* (*name_of)(int);
  int (*test)(unsigned flags, int algorithm);
  int (*start)(const Library& library, int algorithm);
};

int start_digest(const Library& library, int algorithm) {
  HashHandle handle = nullptr;
  const int code = library.hash_init(&handle, algorithm);
  if (code == 0) library.hash_deinit(handle, nullptr);
  return code;
}

int start_mac(const Library& library, int algorithm) {
  const Bytes key(library.mac_get_key_size(algorithm), 1);
  MacHandle handle = nullptr;
  const int code = library.hmac_init(&handle, algorithm, key.data(), key.size());
  if (code == 0) library.hmac_deinit(handle, nullptr);
  return code;
}

int start_cipher(const Library& library, int algorithm) {
  const Bytes key(library.cipher_get_key_size(algorithm), 1), iv(library.cipher_get_iv_size(algorithm), 2);
  const Datum key_datum = datum_of(key), iv_datum = datum_of(iv);
  CipherHandle handle = nullptr;
  const int code = library.cipher_init(&handle, algorithm, &key_datum, &iv_datum);
  if (code == 0) library.cipher_deinit(handle);
  return code;
}

// Nothing tells whether a public-key algorithm is refused before it is used.
int start_pk(const Library&, int) { return 0; }

// In FIPS mode the test of an algorithm that may not be used cannot start, which it reports as a failure (measured on 3.3.29):
// that is a refusal, not a broken algorithm.
SelfTestResult run_one(const Library& library, const Kind& kind, int algorithm, const char* name) {
  SelfTestResult result{fmt::format("{} {}", kind.name, name), SelfTestResult::Value::pass, "0"};
  const int code = kind.test(0, algorithm);
  if (code >= 0) return result;
  result.detail = library.text_of(fmt::format("gnutls_{}_self_test", kind.name), code);
  const bool refused = code == kSelfTestError && library.fips_active() && kind.start(library, algorithm) == kUnwantedAlgorithm;
  if (refused) result.detail += "; FIPS mode refuses the algorithm";
  result.value = code == kNoSelfTest || refused ? SelfTestResult::Value::not_run : SelfTestResult::Value::fail;
  return result;
}

SelfTestResult run_power_up_tests(const Library& library) {
  SelfTestResult result{"gnutls_fips140_run_self_tests", SelfTestResult::Value::not_run, ""};
  if (library.fips140_run_self_tests == nullptr) {
    result.detail = "this version has no such call: the power-up tests run only while the library is loaded";
    return result;
  }
  if (!library.has_fips_code()) {
    result.detail = "this build has no FIPS140 code: the call would return 0 without a test";
    return result;
  }
  const int code = library.fips140_run_self_tests();
  result.value = code == 0 ? SelfTestResult::Value::pass : SelfTestResult::Value::fail;
  result.detail = code == 0 ? "0" : library.text_of("gnutls_fips140_run_self_tests", code);
  return result;
}

}  // namespace

std::vector<SelfTestResult> run_self_tests(const Library& library) {
  const std::vector<Kind> kinds = {
      {"cipher", library.cipher_list, library.cipher_get_name, library.cipher_self_test, start_cipher},
      {"mac", library.mac_list, library.mac_get_name, library.mac_self_test, start_mac},
      {"digest", library.digest_list, library.digest_get_name, library.digest_self_test, start_digest},
      {"pk", library.pk_list, library.pk_get_name, library.pk_self_test, start_pk},
  };
  std::vector<SelfTestResult> results;
  for (const Kind& kind : kinds) {
    if (kind.list == nullptr || kind.name_of == nullptr || kind.test == nullptr) {
      results.push_back({fmt::format("gnutls_{}_self_test", kind.name), SelfTestResult::Value::not_run, "not in this version"});
      continue;
    }
    for (const int* algorithm = kind.list(); *algorithm != 0; ++algorithm) {
      if (const char* const name = kind.name_of(*algorithm); name != nullptr)
        results.push_back(run_one(library, kind, *algorithm, name));
    }
  }
  results.push_back(run_power_up_tests(library));
  return results;
}

}  // namespace fipsprobe::gnutls
