#include "harness/vectors/cavp_kind.hpp"

// Key derivation of IKE (SP 800-135 Rev. 1 §4.1; RFC 2409 §5, RFC 7296 §2.13 to §2.18): the IKE tests of the KDF135VS. Each
// derived value of a test is a case.
namespace fipsprobe {
namespace {

using CavpIkeStep = IkeParameters::Step;

Case cavp_ike_derivation(IkeParameters parameters, CavpIkeStep step, Bytes output, std::string name) {
  parameters.step = step;
  KdfOperation operation;
  operation.length = output.size();
  operation.parameters = std::move(parameters);
  Case read = known_output(std::move(operation), std::move(output));
  read.id = std::move(name);
  return read;
}

// common_to reads the hash, the nonces and the shared secret, which is called `secret`.
IkeParameters common_to(Block& block, const std::string& secret) {
  IkeParameters parameters;
  const Attribute hash = block.word();
  parameters.hash = hash_in(hash, hash.name);
  parameters.ni = block.take("Ni").bytes(block.instruction("Ni length").size_in_bytes());
  parameters.nr = block.take("Nr").bytes(block.instruction("Nr length").size_in_bytes());
  parameters.shared_secret = block.take(secret).bytes(block.instruction(secret + " length").size_in_bytes());
  return parameters;
}

class Ike1Mapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    IkeParameters common = common_to(block, "g^xy");
    common.ci = block.take("CKY_I").bytes();
    common.cr = block.take("CKY_R").bytes();
    const Bytes id = output(block, "SKEYID", common.hash);
    const Bytes id_d = output(block, "SKEYID_d", common.hash);
    const Bytes id_a = output(block, "SKEYID_a", common.hash);
    const Bytes id_e = output(block, "SKEYID_e", common.hash);
    IkeParameters first = common;
    const std::optional<Attribute> shared_key = block.take_if("pre-shared-key");
    if (shared_key) first.key = shared_key->bytes(block.instruction("pre-shared-key length").size_in_bytes());
    common.key = id;
    IkeParameters third = common;
    third.previous = id_d;
    IkeParameters fourth = common;
    fourth.previous = id_a;
    return {cavp_ike_derivation(std::move(first), shared_key ? CavpIkeStep::v1_skeyid_psk : CavpIkeStep::v1_skeyid_signature,
                                id, "SKEYID"),
            cavp_ike_derivation(std::move(common), CavpIkeStep::v1_skeyid_d, id_d, "SKEYID_d"),
            cavp_ike_derivation(std::move(third), CavpIkeStep::v1_skeyid_a, id_a, "SKEYID_a"),
            cavp_ike_derivation(std::move(fourth), CavpIkeStep::v1_skeyid_e, id_e, "SKEYID_e")};
  }

 private:
  static Bytes output(Block& block, std::string_view name, Hash hash) { return block.take(name).bytes(digest_size(hash)); }
};

class Ike2Mapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    IkeParameters seed = common_to(block, "g^ir");
    const std::size_t hash_size = digest_size(seed.hash);
    const Bytes skeyseed = block.take("SKEYSEED").bytes(hash_size);
    const Bytes keys = block.take("DKM").bytes(block.instruction("DKM length").size_in_bytes());
    const std::size_t child_size = block.instruction("Child SA DKM length").size_in_bytes();
    if (keys.size() < hash_size) block.fail("DKM is shorter than SK_d");
    IkeParameters initial = seed;  // prf+(SKEYSEED, Ni | Nr | SPIi | SPIr)
    initial.key = skeyseed;
    initial.shared_secret.clear();
    initial.ci = block.take("SPIi").bytes();
    initial.cr = block.take("SPIr").bytes();
    IkeParameters child = seed;  // prf+(SK_d, Ni | Nr); SK_d is the first of the keys
    child.key.assign(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(hash_size));
    child.shared_secret.clear();
    IkeParameters fresh = child;  // prf+(SK_d, g^ir (new) | Ni | Nr)
    fresh.shared_secret = block.take("g^ir (new)").bytes(seed.shared_secret.size());
    IkeParameters rekeyed = fresh;
    Bytes child_keys = block.take("DKM(Child SA)").bytes(child_size);
    Bytes fresh_keys = block.take("DKM(Child SA D-H)").bytes(child_size);
    Bytes rekeyed_seed = block.take("SKEYSEED(Rekey)").bytes(hash_size);
    return {
        cavp_ike_derivation(std::move(seed), CavpIkeStep::v2_skeyseed, skeyseed, "SKEYSEED"),
        cavp_ike_derivation(std::move(initial), CavpIkeStep::v2_prf_plus, keys, "DKM"),
        cavp_ike_derivation(std::move(child), CavpIkeStep::v2_prf_plus, std::move(child_keys), "DKM(Child SA)"),
        cavp_ike_derivation(std::move(fresh), CavpIkeStep::v2_prf_plus, std::move(fresh_keys), "DKM(Child SA D-H)"),
        cavp_ike_derivation(std::move(rekeyed), CavpIkeStep::v2_skeyseed_rekey, std::move(rekeyed_seed), "SKEYSEED(Rekey)")};
  }
};

std::optional<std::string> ike1_algorithm(const Preview& preview) {
  if (!preview.has_attribute("SKEYID_d") || !preview.has_attribute("CKY_I")) return std::nullopt;
  return "IKEv1 KDF";
}

std::optional<std::string> ike2_algorithm(const Preview& preview) {
  if (!preview.has_attribute("SKEYSEED") || !preview.has_attribute("SPIi")) return std::nullopt;
  return "IKEv2 KDF";
}

std::unique_ptr<CaseMapper> ike1_mapper(const Preview& /*preview*/) { return std::make_unique<Ike1Mapper>(); }
std::unique_ptr<CaseMapper> ike2_mapper(const Preview& /*preview*/) { return std::make_unique<Ike2Mapper>(); }

}  // namespace

const CavpKind kCavpIke1 = {ike1_algorithm, ike1_mapper};
const CavpKind kCavpIke2 = {ike2_algorithm, ike2_mapper};

}  // namespace fipsprobe
