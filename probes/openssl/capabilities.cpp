#include "probes/openssl/capabilities.hpp"

namespace fipsprobe::openssl {
namespace {

Capabilities make_shared_capabilities(const Toolkit& toolkit) {
  return {make_digest(toolkit),   make_cipher(toolkit),       make_aead(toolkit), nullptr,
          make_verifier(toolkit), make_key_generator(toolkit)};
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
