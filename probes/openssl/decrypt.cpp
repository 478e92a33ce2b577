#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/decrypting.hpp"
#include "probes/openssl/private_keys.hpp"

namespace fipsprobe::openssl {
namespace {

const char* padding_of(RsaPadding padding) {
  switch (padding) {
    case RsaPadding::pkcs1: return "pkcs1";
    case RsaPadding::oaep: return "oaep";
    case RsaPadding::none: return "none";
  }
  return "none";
}

// EvpDecryptor tells what the library does not begin (key, padding, hash: error or refusal) from what it begins and then
// rejects.
class EvpDecryptor : public RsaDecryptor {
 public:
  explicit EvpDecryptor(const Toolkit& toolkit) : toolkit_(toolkit), privates_(toolkit.symbols.privates), keys_(toolkit) {}

  Outcome perform(const RsaDecryptOperation& operation) override {
    toolkit_.errors.clear();
    if (operation.padding == RsaPadding::oaep) {
      for (const Hash hash : {operation.hash, operation.mgf_hash}) {
        const Name name = name_of_digest(hash);
        if (toolkit_.backend.digest(name) == nullptr) return toolkit_.absent(name);
      }
    }
    const PrivateKeys::Found key = keys_.find(operation.key);
    if (key.key == nullptr) return key.outcome;
    const auto context = toolkit_.backend.working(*key.key);
    if (context == nullptr || privates_.decrypt_init(context.get()) != 1)
      return toolkit_.errors.outcome("EVP_PKEY_decrypt_init");
    if (const char* parameter = set_padding(toolkit_, *context, operation)) return toolkit_.errors.outcome(parameter);
    return decrypt(*context, operation);
  }

 private:
  Outcome decrypt(EvpPkeyCtx& context, const RsaDecryptOperation& operation) const {
    const Bytes& in = operation.ciphertext;
    std::size_t size = 0;
    if (privates_.decrypt(&context, nullptr, &size, in.data(), in.size()) != 1)
      return toolkit_.errors.outcome("EVP_PKEY_decrypt (size)");
    Bytes message(size);
    if (privates_.decrypt(&context, message.data(), &size, in.data(), in.size()) == 1) {
      message.resize(size);
      return Outcome::done(std::move(message));
    }
    const ErrorQueue::Report report = toolkit_.errors.take();
    if (report.refusal) return Outcome::refused("EVP_PKEY_decrypt: " + report.text);
    return Outcome::verified(false);
  }

  Toolkit toolkit_;
  const PrivateSymbols& privates_;
  PrivateKeys keys_;
};

}  // namespace

const char* set_padding(const Toolkit& toolkit, EvpPkeyCtx& context, const RsaDecryptOperation& operation) {
  Backend& backend = toolkit.backend;
  if (toolkit.symbols.key.set(&context, "rsa_padding_mode", padding_of(operation.padding)) <= 0) return "rsa_padding_mode";
  if (operation.padding == RsaPadding::pkcs1) backend.reject_openly(context);
  if (operation.padding != RsaPadding::oaep) return nullptr;
  if (!backend.set_digest(context, DigestRole::oaep, name_of_digest(operation.hash))) return "rsa_oaep_md";
  if (!backend.set_digest(context, DigestRole::mgf1, name_of_digest(operation.mgf_hash))) return "rsa_mgf1_md";
  if (!operation.label.empty() && !backend.set_label(context, operation.label)) return "rsa_oaep_label";
  return nullptr;
}

std::unique_ptr<RsaDecryptor> make_rsa_decryptor(const Toolkit& toolkit) {
  const Symbols& symbols = toolkit.symbols;
  if (!symbols.key.complete || !symbols.privates.complete || !symbols.number.complete) return nullptr;
  return std::make_unique<EvpDecryptor>(toolkit);
}

}  // namespace fipsprobe::openssl
