#include <fmt/format.h>

#include <array>

#include "harness/vectors/acvp_test.hpp"

// RSA (FIPS 186-4, FIPS 186-5) and the primitives RSADP and RSASP1 (SP 800-56B Rev. 2, RFC 8017 §5).
namespace fipsprobe {
namespace {

struct AcvpRsaSchemeRow {
  std::string_view name;
  SignatureScheme scheme;
};

constexpr std::array kAcvpRsaSchemes = {
    AcvpRsaSchemeRow{"ansx9.31", SignatureScheme::rsa_x931},
    AcvpRsaSchemeRow{"pkcs1v1.5", SignatureScheme::rsa_pkcs1},
    AcvpRsaSchemeRow{"pss", SignatureScheme::rsa_pss},
};

// MGF1 with the same hash is what ACVP's masks "" and "mgf1" mean.
SignatureScheme scheme_of(const JsonFields& group) {
  const std::string word = group.text("sigType");
  const std::string mask = group.text_or("maskFunction", "");
  for (const AcvpRsaSchemeRow& row : kAcvpRsaSchemes) {
    if (row.name != word) continue;
    if (row.scheme == SignatureScheme::rsa_pss && !mask.empty() && mask != "mgf1" && mask != "MGF1") {
      throw Untestable{fmt::format("RSA PSS with mask function {}", mask)};
    }
    return row.scheme;
  }
  throw Untestable{fmt::format("no operation for RSA signature type {}", word)};
}

std::size_t salt_length(const AcvpTest& test, SignatureScheme scheme) {
  return scheme == SignatureScheme::rsa_pss ? test.group.number("saltLen") : 0;
}

// acvp_rsa_key_generation: with values of the prompt, the key is determined by them, which no module lets a caller do.
std::vector<AcvpCase> acvp_rsa_key_generation(const AcvpTest& test) {
  const std::string method = test.group.text_or("randPQ", "");
  if (test.type() == "KAT") throw Untestable{"whether given numbers p and q make a key"};
  for (const std::string_view given : {"seed", "xP", "xP1", "bitlens"}) {
    if (test.test.has(given)) throw Untestable{fmt::format("key generation from given values ({})", method)};
  }
  KeyGenerationOperation operation;
  operation.scheme = SignatureScheme::rsa_pkcs1;
  operation.bits = test.group.number("modulo");
  return generated_case(std::move(operation));
}

// acvp_rsa_signing makes a fresh key, for a prompt has none.
std::vector<AcvpCase> acvp_rsa_signing(const AcvpTest& test) {
  refuse_randomized_hashing(test);
  KeyGenerationOperation operation;
  operation.scheme = scheme_of(test.group);
  operation.bits = test.group.number("modulo");
  operation.hash = test.group.signature_hash("hashAlg");
  operation.salt_length = salt_length(test, operation.scheme);
  operation.message = test.test.hex("message");
  return generated_case(std::move(operation));
}

std::vector<AcvpCase> acvp_rsa_verification(const AcvpTest& test) {
  refuse_randomized_hashing(test);
  VerifyOperation operation;
  operation.scheme = scheme_of(test.group);
  operation.hash = test.group.signature_hash("hashAlg");
  operation.key = RsaPublicKey{test.of("n").integer("n"), test.of("e").integer("e")};
  operation.salt_length = salt_length(test, operation.scheme);
  operation.message = test.test.hex("message");
  operation.signature = test.test.hex("signature");
  return verdict_case(std::move(operation), test.passed());
}

RsaPrivateKey acvp_rsa_private_key(const JsonFields& fields) {
  RsaPrivateKey key;
  key.n = fields.integer("n");
  key.e = fields.integer("e");
  if (fields.has("d")) key.d = fields.integer("d");
  if (!fields.has("dmp1")) return key;
  key.p = fields.integer("p");
  key.q = fields.integer("q");
  key.dp = fields.integer("dmp1");
  key.dq = fields.integer("dmq1");
  key.qinv = fields.integer("iqmp");
  return key;
}

// refuse_edges: SP 800-56B Rev. 2 §7.1.2.1 takes ciphertexts from 2 to n - 2 only; the primitive of RFC 8017 also 0, 1 and n
// - 1.
void refuse_edges(const Bytes& ciphertext, Bytes modulus) {
  modulus.back() ^= 1;  // n - 1, for n is odd
  if (significant_bits(ciphertext) > 1 && ciphertext != modulus) return;
  throw Untestable{"a ciphertext that RFC 8017 takes and SP 800-56B does not: 0, 1 or n - 1"};
}

// primitive: RSADP and RSASP1 are the same function. An input that is not below n must be rejected.
std::vector<AcvpCase> primitive(const AcvpTest& test, std::string_view input, std::string_view output) {
  if (test.test.has("resultsArray")) throw Untestable{"the file has no private key"};
  if (!test.of("d").has("d") && !test.of("dmp1").has("dmp1")) throw Untestable{"the file has no private key"};
  RsaDecryptOperation operation;
  operation.padding = RsaPadding::none;
  operation.key = acvp_rsa_private_key(test.of("n"));
  if (operation.key.n.empty()) test.of("n").fail("n", "must not be 0");
  operation.ciphertext = fixed_size(test.test.integer(input), operation.key.n.size());
  if (test.failed()) {
    refuse_edges(operation.ciphertext, operation.key.n);
    return verdict_case(std::move(operation), false);
  }
  Bytes expected = fixed_size(test.answer.integer(output), operation.key.n.size());
  return output_case(std::move(operation), std::move(expected));
}

}  // namespace

std::vector<AcvpCase> map_acvp_rsa(const AcvpTest& test) {
  if (test.mode == "keyGen") return acvp_rsa_key_generation(test);
  if (test.mode == "sigGen") return acvp_rsa_signing(test);
  if (test.mode == "sigVer") return acvp_rsa_verification(test);
  if (test.mode == "decryptionPrimitive") return primitive(test, "ct", "pt");
  if (test.mode == "signaturePrimitive") return primitive(test, "message", "signature");
  throw Untestable{fmt::format("no operation for ACVP algorithm RSA {}", test.mode)};
}

}  // namespace fipsprobe
