#include "probes/openssl/capabilities.hpp"

namespace fipsprobe::openssl {
namespace {

Capabilities make_shared_capabilities(const Toolkit& toolkit) {
  Capabilities made;
  made.digest = make_digest(toolkit);
  made.cipher = make_cipher(toolkit);
  made.aead = make_aead(toolkit);
  made.verifier = make_verifier(toolkit);
  made.key_generator = make_key_generator(toolkit);
  return made;
}

}  // namespace

Capabilities make_linked_capabilities(const Toolkit& toolkit, const LinkedSymbols& linked) {
  Capabilities made = make_shared_capabilities(toolkit);
  made.mac = make_linked_mac(toolkit, linked, made.aead.get());
  return made;
}

Capabilities make_fetched_capabilities(const Toolkit& toolkit, const ProviderSymbols& provider, LibCtx* library) {
  Capabilities made = make_shared_capabilities(toolkit);
  made.mac = make_fetched_mac(toolkit, provider, library, made.aead.get());
  return made;
}

}  // namespace fipsprobe::openssl
