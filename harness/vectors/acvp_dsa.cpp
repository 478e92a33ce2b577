#include <fmt/format.h>

#include "harness/vectors/acvp_test.hpp"
#include "harness/vectors/cavp_kind.hpp"

// DSA (FIPS 186-4 §4 and Appendix A).
namespace fipsprobe {
namespace {

// hash_for gives a fresh key's signature a hash as strong as q: a prompt for key generation names none.
Hash hash_for(std::size_t q_bits) {
  if (q_bits <= 160) return Hash::sha1;
  return q_bits <= 224 ? Hash::sha224 : Hash::sha256;
}

std::vector<AcvpCase> acvp_dsa_key_generation(const AcvpTest& test) {
  KeyGenerationOperation operation;
  operation.scheme = SignatureScheme::dsa;
  operation.bits = test.group.number("l");
  operation.hash = hash_for(test.group.number("n"));
  return generated_case(std::move(operation));
}

std::vector<AcvpCase> acvp_dsa_signing(const AcvpTest& test) {
  refuse_randomized_hashing(test);
  KeyGenerationOperation operation;
  operation.scheme = SignatureScheme::dsa;
  operation.bits = test.group.number("l");
  operation.hash = test.group.signature_hash("hashAlg");
  operation.message = test.test.hex("message");
  return generated_case(std::move(operation));
}

std::vector<AcvpCase> acvp_dsa_verification(const AcvpTest& test) {
  refuse_randomized_hashing(test);
  VerifyOperation operation;
  operation.scheme = SignatureScheme::dsa;
  operation.hash = test.group.signature_hash("hashAlg");
  operation.key =
      DsaPublicKey{test.of("p").integer("p"), test.of("q").integer("q"), test.of("g").integer("g"), test.test.integer("y")};
  operation.message = test.test.hex("message");
  const std::size_t q_size = whole_bytes(test.group.number("n"), "q");
  operation.signature = pair_of_integers(test.test.integer("r"), test.test.integer("s"), q_size);
  return verdict_case(std::move(operation), test.passed());
}

// parameters: a set of PQGVer gives all values and a verdict. In a set of PQGGen the answer gives values that are right, which
// a module validates; to make others is nothing that an operation does.
std::vector<AcvpCase> parameters(const AcvpTest& test) {
  if (test.group.has("gMode")) {
    const std::string mode = test.group.text("gMode");
    if (mode != "canonical") throw Untestable{fmt::format("a generator of kind \"{}\"", mode)};
    throw Untestable{"a canonical generator without the counter of its primes"};
  }
  const std::string mode = test.group.text("pqMode");
  if (mode != "probable") throw Untestable{fmt::format("{} primes", mode)};
  DsaParameterOperation operation;
  operation.hash = test.group.hash("hashAlg");
  operation.p = test.given("p").integer("p");
  operation.q = test.given("q").integer("q");
  operation.seed = test.given("domainSeed").hex("domainSeed");
  operation.counter = test.given("counter").number("counter");
  return verdict_case(std::move(operation), !test.failed());
}

}  // namespace

std::vector<AcvpCase> map_acvp_dsa(const AcvpTest& test) {
  if (test.mode == "keyGen") return acvp_dsa_key_generation(test);
  if (test.mode == "pqgGen" || test.mode == "pqgVer") return parameters(test);
  if (test.mode == "sigGen") return acvp_dsa_signing(test);
  if (test.mode == "sigVer") return acvp_dsa_verification(test);
  throw Untestable{fmt::format("no operation for ACVP algorithm DSA {}", test.mode)};
}

}  // namespace fipsprobe
