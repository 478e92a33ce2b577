#pragma once

#include "probes/module.hpp"

namespace fipsprobe::openssl {

// gmac computes GMAC as GCM without plaintext (SP 800-38D §3). `aead` may be nullptr.
Outcome gmac(Aead* aead, const MacOperation& operation);

// shortened cuts a tag to the length that was asked for; error when it is not that long.
Outcome shortened(Bytes tag, std::size_t length);

}  // namespace fipsprobe::openssl
