#include <fmt/format.h>

#include "harness/vectors/wycheproof_test.hpp"

// HKDF (RFC 5869) and PBKDF2 (SP 800-132) of Wycheproof.
namespace fipsprobe {
namespace {

// hash_behind reads "HKDF-SHA-256" or "PBKDF2-HMACSHA256".
Hash hash_behind(const WycheproofTest& test, std::string_view beginning) {
  const std::string name = test.algorithm.starts_with(beginning) ? test.algorithm.substr(beginning.size()) : "";
  const std::optional<Hash> hash = hash_named(name);
  if (!hash) throw Untestable{fmt::format("no operation for Wycheproof algorithm {}", test.algorithm)};
  return *hash;
}

}  // namespace

Case map_wycheproof_hkdf(const WycheproofTest& test) {
  HkdfParameters parameters;
  parameters.hash = hash_behind(test, "HKDF-");
  parameters.input = test.test.hex("ikm");
  parameters.salt = test.test.hex("salt");
  parameters.info = test.test.hex("info");
  const std::size_t length = test.test.number("size");
  constexpr std::size_t most_blocks = 255;  // RFC 5869 §2.3
  if (length > most_blocks * digest_size(parameters.hash)) throw Untestable{"an output that is longer than HKDF can give"};
  if (test.result() == WycheproofResult::valid) test.test.hex("okm", length);
  return accepting_case(test, KdfOperation{std::move(parameters), length}, test.test.hex("okm"));
}

Case map_wycheproof_pbkdf2(const WycheproofTest& test) {
  Pbkdf2Parameters parameters;
  parameters.hash = hash_behind(test, "PBKDF2-HMAC");
  parameters.password = test.test.hex("password");
  parameters.salt = test.test.hex("salt");
  const std::size_t iterations = test.test.number("iterationCount");
  if (iterations == 0 || iterations > UINT32_MAX) test.test.fail("iterationCount", "must be 1 to 2^32 - 1");
  parameters.iterations = static_cast<std::uint32_t>(iterations);
  const std::size_t length = test.test.number("dkLen");
  if (test.result() == WycheproofResult::valid) test.test.hex("dk", length);
  return accepting_case(test, KdfOperation{std::move(parameters), length}, test.test.hex("dk"));
}

}  // namespace fipsprobe
