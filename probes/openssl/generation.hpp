#pragma once

#include "harness/model/operation.hpp"
#include "probes/openssl/curves.hpp"
#include "probes/openssl/toolkit.hpp"

namespace fipsprobe::openssl {

// Generation is a context that makes keys, as often as it is asked, or the outcome that stands in its place.
struct Generation {
  Handle<EvpPkeyCtx> context = no_handle<EvpPkeyCtx>();
  Outcome outcome;
};

// start_generation sets a context up for the operation's keys. DSA's parameters are made first, which takes long.
Generation start_generation(const Toolkit& toolkit, Curves& curves, const KeyGenerationOperation& operation);

}  // namespace fipsprobe::openssl
