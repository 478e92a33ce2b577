#pragma once

#include "probes/openssl/toolkit.hpp"

namespace fipsprobe::openssl {

// StartedAgreement is a context that derives the secret of two keys, as often as it is asked; or the call that failed.
struct StartedAgreement {
  Handle<EvpPkeyCtx> context = no_handle<EvpPkeyCtx>();
  const char* call = "";
  bool rejects_peer = false;  // the library does not take the peer's key for this one
};

// start_agreement takes both keys, with the cofactor for a curve.
StartedAgreement start_agreement(const Toolkit& toolkit, EvpPkey& key, EvpPkey& peer, bool cofactor);

}  // namespace fipsprobe::openssl
