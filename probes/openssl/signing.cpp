#include "probes/openssl/signing.hpp"

namespace fipsprobe::openssl {
namespace {

const char* padding_of(SignatureScheme scheme) {
  switch (scheme) {
    case SignatureScheme::rsa_pkcs1: return "pkcs1";
    case SignatureScheme::rsa_pss: return "pss";
    case SignatureScheme::rsa_x931: return "x931";
    default: return nullptr;
  }
}

// RSA_X931_hash_id knows the identifiers of these only (ANSI X9.31 §5.1, ISO/IEC 10118-3).
bool has_x931_identifier(Hash hash) {
  return hash == Hash::sha1 || hash == Hash::sha256 || hash == Hash::sha384 || hash == Hash::sha512;
}

}  // namespace

std::string why_unsupported(const SignatureSettings& settings) {
  if (settings.scheme != SignatureScheme::rsa_x931 || has_x931_identifier(settings.hash)) return {};
  return "OpenSSL has no X9.31 hash identifier for " + std::string(name_of(settings.hash));
}

const char* set_padding(const Toolkit& toolkit, EvpPkeyCtx& context, const SignatureSettings& settings) {
  const KeySymbols& key = toolkit.symbols.key;
  const char* const padding = padding_of(settings.scheme);
  if (padding == nullptr) return nullptr;
  if (key.set(&context, "rsa_padding_mode", padding) <= 0) return "rsa_padding_mode";
  if (settings.scheme != SignatureScheme::rsa_pss) return nullptr;
  const std::string salt = std::to_string(settings.salt_length);
  if (key.set(&context, "rsa_pss_saltlen", salt.c_str()) <= 0) return "rsa_pss_saltlen";
  if (!settings.mgf_hash || *settings.mgf_hash == settings.hash) return nullptr;
  return toolkit.backend.set_digest(context, DigestRole::mgf1, name_of_digest(*settings.mgf_hash)) ? nullptr : "rsa_mgf1_md";
}

Outcome sign(const Toolkit& toolkit, EvpPkey& key, const SignatureSettings& settings, ByteView message) {
  const DigestSymbols& digest = toolkit.symbols.digest;
  const Name name = name_of_digest(settings.hash);
  if (toolkit.backend.digest(name) == nullptr) return toolkit.absent(name);
  if (const std::string why = why_unsupported(settings); !why.empty()) return Outcome::unsupported(why);
  // A new context for each signature: 1.0.2 keeps the key of the first.
  const Handle<EvpMdCtx> context(digest.new_context(), digest.free_context);
  EvpPkeyCtx* const key_context = toolkit.backend.start_sign(*context, name, key);
  if (key_context == nullptr) return toolkit.errors.outcome("EVP_DigestSignInit");
  if (const char* parameter = set_padding(toolkit, *key_context, settings)) return toolkit.errors.outcome(parameter);
  if (digest.update(context.get(), message.data(), message.size()) != 1) return toolkit.errors.outcome("EVP_DigestSignUpdate");
  std::size_t size = 0;
  if (toolkit.symbols.privates.sign_final(context.get(), nullptr, &size) != 1)
    return toolkit.errors.outcome("EVP_DigestSignFinal (size)");
  Bytes signature(size);
  if (toolkit.symbols.privates.sign_final(context.get(), signature.data(), &size) != 1)
    return toolkit.errors.outcome("EVP_DigestSignFinal");
  signature.resize(size);
  return Outcome::done(std::move(signature));
}

}  // namespace fipsprobe::openssl
