#include <fmt/format.h>

#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/generation.hpp"
#include "probes/openssl/signing.hpp"

namespace fipsprobe::openssl {
namespace {

class EvpKeyGenerator : public KeyGenerator {
 public:
  explicit EvpKeyGenerator(const Toolkit& toolkit)
      : toolkit_(toolkit), key_(toolkit.symbols.key), curves_(toolkit.symbols.key) {}

  Outcome perform(const KeyGenerationOperation& operation) override {
    toolkit_.errors.clear();
    Made made = make(operation);
    return made.key != nullptr ? signed_with(*made.key, operation) : made.outcome;
  }

 private:
  // Made is a key, or the outcome that stands in its place.
  struct Made {
    Handle<EvpPkey> key = no_handle<EvpPkey>();
    Outcome outcome;
  };

  static Made failed(Outcome outcome) {
    Made made;
    made.outcome = std::move(outcome);
    return made;
  }

  Made make(const KeyGenerationOperation& operation) {
    const Generation started = start_generation(toolkit_, curves_, operation);
    if (started.context == nullptr) return failed(started.outcome);
    EvpPkey* key = nullptr;
    if (key_.generate(started.context.get(), &key) != 1 || key == nullptr)
      return failed(toolkit_.errors.outcome("EVP_PKEY_keygen"));
    Made made{{key, key_.free_key}, Outcome::done({})};
    return operation.scheme == SignatureScheme::ecdsa ? std::move(made) : checked(std::move(made), operation.bits);
  }

  // checked looks whether the key is as long as was asked for.
  Made checked(Made made, std::size_t bits) const {
    if (made.key == nullptr) return made;
    const int got = key_.bits(made.key.get());
    if (got >= 0 && static_cast<std::size_t>(got) == bits) return made;
    return failed(Outcome::failed(fmt::format("the key that was made has {} bits, not {}", got, bits)));
  }

  // signed_with signs with the fresh key and tells its public half.
  Outcome signed_with(EvpPkey& key, const KeyGenerationOperation& operation) const {
    const auto public_key = public_half(key, operation);
    if (!public_key) return Outcome::failed("i2d_PUBKEY: not a key of the scheme: " + toolkit_.errors.take().text);
    Outcome made =
        sign(toolkit_, key, {operation.scheme, operation.hash, operation.salt_length, std::nullopt}, operation.message);
    if (made.kind != OutcomeKind::ok) return made;
    made.public_key = public_key;
    if (std::holds_alternative<RsaPublicKey>(*public_key)) return made;
    const auto* dsa = std::get_if<DsaPublicKey>(&*public_key);
    const std::size_t half = dsa != nullptr ? (significant_bits(dsa->q) + 7) / 8 : order_size(operation.curve);
    std::optional<Bytes> raw = raw_signature(made.output, half);
    if (!raw) return Outcome::failed("the signature is no pair of integers below the order");
    made.output = *std::move(raw);
    return made;
  }

  std::optional<PublicKey> public_half(EvpPkey& key, const KeyGenerationOperation& operation) const {
    const int size = key_.encode(&key, nullptr);
    if (size <= 0) return std::nullopt;
    Bytes info(static_cast<std::size_t>(size));
    unsigned char* at = info.data();
    key_.encode(&key, &at);
    return public_key_of(info, operation.scheme, operation.curve);
  }

  Toolkit toolkit_;
  const KeySymbols& key_;
  Curves curves_;
};

}  // namespace

std::unique_ptr<KeyGenerator> make_key_generator(const Toolkit& toolkit) {
  if (!toolkit.symbols.key.complete || !toolkit.symbols.digest.complete || !toolkit.symbols.privates.complete) return nullptr;
  return std::make_unique<EvpKeyGenerator>(toolkit);
}

}  // namespace fipsprobe::openssl
