#include <fmt/format.h>

#include "harness/vectors/acvp_test.hpp"

// Key derivation of IKE (RFC 2409 §5, RFC 7296 §2.13 to §2.18; SP 800-135 Rev. 1 §4.1). Each value is one case; where it is
// derived from another, that one is taken from the answer.
namespace fipsprobe {
namespace {

using AcvpIkeStep = IkeParameters::Step;

void acvp_ike_add(std::vector<AcvpCase>& cases, std::string_view part, IkeParameters parameters, AcvpIkeStep step,
                  Bytes output) {
  parameters.step = step;
  const std::size_t length = output.size();
  std::vector<AcvpCase> made = output_case(KdfOperation{std::move(parameters), length}, std::move(output));
  made.front().part = part;
  cases.push_back(std::move(made.front()));
}

void add_untestable(std::vector<AcvpCase>& cases, std::string_view part, std::string reason) {
  AcvpCase made;
  made.part = part;
  made.kat_case.operation = UntestableOperation{"IKEv1 KDF", std::move(reason)};
  cases.push_back(std::move(made));
}

IkeParameters nonces_of(const AcvpTest& test) {
  IkeParameters parameters;
  parameters.hash = test.group.hash("hashAlg");
  parameters.ni = test.bytes("nInit", "nInitLength", "a nonce");
  parameters.nr = test.bytes("nResp", "nRespLength", "a nonce");
  return parameters;
}

// add_skeyid: with public-key encryption, SKEYID's key is a hash of the nonces.
void add_skeyid(std::vector<AcvpCase>& cases, const AcvpTest& test, IkeParameters parameters, Bytes output) {
  const std::string method = test.group.text("authenticationMethod");
  if (method == "dsa")
    return acvp_ike_add(cases, "SKEYID", std::move(parameters), AcvpIkeStep::v1_skeyid_signature, std::move(output));
  if (method == "psk") {
    parameters.key = test.bytes("preSharedKey", "preSharedKeyLength", "a pre-shared key");
    parameters.shared_secret.clear();
    return acvp_ike_add(cases, "SKEYID", std::move(parameters), AcvpIkeStep::v1_skeyid_psk, std::move(output));
  }
  add_untestable(cases, "SKEYID", "SKEYID of authentication with " + method);
}

// child_key returns SK_d, the first of the keys: as long as the hash.
Bytes child_key(const AcvpTest& test, Hash hash, const Bytes& keys) {
  if (keys.size() < digest_size(hash)) {
    throw Untestable{fmt::format("key material that is shorter than SK_d, in test group {}", test.group.number("tgId"))};
  }
  return {keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(digest_size(hash))};
}

}  // namespace

std::vector<AcvpCase> map_acvp_ike1(const AcvpTest& test) {
  IkeParameters parameters = nonces_of(test);
  parameters.shared_secret = test.bytes("gxy", "dhLength", "a shared secret");
  const std::size_t size = digest_size(parameters.hash);
  const Bytes skeyid = test.answer.hex("sKeyId", size);
  const Bytes skeyid_d = test.answer.hex("sKeyIdD", size);
  const Bytes skeyid_a = test.answer.hex("sKeyIdA", size);
  std::vector<AcvpCase> cases;
  add_skeyid(cases, test, parameters, skeyid);
  parameters.key = skeyid;
  parameters.ci = test.test.hex("ckyInit");
  parameters.cr = test.test.hex("ckyResp");
  acvp_ike_add(cases, "SKEYID_d", parameters, AcvpIkeStep::v1_skeyid_d, skeyid_d);
  parameters.previous = skeyid_d;
  acvp_ike_add(cases, "SKEYID_a", parameters, AcvpIkeStep::v1_skeyid_a, skeyid_a);
  parameters.previous = skeyid_a;
  acvp_ike_add(cases, "SKEYID_e", parameters, AcvpIkeStep::v1_skeyid_e, test.answer.hex("sKeyIdE", size));
  return cases;
}

std::vector<AcvpCase> map_acvp_ike2(const AcvpTest& test) {
  const IkeParameters nonces = nonces_of(test);
  const std::size_t size = digest_size(nonces.hash);
  const Bytes seed = test.answer.hex("sKeySeed", size);
  const std::size_t keys_size = test.size("derivedKeyingMaterialLength", "key material");
  const std::size_t child_size = test.size("derivedKeyingMaterialChildLength", "key material");
  const Bytes keys = test.answer.hex("derivedKeyingMaterial", keys_size);
  std::vector<AcvpCase> cases;
  IkeParameters first = nonces;
  first.shared_secret = test.bytes("gir", "dhLength", "a shared secret");
  acvp_ike_add(cases, "SKEYSEED", std::move(first), AcvpIkeStep::v2_skeyseed, seed);
  IkeParameters expansion = nonces;
  expansion.key = seed;
  expansion.ci = test.test.hex("spiInit");
  expansion.cr = test.test.hex("spiResp");
  acvp_ike_add(cases, "keys", std::move(expansion), AcvpIkeStep::v2_prf_plus, keys);
  IkeParameters child = nonces;
  child.key = child_key(test, nonces.hash, keys);
  acvp_ike_add(cases, "child SA", child, AcvpIkeStep::v2_prf_plus, test.answer.hex("derivedKeyingMaterialChild", child_size));
  child.shared_secret = test.bytes("girNew", "dhLength", "a shared secret");
  acvp_ike_add(cases, "child SA with DH", child, AcvpIkeStep::v2_prf_plus,
               test.answer.hex("derivedKeyingMaterialDh", child_size));
  acvp_ike_add(cases, "SKEYSEED of a new key", child, AcvpIkeStep::v2_skeyseed_rekey, test.answer.hex("sKeySeedReKey", size));
  return cases;
}

}  // namespace fipsprobe
