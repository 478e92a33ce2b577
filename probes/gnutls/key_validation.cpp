#include "probes/gnutls/key_validation.hpp"

#include "probes/gnutls/keys.hpp"

namespace fipsprobe::gnutls {
namespace {

class TlsKeyValidator final : public KeyValidator {
 public:
  explicit TlsKeyValidator(const Library& library) : library_(library) {}

  Outcome perform(const KeyValidationOperation& operation) override {
    if (std::holds_alternative<DsaPublicKey>(operation.key))
      return Outcome::unsupported("gnutls_pubkey_verify_params checks nothing of a DSA key");
    const Loaded<OwnedPublicKey> key = load_public(library_, operation.key);
    if (!key && is_bad_key(key.answer.code)) return judge(key.answer);
    if (!key) return no_key(library_, key);
    return judge({"gnutls_pubkey_verify_params", library_.pubkey_verify_params(key.key.get())});
  }

 private:
  Outcome judge(const Answer& answer) const {
    if (answer.code >= 0) return Outcome::verified(true);
    if (!is_bad_key(answer.code)) return library_.declined(answer.call, answer.code);
    Outcome outcome = Outcome::verified(false);
    outcome.reason = library_.text_of(answer.call, answer.code);
    return outcome;
  }

  const Library& library_;
};

}  // namespace

std::unique_ptr<KeyValidator> make_key_validator(const Library& library) {
  return library.pubkey_verify_params == nullptr ? nullptr : std::make_unique<TlsKeyValidator>(library);
}

}  // namespace fipsprobe::gnutls
