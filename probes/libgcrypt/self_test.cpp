#include "probes/libgcrypt/self_test.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <cstring>
#include <optional>

namespace fipsprobe::libgcrypt {
namespace {

// Makes the library log every test, not only those that fail (fips.c, reporter).
constexpr int kLogAllTests = 2;

// parse reads "libgcrypt selftest: digest SHA1 (2): Okay (...)"; nullopt for any other line. "kind  (0)", which is written
// where a test has no name, is read as "kind (0)".
std::optional<SelfTestResult> parse(std::string_view line) {
  static constexpr std::string_view kStart = "selftest: ";
  const std::size_t start = line.find(kStart);
  const std::size_t end = line.find("): ");
  if (start == std::string_view::npos || end == std::string_view::npos || end < start) return std::nullopt;
  SelfTestResult result;
  result.name = line.substr(start + kStart.size(), end + 1 - start - kStart.size());
  if (const std::size_t gap = result.name.find("  "); gap != std::string::npos) result.name.erase(gap, 1);
  result.detail = line.substr(end + 3);
  while (!result.detail.empty() && result.detail.back() == '\n') result.detail.pop_back();
  result.value = result.detail.starts_with("Okay") ? SelfTestResult::Value::pass : SelfTestResult::Value::fail;
  return result;
}

// with_name puts the name into "mac (105)" and "kdf (34)", which the library writes with their numbers alone.
std::string with_name(const Library& library, std::string name) {
  if (name == fmt::format("kdf ({})", kKdfPbkdf2)) return fmt::format("kdf PBKDF2 ({})", kKdfPbkdf2);
  if (!name.starts_with("mac (") || library.mac_algo_name == nullptr) return name;
  const int algorithm = static_cast<int>(std::strtol(name.c_str() + std::strlen("mac ("), nullptr, 10));
  if (const char* const known = library.mac_algo_name(algorithm); known != nullptr && *known != '?')
    return fmt::format("mac {} ({})", known, algorithm);
  return name;
}

}  // namespace

std::vector<SelfTestResult> run_self_tests(Library& library) {
  library.control(kSetVerbosity, kLogAllTests);
  library.take_log();
  const GcryError answer = library.control(kSelfTest, 0);
  library.control(kSetVerbosity, 0);

  std::vector<SelfTestResult> results;
  for (const std::string& line : library.take_log()) {
    if (std::optional<SelfTestResult> result = parse(line)) {
      result->name = with_name(library, std::move(result->name));
      results.push_back(std::move(*result));
    }
  }
  const std::string operational = library.control(kOperational, 0) == 0 ? "not operational" : "operational";
  const std::string words = answer == 0 ? "0" : library.text_of("gcry_control", answer);
  results.push_back({"GCRYCTL_SELFTEST", answer == 0 ? SelfTestResult::Value::pass : SelfTestResult::Value::fail,
                     fmt::format("{}; {} afterwards", words, operational)});
  return results;
}

}  // namespace fipsprobe::libgcrypt
