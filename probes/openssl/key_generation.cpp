#include <fmt/format.h>

#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/curves.hpp"
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
    switch (operation.scheme) {
      case SignatureScheme::ecdsa: return make_ec(operation.curve);
      case SignatureScheme::dsa: return make_dsa(operation.bits);
      default: return make_rsa(operation.bits);
    }
  }

  Made generate(EvpPkeyCtx& context) {
    EvpPkey* key = nullptr;
    if (key_.generate(&context, &key) != 1 || key == nullptr) return failed(toolkit_.errors.outcome("EVP_PKEY_keygen"));
    return {{key, key_.free_key}, Outcome::done({})};
  }

  Made make_rsa(std::size_t bits) {
    const auto context = toolkit_.backend.generation(KeyType::rsa);
    if (context == nullptr || key_.generate_init(context.get()) != 1)
      return failed(toolkit_.errors.outcome("EVP_PKEY_keygen_init"));
    if (key_.set(context.get(), "rsa_keygen_bits", std::to_string(bits).c_str()) <= 0)
      return failed(toolkit_.errors.outcome("rsa_keygen_bits"));
    return checked(generate(*context), bits);
  }

  // make_dsa takes the size of q that FIPS 186-4 §4.2 pairs with p: 160 bits up to 1024, else 256.
  Made make_dsa(std::size_t bits) {
    const auto context = toolkit_.backend.generation(KeyType::dsa);
    if (context == nullptr || key_.parameters_init(context.get()) != 1)
      return failed(toolkit_.errors.outcome("EVP_PKEY_paramgen_init"));
    if (key_.set(context.get(), "dsa_paramgen_bits", std::to_string(bits).c_str()) <= 0)
      return failed(toolkit_.errors.outcome("dsa_paramgen_bits"));
    if (key_.set(context.get(), "dsa_paramgen_q_bits", bits <= 1024 ? "160" : "256") <= 0)
      return failed(toolkit_.errors.outcome("dsa_paramgen_q_bits"));
    return checked(from_parameters(*context), bits);
  }

  Made make_ec(Curve curve) {
    if (!curves_.has(curve)) return failed(Curves::absent(curve));
    const auto context = toolkit_.backend.generation(KeyType::ec);
    if (context == nullptr || key_.parameters_init(context.get()) != 1)
      return failed(toolkit_.errors.outcome("EVP_PKEY_paramgen_init"));
    if (key_.set(context.get(), "ec_paramgen_curve", name_of(curve).data()) <= 0)
      return failed(toolkit_.errors.outcome("ec_paramgen_curve"));
    return from_parameters(*context);
  }

  Made from_parameters(EvpPkeyCtx& context) {
    EvpPkey* raw = nullptr;
    if (key_.parameters(&context, &raw) != 1 || raw == nullptr) return failed(toolkit_.errors.outcome("EVP_PKEY_paramgen"));
    const Handle<EvpPkey> parameters(raw, key_.free_key);
    const auto with_parameters = toolkit_.backend.generation(*parameters);
    if (with_parameters == nullptr || key_.generate_init(with_parameters.get()) != 1) {
      return failed(toolkit_.errors.outcome("EVP_PKEY_keygen_init"));
    }
    return generate(*with_parameters);
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
