#pragma once

#include "harness/model/operation.hpp"
#include "probes/openssl/toolkit.hpp"

namespace fipsprobe::openssl {

// set_padding gives a key context the padding of a decryption, with its hashes and label. Returns the name of the parameter
// that the library did not take, or nullptr.
const char* set_padding(const Toolkit& toolkit, EvpPkeyCtx& context, const RsaDecryptOperation& operation);

}  // namespace fipsprobe::openssl
