#pragma once

#include "probes/nss/services.hpp"

// Key derivation, one .cpp file a function. The derived key is an object of the token, whose value is then read.
namespace fipsprobe::nss {

// KdfRequest is what every one of them needs.
struct KdfRequest {
  Token& token;
  KeyStore& keys;
  std::size_t length = 0;  // bytes
};

Outcome derive_kbkdf(const KdfRequest& request, const KbkdfParameters& from);
Outcome derive_tls_prf(const KdfRequest& request, const TlsPrfParameters& from);
Outcome derive_ike(const KdfRequest& request, const IkeParameters& from);
Outcome derive_pbkdf2(const KdfRequest& request, const Pbkdf2Parameters& from);
Outcome derive_hkdf(const KdfRequest& request, const HkdfParameters& from);

// derive_from imports the raw key, derives with the mechanism and returns the value.
Outcome derive_from(const KdfRequest& request, const Bytes& key, const Mechanism& mechanism);

}  // namespace fipsprobe::nss
