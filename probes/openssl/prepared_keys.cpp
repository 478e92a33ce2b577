#include "probes/aligned_buffer.hpp"
#include "probes/openssl/agreeing.hpp"
#include "probes/openssl/decrypting.hpp"
#include "probes/openssl/der.hpp"
#include "probes/openssl/generation.hpp"
#include "probes/openssl/prepared.hpp"
#include "probes/openssl/private_keys.hpp"

namespace fipsprobe::openssl {
namespace {

struct DecryptState {
  const PrivateSymbols* privates;
  Handle<EvpPkeyCtx> context;
  Bytes ciphertext;
  Bytes message;
  std::size_t size = 0;

  static bool restart() { return true; }
  bool call() {
    size = message.size();
    return privates->decrypt(context.get(), message.data(), &size, ciphertext.data(), ciphertext.size()) == 1;
  }
  Bytes output() const { return {message.begin(), message.begin() + static_cast<std::ptrdiff_t>(size)}; }
};

struct AgreeState {
  const PrivateSymbols* privates;
  Handle<EvpPkeyCtx> context;
  Bytes secret;
  std::size_t size = 0;

  static bool restart() { return true; }
  bool call() {
    size = secret.size();
    return privates->derive(context.get(), secret.data(), &size) == 1;
  }
  Bytes output() const { return {secret.begin(), secret.begin() + static_cast<std::ptrdiff_t>(size)}; }
};

struct GenerateState {
  const KeySymbols* keys;
  Handle<EvpPkeyCtx> context;

  static bool restart() { return true; }
  bool call() {
    EvpPkey* key = nullptr;
    if (keys->generate(context.get(), &key) != 1 || key == nullptr) return false;
    keys->free_key(key);
    return true;
  }
  static Bytes output() { return {}; }
};

}  // namespace

Preparation prepare_decryption(const Toolkit& toolkit, const RsaDecryptOperation& operation) {
  const PrivateSymbols& privates = toolkit.symbols.privates;
  PrivateKeys keys(toolkit);
  const PrivateKeys::Found key = keys.find(operation.key);
  if (key.key == nullptr) return Preparation::none("the key is not taken: " + key.outcome.reason);
  auto context = toolkit.backend.working(*key.key);
  if (context == nullptr || privates.decrypt_init(context.get()) != 1)
    return failed_preparation(toolkit, "EVP_PKEY_decrypt_init");
  if (const char* const parameter = set_padding(toolkit, *context, operation)) return failed_preparation(toolkit, parameter);
  return prepared_by(DecryptState{&privates, std::move(context), operation.ciphertext, Bytes(operation.ciphertext.size())});
}

Preparation prepare_agreement(const Toolkit& toolkit, const EcdhOperation& operation) {
  PrivateKeys keys(toolkit);
  const PrivateKeys::Found key = keys.find(operation.key);
  if (key.key == nullptr) return Preparation::none("the key is not taken: " + key.outcome.reason);
  const auto peer = toolkit.backend.public_key(subject_public_key_info(operation.peer));
  if (peer == nullptr) return failed_preparation(toolkit, "d2i_PUBKEY");
  StartedAgreement started = start_agreement(toolkit, *key.key, *peer, true);
  if (started.context == nullptr) return failed_preparation(toolkit, started.call);
  return prepared_by(AgreeState{&toolkit.symbols.privates, std::move(started.context), Bytes(field_size(operation.key.curve))});
}

Preparation prepare_generation(const Toolkit& toolkit, const KeyGenerationOperation& operation) {
  Curves curves(toolkit.symbols.key);
  Generation started = start_generation(toolkit, curves, operation);
  if (started.context == nullptr) return Preparation::none(started.outcome.reason);
  return prepared_by(GenerateState{&toolkit.symbols.key, std::move(started.context)});
}

}  // namespace fipsprobe::openssl
