#include <fmt/format.h>

#include <array>

#include "harness/vectors/acvp_test.hpp"

// Key derivation: SP 800-108 Rev. 1 (KBKDF) and SP 800-132 (PBKDF2).
namespace fipsprobe {
namespace {

using Mode = KbkdfParameters::Mode;
using CounterPlace = KbkdfParameters::CounterPlace;

struct AcvpKdfModeRow {
  std::string_view name;
  Mode mode;
};

constexpr std::array kAcvpKdfModes = {
    AcvpKdfModeRow{"counter", Mode::counter},
    AcvpKdfModeRow{"feedback", Mode::feedback},
    AcvpKdfModeRow{"double pipeline iteration", Mode::double_pipeline},
};

struct PlaceRow {
  std::string_view name;
  CounterPlace place;
};

constexpr std::array kPlaces = {
    PlaceRow{"none", CounterPlace::none},
    PlaceRow{"before fixed data", CounterPlace::before_fixed},
    PlaceRow{"after fixed data", CounterPlace::after_fixed},
    PlaceRow{"middle fixed data", CounterPlace::middle},
    PlaceRow{"before iterator", CounterPlace::before_iterator},
};

Mode acvp_kdf_mode_of(const JsonFields& group) {
  const std::string word = group.text("kdfMode");
  for (const AcvpKdfModeRow& row : kAcvpKdfModes) {
    if (row.name == word) return row.mode;
  }
  throw Untestable{fmt::format("no operation for KDF mode {}", word)};
}

CounterPlace place_of(const JsonFields& group) {
  const std::string word = group.text("counterLocation");
  for (const PlaceRow& row : kPlaces) {
    if (row.name == word) return row.place;
  }
  throw Untestable{fmt::format("no operation for a KDF counter {}", word)};
}

// set_function reads "CMAC-AES128", "CMAC-TDES", "HMAC-SHA2-256".
void set_function(const JsonFields& group, KbkdfParameters& parameters) {
  const std::string word = group.text("macMode");
  if (word.starts_with("CMAC-")) {
    parameters.mac = MacKind::cmac;
    parameters.cipher = word == "CMAC-TDES" ? Cipher::tdes : Cipher::aes;
    return;
  }
  const std::optional<Hash> hash = word.starts_with("HMAC-") ? hash_named(word.substr(5)) : std::nullopt;
  if (!hash) throw Untestable{fmt::format("no operation for a KDF with {}", word)};
  parameters.mac = MacKind::hmac;
  parameters.hash = *hash;
}

// set_fixed_data: the module under test chooses it, so it is in the answer.
void set_fixed_data(const AcvpTest& test, KbkdfParameters& parameters) {
  parameters.fixed_before = test.given("fixedData").hex("fixedData");
  if (parameters.place != CounterPlace::middle) return;
  const std::size_t at = whole_bytes(test.given("breakLocation").number("breakLocation"), "fixed data before a counter");
  if (at > parameters.fixed_before.size()) test.answer.fail("breakLocation", "behind the end of fixedData");
  const auto cut = parameters.fixed_before.begin() + static_cast<std::ptrdiff_t>(at);
  parameters.fixed_after.assign(cut, parameters.fixed_before.end());
  parameters.fixed_before.erase(cut, parameters.fixed_before.end());
}

}  // namespace

std::vector<AcvpCase> map_acvp_kbkdf(const AcvpTest& test) {
  KbkdfParameters parameters;
  parameters.mode = acvp_kdf_mode_of(test.group);
  set_function(test.group, parameters);
  parameters.place = place_of(test.group);
  parameters.key = test.test.hex("keyIn");
  if (parameters.mode == Mode::feedback) parameters.iv = test.test.hex("iv");
  if (parameters.place != CounterPlace::none) parameters.counter_bits = test.group.number("counterLength");
  set_fixed_data(test, parameters);
  const std::size_t length = test.size("keyOutLength", "a derived key");
  Bytes output = test.answer.hex("keyOut", length);
  return output_case(KdfOperation{std::move(parameters), length}, std::move(output));
}

std::vector<AcvpCase> map_acvp_pbkdf(const AcvpTest& test) {
  Pbkdf2Parameters parameters;
  parameters.hash = test.of("hmacAlg").hash("hmacAlg");
  const std::string password = test.test.text("password");
  const ByteView view = as_bytes(password);
  parameters.password.assign(view.begin(), view.end());
  parameters.salt = test.test.hex("salt");
  const std::size_t iterations = test.test.number("iterationCount");
  if (iterations == 0 || iterations > UINT32_MAX) test.test.fail("iterationCount", "must be 1 to 2^32 - 1");
  parameters.iterations = static_cast<std::uint32_t>(iterations);
  const std::size_t length = test.size("keyLen", "a derived key");
  Bytes output = test.answer.hex("derivedKey", length);
  return output_case(KdfOperation{std::move(parameters), length}, std::move(output));
}

}  // namespace fipsprobe
