#include <fmt/format.h>

#include "harness/vectors/acvp_test.hpp"
#include "harness/vectors/cavp_kind.hpp"

// ECDSA (FIPS 186-4 §6).
namespace fipsprobe {
namespace {

// A coordinate that is longer than the field stays so: such a key must be rejected.
EcPublicKey public_key(const JsonFields& fields, Curve curve) {
  return {curve, fixed_size(fields.integer("qx"), field_size(curve)), fixed_size(fields.integer("qy"), field_size(curve))};
}

void refuse_component(const AcvpTest& test) {
  if (test.group.boolean_or("componentTest", false)) throw Untestable{"a signature of a given hash value"};
}

std::vector<AcvpCase> acvp_ecdsa_key_generation(const AcvpTest& test) {
  KeyGenerationOperation operation;
  operation.scheme = SignatureScheme::ecdsa;
  operation.curve = acvp_curve(test.group, "curve");
  return generated_case(std::move(operation));
}

std::vector<AcvpCase> acvp_ecdsa_signing(const AcvpTest& test) {
  refuse_randomized_hashing(test);
  refuse_component(test);
  KeyGenerationOperation operation;
  operation.scheme = SignatureScheme::ecdsa;
  operation.curve = acvp_curve(test.group, "curve");
  operation.hash = test.group.signature_hash("hashAlg");
  operation.message = test.test.hex("message");
  return generated_case(std::move(operation));
}

std::vector<AcvpCase> acvp_ecdsa_verification(const AcvpTest& test) {
  refuse_randomized_hashing(test);
  refuse_component(test);
  const Curve curve = acvp_curve(test.group, "curve");
  VerifyOperation operation;
  operation.scheme = SignatureScheme::ecdsa;
  operation.hash = test.group.signature_hash("hashAlg");
  operation.key = public_key(test.of("qx"), curve);
  operation.message = test.test.hex("message");
  operation.signature = pair_of_integers(test.test.integer("r"), test.test.integer("s"), order_size(curve));
  return verdict_case(std::move(operation), test.passed());
}

}  // namespace

std::vector<AcvpCase> map_acvp_ecdsa(const AcvpTest& test) {
  if (test.mode == "keyGen") return acvp_ecdsa_key_generation(test);
  if (test.mode == "sigGen") return acvp_ecdsa_signing(test);
  if (test.mode == "sigVer") return acvp_ecdsa_verification(test);
  if (test.mode == "keyVer") {
    return verdict_case(KeyValidationOperation{public_key(test.test, acvp_curve(test.group, "curve"))}, test.passed());
  }
  throw Untestable{fmt::format("no operation for ACVP algorithm ECDSA {}", test.mode)};
}

}  // namespace fipsprobe
