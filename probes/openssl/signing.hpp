#pragma once

#include <optional>
#include <string>

#include "probes/openssl/toolkit.hpp"

namespace fipsprobe::openssl {

// SignatureSettings is what a signature scheme is used with.
struct SignatureSettings {
  SignatureScheme scheme{};
  Hash hash{};
  std::size_t salt_length = 0;   // bytes; RSA PSS only
  std::optional<Hash> mgf_hash;  // RSA PSS: of MGF1, where it is not `hash`
};

// why_unsupported says why OpenSSL cannot do a scheme with a hash at all; empty when it may.
std::string why_unsupported(const SignatureSettings& settings);

// set_padding gives a key context the padding of an RSA scheme; it does nothing for DSA and ECDSA. Returns the name of the
// parameter that the library did not take, or nullptr.
const char* set_padding(const Toolkit& toolkit, EvpPkeyCtx& context, const SignatureSettings& settings);

// sign returns the signature, RSA's as it is, the others' as DER.
Outcome sign(const Toolkit& toolkit, EvpPkey& key, const SignatureSettings& settings, ByteView message);

}  // namespace fipsprobe::openssl
