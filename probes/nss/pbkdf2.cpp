#include "probes/nss/kdf.hpp"

namespace fipsprobe::nss {
namespace {

constexpr Ulong kSaltSpecified = 1;  // CKZ_SALT_SPECIFIED

// prf_of returns the CKP_PKCS5_PBKD2_HMAC_ constant of PKCS #11 2.40.
std::optional<Ulong> prf_of(Hash hash) {
  switch (hash) {
    case Hash::sha1: return 1;
    case Hash::sha224: return 3;
    case Hash::sha256: return 4;
    case Hash::sha384: return 5;
    case Hash::sha512: return 6;
    case Hash::sha512_224: return 7;
    case Hash::sha512_256: return 8;
    default: return std::nullopt;
  }
}

}  // namespace

std::variant<Pbkdf2Mechanism, Outcome> pkcs5_parameters(const Token& token, const Pbkdf2Parameters& from,
                                                        const Ulong& password_length) {
  if (auto missing = token.missing(kPbkdf2)) return *missing;
  const std::optional<Ulong> prf = prf_of(from.hash);
  if (!prf) return no_mechanism("PBKDF2 with " + std::string(name_of(from.hash)));
  const HashMechanisms* const hash = mechanisms_of(from.hash);
  if (auto missing = token.missing(hash->digest)) return *missing;
  return Pbkdf2Mechanism{kSaltSpecified,       from.salt.data(), from.salt.size(), from.iterations, *prf, nullptr, 0,
                         from.password.data(), &password_length};
}

// The key is made with C_GenerateKey. An empty password is given by an address that may not be read.
Outcome derive_pbkdf2(const KdfRequest& request, const Pbkdf2Parameters& from) {
  const Ulong password_length = from.password.size();
  const auto made_parameters = pkcs5_parameters(request.token, from, password_length);
  if (const auto* const why_not = std::get_if<Outcome>(&made_parameters)) return *why_not;
  const auto& parameters = std::get<Pbkdf2Mechanism>(made_parameters);
  Attributes wanted;
  describe_output(wanted, request.length);
  const Reply made = request.token.generate({kPbkdf2.type, &parameters, sizeof parameters}, wanted);
  return value_outcome(request.token, request.keys, made, request.length);
}

}  // namespace fipsprobe::nss
