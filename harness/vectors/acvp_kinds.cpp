#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "harness/vectors/acvp_test.hpp"
#include "harness/vectors/cavp_kind.hpp"

namespace fipsprobe {
namespace {

// AcvpKindRow: the algorithm's name begins so, in lower case; the mode is the whole of it, or any where it is "*".
struct AcvpKindRow {
  std::string_view algorithm;
  std::string_view mode;
  AcvpMapper map;
};

// The first row that fits counts, so longer names come before their beginnings.
constexpr std::array kAcvpKinds = {
    AcvpKindRow{"acvp-aes-gcm-siv", "*", nullptr},
    AcvpKindRow{"acvp-aes-gcm", "*", map_acvp_aead},
    AcvpKindRow{"acvp-aes-gmac", "*", map_acvp_mac},
    AcvpKindRow{"acvp-aes-ccm", "*", map_acvp_aead},
    AcvpKindRow{"acvp-aes-kw", "*", map_acvp_key_wrap},
    AcvpKindRow{"acvp-aes-kwp", "*", map_acvp_key_wrap},
    AcvpKindRow{"acvp-aes-", "*", map_acvp_cipher},
    AcvpKindRow{"acvp-tdes-kw", "*", map_acvp_key_wrap},
    AcvpKindRow{"acvp-tdes-", "*", map_acvp_cipher},
    AcvpKindRow{"cmac-", "*", map_acvp_mac},
    AcvpKindRow{"hmac-", "*", map_acvp_mac},
    AcvpKindRow{"sha", "*", map_acvp_hash},
    AcvpKindRow{"rsa", "*", map_acvp_rsa},
    AcvpKindRow{"kts-ifc", "*", map_acvp_kts},
    AcvpKindRow{"dsa", "*", map_acvp_dsa},
    AcvpKindRow{"ecdsa", "*", map_acvp_ecdsa},
    AcvpKindRow{"kas-ecc", "*", map_acvp_kas_ecc},
    AcvpKindRow{"kas-ffc", "*", map_acvp_kas_ffc},
    AcvpKindRow{"safeprimes", "*", map_acvp_safe_primes},
    AcvpKindRow{"ctrdrbg", "*", map_acvp_drbg},
    AcvpKindRow{"hashdrbg", "*", map_acvp_drbg},
    AcvpKindRow{"hmacdrbg", "*", map_acvp_drbg},
    AcvpKindRow{"kdf-components", "ikev1", map_acvp_ike1},
    AcvpKindRow{"kdf-components", "ikev2", map_acvp_ike2},
    AcvpKindRow{"kdf-components", "ssh", map_acvp_ssh},
    AcvpKindRow{"kdf-components", "tls", map_acvp_tls},
    AcvpKindRow{"kdf-components", "ansix9.63", map_acvp_x963},
    AcvpKindRow{"kdf-components", "ansix9.42", map_acvp_x942},
    AcvpKindRow{"kdf-components", "*", nullptr},
    AcvpKindRow{"kdf", "", map_acvp_kbkdf},
    AcvpKindRow{"pbkdf", "*", map_acvp_pbkdf},
    AcvpKindRow{"tls-v1.2", "kdf", map_acvp_tls},
};

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace

const JsonFields& AcvpTest::of(std::string_view name) const { return !test.has(name) && group.has(name) ? group : test; }

const JsonFields& AcvpTest::given(std::string_view name) const {
  const JsonFields& fields = of(name);
  return !fields.has(name) && answer.has(name) ? answer : fields;
}

std::size_t AcvpTest::size(std::string_view name, std::string_view what) const { return whole_bytes(bits(name), what); }

Bytes AcvpTest::bytes(std::string_view name, std::string_view length, std::string_view what) const {
  const JsonFields& fields = given(name);
  if (!of(length).has(length)) return fields.hex(name);
  Bytes read = fields.hex_bits(name, bits(length));
  whole_bytes(bits(length), what);
  return read;
}

Direction AcvpTest::direction() const {
  const std::string word = group.text("direction");
  if (word != "encrypt" && word != "decrypt") group.fail("direction", R"(neither "encrypt" nor "decrypt")");
  return word == "encrypt" ? Direction::encrypt : Direction::decrypt;
}

std::vector<AcvpCase> output_case(Operation operation, Bytes output) {
  AcvpCase made;
  made.kat_case.operation = std::move(operation);
  made.kat_case.expected = {Expected::Kind::output, std::move(output)};
  return {std::move(made)};
}

std::vector<AcvpCase> verdict_case(Operation operation, bool passed) {
  AcvpCase made;
  made.kat_case.operation = std::move(operation);
  made.kat_case.expected = {passed ? Expected::Kind::accepted : Expected::Kind::rejected, {}};
  return {std::move(made)};
}

std::vector<AcvpCase> generated_case(Operation operation) {
  AcvpCase made;
  made.kat_case.operation = std::move(operation);
  made.kat_case.expected = {Expected::Kind::verifies, {}};
  return {std::move(made)};
}

std::size_t whole_bytes(std::size_t bits, std::string_view what) {
  if (bits % 8 != 0) throw Untestable{fmt::format("{} that ends inside a byte", what)};
  return bits / 8;
}

Bytes fixed_size(const Bytes& integer, std::size_t size) { return left_padded(integer, size).value_or(integer); }

Curve acvp_curve(const JsonFields& fields, std::string_view name) {
  const std::string word = fields.text(name);
  const std::optional<Curve> curve = curve_named(word);
  if (!curve) throw Untestable{fmt::format("no operation for curve {}", word)};
  return *curve;
}

void refuse_randomized_hashing(const AcvpTest& test) {
  if (test.group.text_or("conformance", "") != "SP800-106") return;
  throw Untestable{"randomized hashing (SP 800-106), whose message ends inside a byte"};
}

std::vector<AcvpCase> map_acvp(const AcvpTest& test) {
  const std::string algorithm = lower(test.algorithm);
  const std::string mode = lower(test.mode);
  const auto* const kind = std::ranges::find_if(kAcvpKinds, [&](const AcvpKindRow& row) {
    return algorithm.starts_with(row.algorithm) && (row.mode == "*" || row.mode == mode);
  });
  if (kind == kAcvpKinds.end() || kind->map == nullptr) {
    throw Untestable{
        fmt::format("no operation for ACVP algorithm {}{}{}", test.algorithm, test.mode.empty() ? "" : " ", test.mode)};
  }
  return kind->map(test);
}

}  // namespace fipsprobe
