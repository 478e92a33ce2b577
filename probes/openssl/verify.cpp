#include <map>

#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/curves.hpp"
#include "probes/openssl/signing.hpp"

namespace fipsprobe::openssl {
namespace {

bool fits(SignatureScheme scheme, const PublicKey& key) {
  switch (scheme) {
    case SignatureScheme::dsa: return std::holds_alternative<DsaPublicKey>(key);
    case SignatureScheme::ecdsa: return std::holds_alternative<EcPublicKey>(key);
    default: return std::holds_alternative<RsaPublicKey>(key);
  }
}

// EvpVerifier tells three things apart. What the library does not begin (digest, padding, key) is an error or a refusal. What
// it begins and does not confirm is a signature that is not valid. A key that it cannot decode is not a valid key.
class EvpVerifier : public Verifier {
 public:
  explicit EvpVerifier(const Toolkit& toolkit)
      : toolkit_(toolkit), digest_(toolkit.symbols.digest), key_(toolkit.symbols.key), curves_(toolkit.symbols.key) {}

  Outcome perform(const VerifyOperation& operation) override {
    if (!fits(operation.scheme, operation.key)) return Outcome::failed("the key is not of the scheme's type");
    toolkit_.errors.clear();
    const auto* ec = std::get_if<EcPublicKey>(&operation.key);
    if (ec != nullptr && !curves_.has(ec->curve)) {
      return Curves::absent(ec->curve);
    }
    const Name digest = name_of_digest(operation.hash);
    if (!has_digest(operation.hash, digest)) return toolkit_.absent(digest);
    if (operation.mgf_hash && !has_digest(*operation.mgf_hash, name_of_digest(*operation.mgf_hash)))
      return toolkit_.absent(name_of_digest(*operation.mgf_hash));
    const Bytes info = subject_public_key_info(operation.key);
    if (info != last_info_) decode(info);
    if (last_key_ == nullptr) return undecodable(info);
    return verify(operation, digest);
  }

 private:
  void decode(const Bytes& info) {
    last_info_ = info;
    last_key_ = toolkit_.backend.public_key(info);
    decode_report_ = last_key_ == nullptr ? toolkit_.errors.take() : ErrorQueue::Report{};
  }

  Outcome undecodable(const Bytes& info) {
    if (decode_report_.refusal) return Outcome::refused("d2i_PUBKEY: " + decode_report_.text);
    if (toolkit_.backend.is_valid_outside(info)) return Outcome::failed("d2i_PUBKEY: " + decode_report_.text);
    return Outcome::verified(false);
  }

  bool has_digest(Hash hash, const Name& name) {
    const auto known = digests_.find(hash);
    if (known != digests_.end() && known->second) return true;
    return digests_[hash] = toolkit_.backend.digest(name) != nullptr;
  }

  Outcome verify(const VerifyOperation& operation, const Name& digest) {
    const SignatureSettings settings{operation.scheme, operation.hash, operation.salt_length, operation.mgf_hash};
    if (const std::string why = why_unsupported(settings); !why.empty()) return Outcome::unsupported(why);
    // A new context for each signature: 1.0.2 keeps the key of the first.
    const Handle<EvpMdCtx> context(digest_.new_context(), digest_.free_context);
    EvpPkeyCtx* const key_context = toolkit_.backend.start_verify(*context, digest, *last_key_);
    if (key_context == nullptr) return toolkit_.errors.outcome("EVP_DigestVerifyInit");
    if (const char* parameter = set_padding(toolkit_, *key_context, settings)) return toolkit_.errors.outcome(parameter);
    if (digest_.update(context.get(), operation.message.data(), operation.message.size()) != 1) {
      return toolkit_.errors.outcome("EVP_DigestVerifyUpdate");
    }
    const bool pair = !std::holds_alternative<RsaPublicKey>(operation.key);
    const bool raw = pair && operation.encoding == SignatureEncoding::raw;
    const Bytes signature = raw ? signature_value(operation.signature) : operation.signature;
    if (key_.verify_final(context.get(), signature.data(), signature.size()) == 1) return Outcome::verified(true);
    const ErrorQueue::Report report = toolkit_.errors.take();
    if (report.refusal) return Outcome::refused("EVP_DigestVerifyFinal: " + report.text);
    return Outcome::verified(false);
  }

  Toolkit toolkit_;
  const DigestSymbols& digest_;
  const KeySymbols& key_;
  Curves curves_;
  std::map<Hash, bool> digests_;

  // Vector files and benchmarks use one key many times.
  Bytes last_info_;
  Handle<EvpPkey> last_key_ = no_handle<EvpPkey>();
  ErrorQueue::Report decode_report_;
};

}  // namespace

std::unique_ptr<Verifier> make_verifier(const Toolkit& toolkit) {
  if (!toolkit.symbols.digest.complete || !toolkit.symbols.key.complete) return nullptr;
  return std::make_unique<EvpVerifier>(toolkit);
}

}  // namespace fipsprobe::openssl
