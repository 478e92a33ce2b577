#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/public_keys.hpp"

namespace fipsprobe::openssl {
namespace {

// FetchedKeyValidator uses EVP_PKEY_public_check(3).
class FetchedKeyValidator : public KeyValidator {
 public:
  FetchedKeyValidator(const Toolkit& toolkit, const ProviderSymbols& provider)
      : toolkit_(toolkit), provider_(provider), keys_(toolkit) {}

  Outcome perform(const KeyValidationOperation& operation) override {
    toolkit_.errors.clear();
    const PublicKeys::Found found = keys_.find(operation.key);
    if (found.key == nullptr) return found.outcome;
    const auto context = toolkit_.backend.working(*found.key);
    if (context == nullptr) return toolkit_.errors.outcome("EVP_PKEY_CTX_new_from_pkey");
    if (provider_.key.check_public(context.get()) == 1) return Outcome::verified(true);
    const ErrorQueue::Report report = toolkit_.errors.take();
    return report.refusal ? Outcome::refused("EVP_PKEY_public_check: " + report.text) : Outcome::verified(false);
  }

 private:
  Toolkit toolkit_;
  const ProviderSymbols& provider_;
  PublicKeys keys_;
};

}  // namespace

std::unique_ptr<KeyValidator> make_fetched_key_validator(const Toolkit& toolkit, const ProviderSymbols& provider) {
  if (!toolkit.symbols.key.complete) return nullptr;
  return std::make_unique<FetchedKeyValidator>(toolkit, provider);
}

}  // namespace fipsprobe::openssl
