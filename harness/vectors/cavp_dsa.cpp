#include <fmt/format.h>

#include <array>

#include "harness/vectors/cavp_dsa_section.hpp"
#include "harness/vectors/cavp_signature.hpp"

// DSA (FIPS 186-4 §4): the SigVer, SigGen and KeyPair tests of the DSAVS and the DSA2VS. The signature of a SigGen file is one
// to accept; where the file has X, the module signs the message, too, with a k of its own.
namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 2> kDsaSignatureStarters = {"P", "Msg"};
constexpr std::array<std::string_view, 2> kDsaKeyPairStarters = {"P", "X"};

// Domain keeps the section's P, Q and G.
class Domain {
 public:
  // read takes P, Q and G; false when the block has none.
  bool read(Block& block, const DsaSection& section) {
    if (!block.has("P")) return false;
    section_ = block.section_line();
    key_ = {block.take("P").bytes(section.p_size), block.take("Q").bytes(section.q_size), block.take("G").integer(), {}};
    return true;
  }

  // key returns the public key with y.
  DsaPublicKey key(const Block& block, Bytes y) const {
    if (section_ != block.section_line()) block.fail("no P, Q and G in the section before this case");
    DsaPublicKey key = key_;
    key.y = std::move(y);
    return key;
  }

 private:
  DsaPublicKey key_;
  std::size_t section_ = 0;  // line of the section that key_ belongs to
};

DsaPrivateKey with_private_part(const DsaPublicKey& key, Bytes x) { return {key.p, key.q, key.g, std::move(x), key.y}; }

class DsaSignatureMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    const DsaSection section = dsa_section(block.instruction("mod"));
    if (domain_.read(block, section)) return {};
    const DsaPublicKey key = domain_.key(block, block.take("Y").integer());
    VerifyOperation operation;
    operation.scheme = SignatureScheme::dsa;
    operation.hash = section.hash;
    operation.key = key;
    operation.message = block.take("Msg").bytes();
    operation.signature = pair_of_integers(block.take("R").integer(), block.take("S").integer(), section.q_size);
    const std::optional<Attribute> x = block.take_if("X");
    const Bytes private_part = x ? x->integer() : Bytes{};
    const std::optional<Attribute> k = block.take_if("K");  // no module takes it
    if (k) k->integer();
    const std::optional<Attribute> result = block.take_if("Result");
    if (result) return one(verification(std::move(operation), result->passed()));
    if (!x) return one(verification(std::move(operation), true));
    return sign_and_verify(with_private_part(key, private_part), std::move(operation), true);
  }

 private:
  Domain domain_;
};

class DsaKeyPairMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    const DsaSection section = dsa_section(block.instruction("mod"));
    const std::optional<Attribute> number_of_cases = block.take_if("N");
    if (number_of_cases) number_of_cases->number();
    if (domain_.read(block, section) || !block.has("X")) return {};
    const DsaPublicKey key = domain_.key(block, block.take("Y").integer());
    return one(key_pair_case(SignatureScheme::dsa, with_private_part(key, block.take("X").integer())));
  }

 private:
  Domain domain_;
};

bool has_domain(const Preview& preview) {
  return preview.has_attribute("P") && preview.has_attribute("Q") && preview.has_attribute("G") && preview.has_attribute("Y") &&
         !preview.instructions.empty() && preview.instructions.front().starts_with("mod = ");
}

std::optional<std::string> dsa_signature_algorithm(const Preview& preview) {
  if (!has_domain(preview) || !preview.has_attribute("R") || !preview.has_attribute("Msg")) return std::nullopt;
  return preview.has_attribute("Result") ? "DSA signature verification" : "DSA signature generation";
}

std::optional<std::string> dsa_key_pair_algorithm(const Preview& preview) {
  if (!has_domain(preview) || !preview.has_attribute("X") || preview.has_attribute("Msg")) return std::nullopt;
  return "DSA key generation";
}

std::unique_ptr<CaseMapper> dsa_signature_mapper(const Preview& /*preview*/) { return std::make_unique<DsaSignatureMapper>(); }
std::unique_ptr<CaseMapper> dsa_key_pair_mapper(const Preview& /*preview*/) { return std::make_unique<DsaKeyPairMapper>(); }

}  // namespace

const CavpKind kCavpDsa = {dsa_signature_algorithm, dsa_signature_mapper, {.starters = kDsaSignatureStarters}};
const CavpKind kCavpDsaKeyPair = {dsa_key_pair_algorithm, dsa_key_pair_mapper, {.starters = kDsaKeyPairStarters}};

}  // namespace fipsprobe
