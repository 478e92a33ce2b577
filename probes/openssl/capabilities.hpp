#pragma once

#include <memory>

#include "probes/module.hpp"
#include "probes/openssl/toolkit.hpp"

namespace fipsprobe::openssl {

// Each returns nullptr when the library lacks a function that the capability needs.
std::unique_ptr<Digest> make_digest(const Toolkit& toolkit);
std::unique_ptr<BlockCipher> make_cipher(const Toolkit& toolkit);
std::unique_ptr<Verifier> make_verifier(const Toolkit& toolkit);
std::unique_ptr<KeyGenerator> make_key_generator(const Toolkit& toolkit);

// FipsRules: whether 1.0.2's EVP enforces its FIPS rules on an operation's parameters. `waived` sets
// EVP_CIPH_FLAG_NON_FIPS_ALLOW on the context; it only serves to learn whether a failure was a refusal.
enum class FipsRules { enforced, waived };
std::unique_ptr<Aead> make_aead(const Toolkit& toolkit, FipsRules rules);

// make_linked_mac is for 1.0.2 and 1.1, make_fetched_mac for 3. GMAC is handed to `aead`, which may be nullptr.
std::unique_ptr<Mac> make_linked_mac(const Toolkit& toolkit, const LinkedSymbols& linked, Aead* aead);
std::unique_ptr<Mac> make_fetched_mac(const Toolkit& toolkit, const ProviderSymbols& provider, LibCtx* library, Aead* aead);

}  // namespace fipsprobe::openssl
