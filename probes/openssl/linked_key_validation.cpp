#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/number.hpp"
#include "probes/openssl/public_keys.hpp"

namespace fipsprobe::openssl {
namespace {

// LinkedKeyValidator asks EC_KEY_check_key for EC keys and DH_check_pub_key for DSA's, which are numbers of the same kind. An
// RSA key has no check of its own in 1.0.2: it is used once.
class LinkedKeyValidator : public KeyValidator {
 public:
  LinkedKeyValidator(const Toolkit& toolkit, const LinkedKeySymbols& linked)
      : toolkit_(toolkit), linked_(linked), keys_(toolkit), arithmetic_(toolkit.symbols.number) {}

  Outcome perform(const KeyValidationOperation& operation) override {
    toolkit_.errors.clear();
    const PublicKeys::Found found = keys_.find(operation.key);
    if (found.key == nullptr) return found.outcome;
    if (std::holds_alternative<EcPublicKey>(operation.key)) return check_ec(*found.key);
    const auto* dsa = std::get_if<DsaPublicKey>(&operation.key);
    return dsa != nullptr ? check_dsa(*found.key, *dsa) : use_rsa(*found.key);
  }

 private:
  Outcome verdict(const char* call, bool valid) const {
    const ErrorQueue::Report report = toolkit_.errors.take();
    return report.refusal ? Outcome::refused(std::string(call) + ": " + report.text) : Outcome::verified(valid);
  }

  Outcome check_ec(EvpPkey& key) const {
    const Handle<EcKey> ec(linked_.ec_key(&key), linked_.free_ec_key);
    if (ec == nullptr) return toolkit_.errors.outcome("EVP_PKEY_get1_EC_KEY");
    return verdict("EC_KEY_check_key", linked_.check_ec_key(ec.get()) == 1);
  }

  Outcome check_dsa(EvpPkey& key, const DsaPublicKey& parts) const {
    const Handle<Dsa> dsa(linked_.dsa(&key), linked_.free_dsa);
    if (dsa == nullptr) return toolkit_.errors.outcome("EVP_PKEY_get1_DSA");
    const Handle<Dh> dh(linked_.dh_of_dsa(dsa.get()), linked_.free_dh);
    if (dh == nullptr) return toolkit_.errors.outcome("DSA_dup_DH");
    int problems = 0;
    const int answer = linked_.check_dh_public(dh.get(), arithmetic_.number(parts.y).get(), &problems);
    return verdict("DH_check_pub_key", answer == 1 && problems == 0);
  }

  // Two to the power e: the library looks at the sizes of n and e first.
  Outcome use_rsa(EvpPkey& key) const {
    const auto context = toolkit_.backend.working(key);
    if (context == nullptr || linked_.encrypt_init(context.get()) != 1) return toolkit_.errors.outcome("EVP_PKEY_encrypt_init");
    if (toolkit_.symbols.key.set(context.get(), "rsa_padding_mode", "none") <= 0)
      return toolkit_.errors.outcome("rsa_padding_mode");
    const int bits = toolkit_.symbols.key.bits(&key);
    Bytes message((static_cast<std::size_t>(bits) + 7) / 8);
    if (message.empty()) return Outcome::verified(false);
    message.back() = 2;
    Bytes power(message.size());
    std::size_t size = power.size();
    return verdict("EVP_PKEY_encrypt",
                   linked_.encrypt(context.get(), power.data(), &size, message.data(), message.size()) == 1);
  }

  Toolkit toolkit_;
  const LinkedKeySymbols& linked_;
  PublicKeys keys_;
  Arithmetic arithmetic_;
};

}  // namespace

std::unique_ptr<KeyValidator> make_linked_key_validator(const Toolkit& toolkit, const LinkedSymbols& linked) {
  if (!toolkit.symbols.key.complete || !toolkit.symbols.number.complete || !linked.key.complete) return nullptr;
  return std::make_unique<LinkedKeyValidator>(toolkit, linked.key);
}

}  // namespace fipsprobe::openssl
