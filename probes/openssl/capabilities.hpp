#pragma once

#include <memory>

#include "probes/capabilities.hpp"
#include "probes/openssl/toolkit.hpp"

namespace fipsprobe::openssl {

// make_linked_capabilities is for 1.0.2 and 1.1, make_fetched_capabilities for 3.
Capabilities make_linked_capabilities(const Toolkit& toolkit, const LinkedSymbols& linked);
Capabilities make_fetched_capabilities(const Toolkit& toolkit, const ProviderSymbols& provider, LibCtx* library);

// Each returns nullptr when the library lacks a function that the capability needs.
std::unique_ptr<Digest> make_digest(const Toolkit& toolkit);
std::unique_ptr<Verifier> make_verifier(const Toolkit& toolkit);
std::unique_ptr<KeyGenerator> make_key_generator(const Toolkit& toolkit);

std::unique_ptr<BlockCipher> make_cipher(const Toolkit& toolkit);
std::unique_ptr<Aead> make_aead(const Toolkit& toolkit);

// GMAC is handed to `aead`, which may be nullptr.
std::unique_ptr<Mac> make_linked_mac(const Toolkit& toolkit, const LinkedSymbols& linked, Aead* aead);
std::unique_ptr<Mac> make_fetched_mac(const Toolkit& toolkit, const ProviderSymbols& provider, LibCtx* library, Aead* aead);

}  // namespace fipsprobe::openssl
