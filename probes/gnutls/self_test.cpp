#include "probes/gnutls/self_test.hpp"

#include <fmt/format.h>

#include <array>

namespace fipsprobe::gnutls {
namespace {

// One kind of algorithm: what the library calls it, its list, its test, and how to start one of its algorithms.
// `of_mac` marks what is built on a MAC: the library has vectors for some, and nothing to say of the others.
struct Kind {
  const char* name;
  const int* (*list)();
  const char* (*name_of)(int);
  int (*test)(unsigned flags, int algorithm);
  int (*start)(const Library& library, int algorithm);
  bool of_mac = false;
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

// The hashes of the TLS PRF: MD5 and SHA-1 together are in no list of the library.
const int* list_of_prfs() {
  static constexpr std::array kPrfs = {kMacMd5Sha1, 6, 7, 8, 0};  // GNUTLS_MAC_SHA256, SHA384, SHA512
  return kPrfs.data();
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

std::vector<SelfTestResult> run_kind(const Library& library, const Kind& kind) {
  if (kind.list == nullptr || kind.name_of == nullptr || kind.test == nullptr)
    return {{fmt::format("gnutls_{}_self_test", kind.name), SelfTestResult::Value::not_run, "not in this version"}};
  std::vector<SelfTestResult> results;
  for (const int* algorithm = kind.list(); *algorithm != 0; ++algorithm) {
    const char* const name = kind.name_of(*algorithm);
    if (name == nullptr || (kind.of_mac && kind.test(0, *algorithm) == kNoSelfTest)) continue;
    results.push_back(run_one(library, kind, *algorithm, name));
  }
  return results;
}

}  // namespace

std::vector<SelfTestResult> run_self_tests(const Library& library) {
  const std::vector<Kind> kinds = {
      {"cipher", library.cipher_list, library.cipher_get_name, library.cipher_self_test, start_cipher},
      {"mac", library.mac_list, library.mac_get_name, library.mac_self_test, start_mac},
      {"digest", library.digest_list, library.digest_get_name, library.digest_self_test, start_digest},
      {"pk", library.pk_list, library.pk_get_name, library.pk_self_test, start_pk},
      {"hkdf", library.mac_list, library.mac_get_name, library.hkdf_self_test, start_mac, true},
      {"pbkdf2", library.mac_list, library.mac_get_name, library.pbkdf2_self_test, start_mac, true},
      {"tlsprf", list_of_prfs, library.digest_get_name, library.tlsprf_self_test, start_mac, true},
  };
  std::vector<SelfTestResult> results;
  for (const Kind& kind : kinds) {
    const std::vector<SelfTestResult> of_kind = run_kind(library, kind);
    results.insert(results.end(), of_kind.begin(), of_kind.end());
  }
  results.push_back(run_power_up_tests(library));
  return results;
}

}  // namespace fipsprobe::gnutls
