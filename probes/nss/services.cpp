#include "probes/nss/services.hpp"

namespace fipsprobe::nss {
namespace {

constexpr const char* kNotApproved = "service indicator: CKS_NSS_FIPS_NOT_OK, done but not approved";

}  // namespace

Capabilities capabilities_of(Token& token, KeyStore& keys, const FreeblVector& freebl) {
  Capabilities all;
  all.digest = std::make_unique<NssDigest>(token, keys);
  all.cipher = std::make_unique<NssCipher>(token, keys);
  all.aead = std::make_unique<NssAead>(token, keys);
  all.mac = std::make_unique<NssMac>(token, keys);
  all.verifier = std::make_unique<NssVerifier>(token, keys);
  all.signer = std::make_unique<NssSigner>(token, keys);
  all.key_generator = std::make_unique<NssKeyGenerator>(token, keys);
  all.key_wrap = std::make_unique<NssKeyWrap>(token, keys);
  all.rsa_decryptor = std::make_unique<NssRsaDecryptor>(token, keys);
  all.ecdh = std::make_unique<NssEcdh>(token, keys);
  all.ffdh = std::make_unique<NssFfdh>(token, keys);
  all.key_validator = std::make_unique<NssKeyValidator>(token, keys);
  all.kdf = std::make_unique<NssKdf>(token, keys);
  all.drbg = std::make_unique<NssDrbg>(freebl);
  all.dsa_parameter_validator = std::make_unique<NssDsaParameterValidator>(freebl);
  return all;
}

Outcome with_indicator(const Token& token, Outcome outcome) {
  if (token.approved() == false) outcome.reason = kNotApproved;
  return outcome;
}

Outcome with_key_indicator(const Token& token, Handle key, Outcome outcome) {
  if (token.approved_key(key) == false) outcome.reason = kNotApproved;
  return outcome;
}

Outcome derived(Token& token, KeyStore& keys, const Mechanism& mechanism, Handle base, std::size_t length) {
  Attributes wanted;
  describe_output(wanted, length);
  return value_outcome(token, keys, token.derive(mechanism, base, wanted), length);
}

Outcome value_outcome(Token& token, KeyStore& keys, const Reply& made, std::size_t length) {
  if (!made.ok()) return outcome_of(made);
  const TokenKey key(token, made.object);
  Reply value = keys.value_of(key.handle());
  if (!value.ok()) return outcome_of(value);
  if (value.data.size() < length) return Outcome::failed("the token made a shorter key than the one asked for");
  value.data.resize(length);
  return with_key_indicator(token, key.handle(), Outcome::done(std::move(value.data)));
}

void describe_output(Attributes& to, std::size_t length) {
  to.number(CKA_CLASS, CKO_SECRET_KEY).number(CKA_KEY_TYPE, CKK_GENERIC_SECRET).flag(CKA_TOKEN, false);
  to.number(CKA_VALUE_LEN, length);
}

bool is_bad_point(const Reply& reply) {
  return reply.rv == CKR_TEMPLATE_INCONSISTENT || reply.rv == CKR_ATTRIBUTE_VALUE_INVALID;
}

bool rejects_point(const Reply& reply) {
  return reply.rv == CKR_KEY_SIZE_RANGE || reply.rv == CKR_ARGUMENTS_BAD || reply.rv == CKR_TEMPLATE_INCONSISTENT;
}

bool rejects_number(const Reply& reply) { return reply.rv == CKR_HOST_MEMORY || reply.rv == CKR_ARGUMENTS_BAD; }

Outcome no_curve(const Reply& reply, Curve curve) {
  return Outcome::unsupported(text_of(reply) + ": this library has no curve " + std::string(name_of(curve)));
}

Outcome without_private_key(const Reply& reply, const PrivateKey& key) {
  const auto* const ec = std::get_if<EcPrivateKey>(&key);
  return ec != nullptr && reply.rv == CKR_DOMAIN_PARAMS_INVALID ? no_curve(reply, ec->curve) : outcome_of(reply);
}

Outcome no_mechanism(const std::string& what) { return Outcome::unsupported("PKCS #11 has no mechanism for " + what); }

}  // namespace fipsprobe::nss
