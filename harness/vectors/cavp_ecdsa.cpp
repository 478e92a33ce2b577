#include <array>

#include "harness/vectors/cavp_signature.hpp"

// ECDSA (FIPS 186-4 §6): the SigVer, SigGen, KeyPair and PKV tests of the ECDSAVS and the ECDSA2VS. The signature of a SigGen
// file is one to accept; where the file has d, the module signs the message, too, with a k of its own.
namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 1> kEcdsaSignatureStarters = {"Msg"};
constexpr std::array<std::string_view, 1> kValidationStarters = {"Qx"};
constexpr std::array<std::string_view, 1> kEcdsaKeyPairStarters = {"d"};

// kOtherCurve is a curve that files have and that FIPS 186-4 does not.
constexpr std::string_view kOtherCurve = "K-256";

// Parameters are read from "[P-256,SHA-1]"; without a hash, from "[P-256]", it is SHA-1 (FIPS 186-2).
struct Parameters {
  std::optional<Curve> curve;  // nullopt: kOtherCurve
  Hash hash = Hash::sha1;
};

// hash_named_in also takes "SHA-512224" for SHA-512/224.
Hash hash_named_in(const Attribute& word, std::string_view name) {
  if (name == "SHA-512224") return Hash::sha512_224;
  if (name == "SHA-512256") return Hash::sha512_256;
  return hash_in(word, name);
}

Parameters parameters_of(const Attribute& word) {
  const std::size_t comma = word.name.find(',');
  const std::string_view name = word.name.substr(0, comma);
  Parameters parameters;
  parameters.curve = curve_named(name);
  if (!parameters.curve && name != kOtherCurve) word.fail("no known curve");
  if (comma != std::string_view::npos) parameters.hash = hash_named_in(word, word.name.substr(comma + 1));
  return parameters;
}

// parameters_of_curve reads a word that must be of a curve whose keys can be expressed.
Curve curve_of(const Attribute& word) {
  const std::optional<Curve> curve = parameters_of(word).curve;
  if (!curve) word.fail("no known curve");
  return *curve;
}

EcPublicKey point_of(Block& block, Curve curve) {
  return {curve, coordinate(block.take("Qx"), curve), coordinate(block.take("Qy"), curve)};
}

class EcdsaSignatureMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    const Parameters parameters = parameters_of(block.word());
    if (!parameters.curve) return other_curve(block);
    const Curve curve = *parameters.curve;
    VerifyOperation operation;
    operation.scheme = SignatureScheme::ecdsa;
    operation.hash = parameters.hash;
    operation.message = block.take("Msg").bytes();
    const EcPublicKey key = point_of(block, curve);
    operation.key = key;
    operation.signature = pair_of_integers(block.take("R").integer(), block.take("S").integer(), order_size(curve));
    const std::optional<Attribute> result = block.take_if("Result");
    if (result) return one(verification(std::move(operation), result->passed()));
    const std::optional<Attribute> d = block.take_if("d");
    const std::optional<Attribute> k = block.take_if("k");  // no module takes it
    if (k) k->integer();
    if (!d) return one(verification(std::move(operation), true));
    return sign_and_verify(EcPrivateKey{curve, d->integer(), key.x, key.y}, std::move(operation), true);
  }

 private:
  static std::vector<Case> other_curve(Block& block) {
    for (const std::string_view name : {"Msg", "d", "Qx", "Qy", "R", "S"}) block.take(name).integer();
    return one(untestable("ECDSA K-256", "a curve that is not in FIPS 186-4"));
  }
};

class EcdsaKeyPairMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    for (const Attribute& word : block.words()) {
      if (!word.name.starts_with("B.4.")) curve_ = curve_of(word);  // B.4.1: how the pair was made
    }
    const std::optional<Attribute> number_of_cases = block.take_if("N");
    if (number_of_cases) number_of_cases->number();
    if (!block.has("d")) return {};
    if (!curve_) block.fail("no curve before this case");
    EcPrivateKey key;
    key.curve = *curve_;
    key.d = block.take("d").integer();
    const EcPublicKey point = point_of(block, *curve_);
    key.x = point.x;
    key.y = point.y;
    return one(key_pair_case(SignatureScheme::ecdsa, std::move(key)));
  }

 private:
  std::optional<Curve> curve_;
};

class ValidationMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    KeyValidationOperation operation;
    operation.key = point_of(block, curve_of(block.word()));
    return one(verdict(std::move(operation), block.take("Result").passed()));
  }
};

bool has_point(const Preview& preview) { return preview.has_attribute("Qx") && preview.has_attribute("Qy"); }

std::optional<std::string> ecdsa_signature_algorithm(const Preview& preview) {
  const bool has_signature = preview.has_attribute("R") && preview.has_attribute("S");
  if (!has_point(preview) || !has_signature || !preview.has_attribute("Msg")) return std::nullopt;
  return preview.has_attribute("Result") ? "ECDSA signature verification" : "ECDSA signature generation";
}

std::optional<std::string> ecdsa_key_pair_algorithm(const Preview& preview) {
  if (!has_point(preview) || !preview.has_attribute("d") || preview.has_attribute("Msg")) return std::nullopt;
  return "ECDSA key generation";
}

std::optional<std::string> validation_algorithm(const Preview& preview) {
  if (!has_point(preview) || !preview.has_attribute("Result") || preview.has_attribute("Msg")) return std::nullopt;
  return "EC public key validation";
}

std::unique_ptr<CaseMapper> ecdsa_signature_mapper(const Preview& /*preview*/) {
  return std::make_unique<EcdsaSignatureMapper>();
}
std::unique_ptr<CaseMapper> ecdsa_key_pair_mapper(const Preview& /*preview*/) { return std::make_unique<EcdsaKeyPairMapper>(); }
std::unique_ptr<CaseMapper> validation_mapper(const Preview& /*preview*/) { return std::make_unique<ValidationMapper>(); }

}  // namespace

const CavpKind kCavpEcdsa = {ecdsa_signature_algorithm, ecdsa_signature_mapper, {.starters = kEcdsaSignatureStarters}};
const CavpKind kCavpEcKeyPair = {ecdsa_key_pair_algorithm, ecdsa_key_pair_mapper, {.starters = kEcdsaKeyPairStarters}};
const CavpKind kCavpEcValidation = {validation_algorithm, validation_mapper, {.starters = kValidationStarters}};

}  // namespace fipsprobe
