#include "probes/openssl/capabilities.hpp"

namespace fipsprobe::openssl {
namespace {

Capabilities make_shared_capabilities(const Toolkit& toolkit) {
  Capabilities made;
  made.digest = make_digest(toolkit);
  made.cipher = make_cipher(toolkit);
  made.aead = make_aead(toolkit);
  made.verifier = make_verifier(toolkit);
  made.signer = make_signer(toolkit);
  made.key_generator = make_key_generator(toolkit);
  made.key_wrap = make_key_wrap(toolkit);
  made.rsa_decryptor = make_rsa_decryptor(toolkit);
  made.ecdh = make_ecdh(toolkit);
  made.ffdh = make_ffdh(toolkit);
  return made;
}

}  // namespace

Capabilities make_linked_capabilities(const Toolkit& toolkit, const LinkedSymbols& linked) {
  Capabilities made = make_shared_capabilities(toolkit);
  made.mac = make_linked_mac(toolkit, linked, made.aead.get());
  made.key_validator = make_linked_key_validator(toolkit, linked);
  made.dsa_parameter_validator = make_linked_dsa_parameters(toolkit, linked);
  made.kdf = make_linked_kdf(toolkit, linked);
  made.drbg = make_linked_drbg(toolkit, linked);
  return made;
}

Capabilities make_fetched_capabilities(const Toolkit& toolkit, const ProviderSymbols& provider, LibCtx* library) {
  Capabilities made = make_shared_capabilities(toolkit);
  made.mac = make_fetched_mac(toolkit, provider, library, made.aead.get());
  made.key_validator = make_fetched_key_validator(toolkit, provider);
  made.dsa_parameter_validator = make_fetched_dsa_parameters(toolkit, provider);
  made.kdf = make_fetched_kdf(toolkit, provider, library);
  made.drbg = make_fetched_drbg(toolkit, provider, library);
  return made;
}

}  // namespace fipsprobe::openssl
