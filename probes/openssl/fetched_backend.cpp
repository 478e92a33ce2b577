#include "probes/openssl/fetched_backend.hpp"

#include "probes/openssl/params.hpp"

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

Handle<EvpPkey> FetchedBackend::private_key(ByteView info) {
  const unsigned char* at = info.data();
  return {provider_.decode_private(nullptr, &at, static_cast<long>(info.size()), library_, nullptr), symbols_.key.free_key};
}

EvpPkeyCtx* FetchedBackend::start_sign(EvpMdCtx& context, const Name& digest, EvpPkey& key) {
  EvpPkeyCtx* key_context = nullptr;
  const int begun = provider_.sign_init(&context, &key_context, digest.fetched.c_str(), library_, nullptr, &key, nullptr);
  return begun == 1 ? key_context : nullptr;
}

bool FetchedBackend::set_digest(EvpPkeyCtx& context, DigestRole role, const Name& digest) {
  Params params;
  params.text(role == DigestRole::mgf1 ? "mgf1-digest" : "digest", digest.fetched);
  return provider_.key.set_params(&context, params.list()) == 1;
}

bool FetchedBackend::set_label(EvpPkeyCtx& context, ByteView label) {
  Params params;
  params.octets("oaep-label", label);
  return provider_.key.set_params(&context, params.list()) == 1;
}

// A provider before 3.2 does not know the parameter and passes it over: EVP_PKEY-RSA(7), RSA_ASYM_CIPHER parameters.
void FetchedBackend::reject_openly(EvpPkeyCtx& context) {
  Params params;
  params.number("implicit-rejection", 0);
  provider_.key.set_params(&context, params.list());
}

Handle<EvpPkeyCtx> FetchedBackend::working(EvpPkey& key) {
  return {provider_.context_for_key(library_, &key, nullptr), symbols_.key.free_context};
}

Handle<EvpPkeyCtx> FetchedBackend::generation(KeyType type) {
  const char* const name = type == KeyType::rsa ? "RSA" : type == KeyType::dsa ? "DSA" : "EC";
  return {provider_.context_for_name(library_, name, nullptr), symbols_.key.free_context};
}

}  // namespace fipsprobe::openssl
