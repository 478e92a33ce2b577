#include "harness/vectors/cavp_signature.hpp"

namespace fipsprobe {

std::vector<Case> sign_and_verify(PrivateKey key, VerifyOperation given, bool is_random) {
  SignOperation sign;
  sign.scheme = given.scheme;
  sign.hash = given.hash;
  sign.key = std::move(key);
  sign.salt_length = given.salt_length;
  sign.message = given.message;
  std::vector<Case> cases(2);
  cases[0].id = "sign";
  cases[0].operation = std::move(sign);
  cases[0].expected.kind = is_random ? Expected::Kind::verifies : Expected::Kind::output;
  if (!is_random) cases[0].expected.output = given.signature;
  cases[1] = verification(std::move(given), true);
  cases[1].id = "verify";
  return cases;
}

Case key_pair_case(SignatureScheme scheme, PrivateKey key) {
  SignOperation sign;
  sign.scheme = scheme;
  sign.hash = Hash::sha256;
  sign.key = std::move(key);
  sign.message = {'k', 'e', 'y', ' ', 'p', 'a', 'i', 'r'};
  Case result;
  result.operation = std::move(sign);
  result.expected.kind = Expected::Kind::verifies;
  return result;
}

}  // namespace fipsprobe
