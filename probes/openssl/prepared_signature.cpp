#include "probes/aligned_buffer.hpp"
#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/der.hpp"
#include "probes/openssl/prepared.hpp"
#include "probes/openssl/private_keys.hpp"
#include "probes/openssl/public_keys.hpp"
#include "probes/openssl/signing.hpp"

namespace fipsprobe::openssl {
namespace {

// pair_half returns the bytes of r and of s; 0 for RSA, whose signature is one number.
std::size_t pair_half(const PrivateKey& key) {
  if (const auto* ec = std::get_if<EcPrivateKey>(&key)) return order_size(ec->curve);
  const auto* dsa = std::get_if<DsaPrivateKey>(&key);
  return dsa == nullptr ? 0 : (significant_bits(dsa->q) + 7) / 8;
}

struct SignState {
  const MeasuredSymbols* measured;
  Handle<EvpPkeyCtx> context;
  Bytes hash;
  std::size_t half;
  Bytes signature;
  std::size_t size = 0;

  static bool restart() { return true; }

  bool call() {
    size = signature.size();
    return measured->sign(context.get(), signature.data(), &size, hash.data(), hash.size()) == 1;
  }

  Bytes output() const {
    const ByteView made = ByteView(signature).first(size);
    return half == 0 ? Bytes(made.begin(), made.end()) : raw_signature(made, half).value_or(Bytes{});
  }
};

struct VerifyState {
  const MeasuredSymbols* measured;
  Handle<EvpPkeyCtx> context;
  Bytes hash;
  Bytes signature;

  static bool restart() { return true; }
  bool call() { return measured->verify(context.get(), signature.data(), signature.size(), hash.data(), hash.size()) == 1; }
  static Bytes output() { return {}; }
};

// hash_of is the value that is signed, by the library's own hash function.
Bytes hash_of(const Toolkit& toolkit, Hash hash, const Bytes& message) {
  const auto digest = make_digest(toolkit);
  DigestOperation operation{.hash = hash, .message = message};
  return digest == nullptr ? Bytes{} : digest->perform(operation).output;
}

// set_up gives a context that was begun its padding and hash; the name of the parameter that was not taken, or nullptr.
const char* set_up(const Toolkit& toolkit, EvpPkeyCtx& context, const SignatureSettings& settings) {
  if (const char* const parameter = set_padding(toolkit, context, settings)) return parameter;
  if (!toolkit.backend.set_digest(context, DigestRole::signature, name_of_digest(settings.hash))) return "signature digest";
  return nullptr;
}

}  // namespace

Preparation prepare_signature(const Toolkit& toolkit, const MeasuredSymbols& measured, const SignOperation& operation) {
  if (measured.sign_init == nullptr || measured.sign == nullptr) return Preparation::none("no function EVP_PKEY_sign");
  PrivateKeys keys(toolkit);
  const PrivateKeys::Found key = keys.find(operation.key);
  if (key.key == nullptr) return Preparation::none("the key is not taken: " + key.outcome.reason);
  auto context = toolkit.backend.working(*key.key);
  if (context == nullptr || measured.sign_init(context.get()) != 1) return failed_preparation(toolkit, "EVP_PKEY_sign_init");
  const SignatureSettings settings{operation.scheme, operation.hash, operation.salt_length, std::nullopt};
  if (const char* const parameter = set_up(toolkit, *context, settings)) return failed_preparation(toolkit, parameter);
  Bytes hash = hash_of(toolkit, operation.hash, operation.message);
  std::size_t size = 0;
  if (measured.sign(context.get(), nullptr, &size, hash.data(), hash.size()) != 1)
    return failed_preparation(toolkit, "EVP_PKEY_sign (size)");
  return prepared_by(SignState{&measured, std::move(context), std::move(hash), pair_half(operation.key), Bytes(size)});
}

Preparation prepare_verification(const Toolkit& toolkit, const MeasuredSymbols& measured, const VerifyOperation& operation) {
  if (measured.verify_init == nullptr || measured.verify == nullptr) return Preparation::none("no function EVP_PKEY_verify");
  PublicKeys keys(toolkit);
  const PublicKeys::Found key = keys.find(operation.key);
  if (key.key == nullptr) return Preparation::none("the key is not taken: " + key.outcome.reason);
  auto context = toolkit.backend.working(*key.key);
  if (context == nullptr || measured.verify_init(context.get()) != 1)
    return failed_preparation(toolkit, "EVP_PKEY_verify_init");
  const SignatureSettings settings{operation.scheme, operation.hash, operation.salt_length, operation.mgf_hash};
  if (const char* const parameter = set_up(toolkit, *context, settings)) return failed_preparation(toolkit, parameter);
  const bool raw = !std::holds_alternative<RsaPublicKey>(operation.key) && operation.encoding == SignatureEncoding::raw;
  return prepared_by(VerifyState{&measured, std::move(context), hash_of(toolkit, operation.hash, operation.message),
                                 raw ? signature_value(operation.signature) : operation.signature});
}

}  // namespace fipsprobe::openssl
