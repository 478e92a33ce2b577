#include "harness/vectors/cavp_kind.hpp"

// ECDSA signature verification (FIPS 186-4 §6.4): the test of the ECDSA2VS.
namespace fipsprobe {
namespace {

// Parameters are read from "[P-256,SHA-1]".
struct Parameters {
  Curve curve;
  Hash hash;
};

Parameters parameters_of(const Attribute& word) {
  const std::size_t comma = word.name.find(',');
  const std::optional<Curve> curve = curve_named(word.name.substr(0, comma));
  if (!curve) word.fail("no known curve");
  const std::optional<Hash> hash = comma == std::string_view::npos ? std::nullopt : hash_named(word.name.substr(comma + 1));
  if (!hash) word.fail("no known hash");
  return {*curve, *hash};
}

Bytes coordinate(const Attribute& attribute, Curve curve) {
  std::optional<Bytes> padded = left_padded(attribute.integer(), field_size(curve));
  if (!padded) attribute.fail("longer than the curve's field");
  return std::move(*padded);
}

class EcdsaMapper : public CaseMapper {
 public:
  std::optional<Case> map(Block& block) override {
    const Parameters parameters = parameters_of(block.word());
    VerifyOperation operation;
    operation.scheme = SignatureScheme::ecdsa;
    operation.hash = parameters.hash;
    operation.message = block.take("Msg").bytes();
    operation.key = EcPublicKey{parameters.curve, coordinate(block.take("Qx"), parameters.curve),
                                coordinate(block.take("Qy"), parameters.curve)};
    operation.signature = pair_of_integers(block.take("R").integer(), block.take("S").integer(), order_size(parameters.curve));
    return verification(std::move(operation), block.take("Result").passed());
  }
};

std::optional<std::string> algorithm(const Preview& preview) {
  const bool has_all = preview.has_attribute("Msg") && preview.has_attribute("Qx") && preview.has_attribute("Qy") &&
                       preview.has_attribute("R") && preview.has_attribute("S") && preview.has_attribute("Result");
  if (!has_all) return std::nullopt;
  return "ECDSA signature verification";
}

std::unique_ptr<CaseMapper> mapper(const Preview& /*preview*/) { return std::make_unique<EcdsaMapper>(); }

}  // namespace

const CavpKind kCavpEcdsa = {algorithm, mapper};

}  // namespace fipsprobe
