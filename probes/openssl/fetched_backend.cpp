#include "probes/openssl/fetched_backend.hpp"

namespace fipsprobe::openssl {

const EvpMd* FetchedBackend::digest(const Name& name) {
  return provider_.fetch_digest(library_, name.fetched.c_str(), nullptr);
}

const EvpCipher* FetchedBackend::cipher(const Name& name) {
  return provider_.fetch_cipher(library_, name.fetched.c_str(), nullptr);
}

std::string FetchedBackend::absent(const Name& name) const { return "no provider in use has " + name.fetched; }

Handle<EvpPkey> FetchedBackend::public_key(ByteView info) {
  const unsigned char* at = info.data();
  return {provider_.decode(nullptr, &at, static_cast<long>(info.size()), library_, nullptr), symbols_.key.free_key};
}

EvpPkeyCtx* FetchedBackend::start_verify(EvpMdCtx& context, const Name& digest, EvpPkey& key) {
  EvpPkeyCtx* key_context = nullptr;
  const int begun = provider_.verify_init(&context, &key_context, digest.fetched.c_str(), library_, nullptr, &key, nullptr);
  return begun == 1 ? key_context : nullptr;
}

Handle<EvpPkeyCtx> FetchedBackend::generation(KeyType type) {
  const char* const name = type == KeyType::rsa ? "RSA" : type == KeyType::dsa ? "DSA" : "EC";
  return {provider_.context_for_name(library_, name, nullptr), symbols_.key.free_context};
}

Handle<EvpPkeyCtx> FetchedBackend::generation(EvpPkey& parameters) {
  return {provider_.context_for_key(library_, &parameters, nullptr), symbols_.key.free_context};
}

}  // namespace fipsprobe::openssl
