#include <array>

#include "harness/vectors/cavp_signature.hpp"

// RSA key pairs (FIPS 186-4 §5.1, ANSI X9.31): the KeyGen tests. A file gives the pair that another module has made; that its
// halves belong together is what a module can tell. The primes are checked to be numbers and are not used.
namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 8> kRsaKeyPrimes = {"xp1", "xp2", "Xp", "p", "xq1", "xq2", "Xq", "q"};

class RsaKeyPairMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    const Attribute size = block.instruction("mod");
    block.instruction_if("Table for M-R Test");
    const std::optional<Attribute> number_of_cases = block.take_if("N");
    if (number_of_cases) number_of_cases->number();
    for (const std::string_view name : kRsaKeyPrimes) {
      const std::optional<Attribute> prime = block.take_if(name);
      if (prime) prime->integer();
    }
    RsaPrivateKey key;
    key.n = block.take("n").integer();
    if (key.n.size() != size.size_in_bytes()) size.fail("not the size of n");
    key.e = block.take("e").integer();
    key.d = block.take("d").integer();
    return one(key_pair_case(SignatureScheme::rsa_pkcs1, std::move(key)));
  }
};

std::optional<std::string> rsa_key_algorithm(const Preview& preview) {
  const bool is_test = preview.says("KeyGen RSA (X9.31)") || preview.says("KeyGen - Random Probably Prime Test");
  if (!is_test || !preview.has_attribute("n") || !preview.has_attribute("d")) return std::nullopt;
  return "RSA key generation";
}

std::unique_ptr<CaseMapper> rsa_key_mapper(const Preview& /*preview*/) { return std::make_unique<RsaKeyPairMapper>(); }

}  // namespace

const CavpKind kCavpRsaKey = {rsa_key_algorithm, rsa_key_mapper};

}  // namespace fipsprobe
