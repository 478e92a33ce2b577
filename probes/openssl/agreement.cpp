#include "probes/openssl/agreeing.hpp"
#include "probes/openssl/asn1.hpp"
#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/curves.hpp"
#include "probes/openssl/private_keys.hpp"

namespace fipsprobe::openssl {
namespace {

// Agreement derives the secret of a key and a peer's public key. A peer's key that the library does not decode, does not take
// for this key, or rejects while it derives, is not accepted.
class Agreement {
 public:
  explicit Agreement(const Toolkit& toolkit) : toolkit_(toolkit), privates_(toolkit.symbols.privates), keys_(toolkit) {}

  PrivateKeys& keys() { return keys_; }

  Outcome derive(EvpPkey& key, const Bytes& peer_info, bool cofactor) {
    const auto peer = toolkit_.backend.public_key(peer_info);
    if (peer == nullptr) return rejected("d2i_PUBKEY", toolkit_.backend.is_valid_outside(peer_info));
    const StartedAgreement started = start_agreement(toolkit_, key, *peer, cofactor);
    if (started.context == nullptr) {
      return started.rejects_peer ? rejected(started.call, false) : toolkit_.errors.outcome(started.call);
    }
    EvpPkeyCtx* const context = started.context.get();
    std::size_t size = 0;
    if (privates_.derive(context, nullptr, &size) != 1) return toolkit_.errors.outcome("EVP_PKEY_derive (size)");
    Bytes secret(size);
    if (privates_.derive(context, secret.data(), &size) != 1) return rejected("EVP_PKEY_derive", false);
    secret.resize(size);
    return Outcome::done(std::move(secret));
  }

 private:
  Outcome rejected(const std::string& call, bool valid_outside) const {
    const ErrorQueue::Report report = toolkit_.errors.take();
    if (report.refusal) return Outcome::refused(call + ": " + report.text);
    return valid_outside ? Outcome::failed(call + ": " + report.text) : Outcome::verified(false);
  }

  Toolkit toolkit_;
  const PrivateSymbols& privates_;
  PrivateKeys keys_;
};

class EvpEcdh : public Ecdh {
 public:
  explicit EvpEcdh(const Toolkit& toolkit) : toolkit_(toolkit), curves_(toolkit.symbols.key), agreement_(toolkit) {}

  Outcome perform(const EcdhOperation& operation) override {
    toolkit_.errors.clear();
    const Curve curve = operation.key.curve;
    if (!curves_.has(curve)) return Curves::absent(curve);
    const PrivateKeys::Found key = agreement_.keys().find(operation.key);
    if (key.key == nullptr) return key.outcome;
    return agreement_.derive(*key.key, subject_public_key_info(operation.peer), true);
  }

 private:
  Toolkit toolkit_;
  Curves curves_;
  Agreement agreement_;
};

class EvpFfdh : public Ffdh {
 public:
  explicit EvpFfdh(const Toolkit& toolkit) : toolkit_(toolkit), agreement_(toolkit) {}

  Outcome perform(const FfdhOperation& operation) override {
    toolkit_.errors.clear();
    const PrivateKeys::Found key = agreement_.keys().find_info(diffie_hellman_private_info(operation.key));
    if (key.key == nullptr) return key.outcome;
    Outcome outcome = agreement_.derive(*key.key, diffie_hellman_public_info(operation.key, operation.peer), false);
    // The library gives Z without its leading zeros.
    if (outcome.kind == OutcomeKind::ok && outcome.accepted)
      outcome.output = padded(outcome.output, (significant_bits(operation.key.p) + 7) / 8);
    return outcome;
  }

 private:
  Toolkit toolkit_;
  Agreement agreement_;
};

bool has_all(const Symbols& symbols) { return symbols.key.complete && symbols.privates.complete && symbols.number.complete; }

}  // namespace

StartedAgreement start_agreement(const Toolkit& toolkit, EvpPkey& key, EvpPkey& peer, bool cofactor) {
  const PrivateSymbols& privates = toolkit.symbols.privates;
  StartedAgreement started;
  auto context = toolkit.backend.working(key);
  started.call = "EVP_PKEY_derive_init";
  if (context == nullptr || privates.derive_init(context.get()) != 1) return started;
  started.call = "ecdh_cofactor_mode";
  if (cofactor && toolkit.symbols.key.set(context.get(), "ecdh_cofactor_mode", "1") <= 0) return started;
  started.call = "EVP_PKEY_derive_set_peer";
  started.rejects_peer = privates.derive_set_peer(context.get(), &peer) != 1;
  if (!started.rejects_peer) started.context = std::move(context);
  return started;
}

std::unique_ptr<Ecdh> make_ecdh(const Toolkit& toolkit) {
  return has_all(toolkit.symbols) ? std::make_unique<EvpEcdh>(toolkit) : nullptr;
}

std::unique_ptr<Ffdh> make_ffdh(const Toolkit& toolkit) {
  return has_all(toolkit.symbols) ? std::make_unique<EvpFfdh>(toolkit) : nullptr;
}

}  // namespace fipsprobe::openssl
