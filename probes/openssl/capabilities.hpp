#pragma once

#include <memory>

#include "probes/capabilities.hpp"
#include "probes/openssl/linked_symbols.hpp"
#include "probes/openssl/provider_symbols.hpp"
#include "probes/openssl/toolkit.hpp"

namespace fipsprobe::openssl {

// make_linked_capabilities is for 1.0.2 and 1.1, make_fetched_capabilities for 3.
Capabilities make_linked_capabilities(const Toolkit& toolkit, const LinkedSymbols& linked);
Capabilities make_fetched_capabilities(const Toolkit& toolkit, const ProviderSymbols& provider, LibCtx* library);

// Each returns nullptr when the library lacks a function that the capability needs.
std::unique_ptr<Digest> make_digest(const Toolkit& toolkit);
std::unique_ptr<Verifier> make_verifier(const Toolkit& toolkit);
std::unique_ptr<KeyGenerator> make_key_generator(const Toolkit& toolkit);

std::unique_ptr<Signer> make_signer(const Toolkit& toolkit);
std::unique_ptr<RsaDecryptor> make_rsa_decryptor(const Toolkit& toolkit);
std::unique_ptr<Ecdh> make_ecdh(const Toolkit& toolkit);
std::unique_ptr<Ffdh> make_ffdh(const Toolkit& toolkit);
std::unique_ptr<KeyWrap> make_key_wrap(const Toolkit& toolkit);
std::unique_ptr<BlockCipher> make_cipher(const Toolkit& toolkit);
std::unique_ptr<Aead> make_aead(const Toolkit& toolkit);

// GMAC is handed to `aead`, which may be nullptr.
std::unique_ptr<Mac> make_linked_mac(const Toolkit& toolkit, const LinkedSymbols& linked, Aead* aead);
std::unique_ptr<Mac> make_fetched_mac(const Toolkit& toolkit, const ProviderSymbols& provider, LibCtx* library, Aead* aead);

std::unique_ptr<KeyValidator> make_linked_key_validator(const Toolkit& toolkit, const LinkedSymbols& linked);
std::unique_ptr<KeyValidator> make_fetched_key_validator(const Toolkit& toolkit, const ProviderSymbols& provider);
std::unique_ptr<DsaParameterValidator> make_linked_dsa_parameters(const Toolkit& toolkit, const LinkedSymbols& linked);
std::unique_ptr<DsaParameterValidator> make_fetched_dsa_parameters(const Toolkit& toolkit, const ProviderSymbols& provider);
std::unique_ptr<Kdf> make_linked_kdf(const Toolkit& toolkit, const LinkedSymbols& linked);
std::unique_ptr<Kdf> make_fetched_kdf(const Toolkit& toolkit, const ProviderSymbols& provider, LibCtx* library);
std::unique_ptr<Drbg> make_linked_drbg(const Toolkit& toolkit, const LinkedSymbols& linked);
std::unique_ptr<Drbg> make_fetched_drbg(const Toolkit& toolkit, const ProviderSymbols& provider, LibCtx* library);

}  // namespace fipsprobe::openssl
