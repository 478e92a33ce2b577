#include <fmt/format.h>

#include "harness/vectors/cavp_kind.hpp"

// DSA signature verification (FIPS 186-4 §4.7): the test of the DSA2VS.
namespace fipsprobe {
namespace {

// Parameters are read from "[mod = L=1024, N=160, SHA-1]"; sizes in bytes.
struct Parameters {
  std::size_t p_size, q_size;
  Hash hash;
};

// part_of returns what follows `name` up to the next comma.
std::string_view part_of(const Attribute& instruction, std::string_view name) {
  const std::size_t at = instruction.value.find(name);
  if (at == std::string_view::npos) instruction.fail(fmt::format("no {}", name));
  const std::string_view rest = instruction.value.substr(at + name.size());
  return rest.substr(0, rest.find(','));
}

std::size_t size_in(const Attribute& instruction, std::string_view name) {
  Attribute part = instruction;
  part.value = part_of(instruction, name);
  return part.size_in_bytes();
}

Parameters parameters_of(const Attribute& instruction) {
  const std::string_view hash_name = instruction.value.substr(instruction.value.rfind(' ') + 1);
  const std::optional<Hash> hash = hash_named(hash_name);
  if (!hash) instruction.fail(fmt::format("no known hash {}", hash_name));
  return {size_in(instruction, "L="), size_in(instruction, "N="), *hash};
}

class DsaMapper : public CaseMapper {
 public:
  std::optional<Case> map(Block& block) override {
    const Parameters parameters = parameters_of(block.instruction("mod"));
    if (block.has("P")) {
      domain_section_ = block.section_line();
      domain_ = {
          block.take("P").bytes(parameters.p_size), block.take("Q").bytes(parameters.q_size), block.take("G").integer(), {}};
      return std::nullopt;
    }
    if (domain_section_ != block.section_line()) block.fail("no P, Q and G in the section before this case");
    VerifyOperation operation;
    operation.scheme = SignatureScheme::dsa;
    operation.hash = parameters.hash;
    DsaPublicKey key = domain_;
    key.y = block.take("Y").integer();
    operation.key = std::move(key);
    operation.message = block.take("Msg").bytes();
    operation.signature = pair_of_integers(block.take("R").integer(), block.take("S").integer(), parameters.q_size);
    const std::optional<Attribute> private_key = block.take_if("X");  // verification has no use for it
    if (private_key) private_key->integer();
    return verification(std::move(operation), block.take("Result").passed());
  }

 private:
  DsaPublicKey domain_;
  std::size_t domain_section_ = 0;  // line of the section that domain_ belongs to
};

std::optional<std::string> algorithm(const Preview& preview) {
  const bool has_all = preview.has_attribute("P") && preview.has_attribute("Q") && preview.has_attribute("G") &&
                       preview.has_attribute("Y") && preview.has_attribute("R") && preview.has_attribute("Result");
  if (!has_all || preview.instructions.empty() || !preview.instructions.front().starts_with("mod = L=")) return std::nullopt;
  return "DSA signature verification";
}

std::unique_ptr<CaseMapper> mapper(const Preview& /*preview*/) { return std::make_unique<DsaMapper>(); }

}  // namespace

const CavpKind kCavpDsa = {algorithm, mapper};

}  // namespace fipsprobe
