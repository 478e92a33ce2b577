#pragma once

#include "probes/openssl/curves.hpp"
#include "probes/openssl/toolkit.hpp"

namespace fipsprobe::openssl {

// PublicKeys decodes public keys and tells what one that cannot be decoded means.
class PublicKeys {
 public:
  explicit PublicKeys(const Toolkit& toolkit) : toolkit_(toolkit), curves_(toolkit.symbols.key) {}

  // Found is a key, or the outcome that stands in its place: a curve that is not there, a key that FIPS mode refuses, or, not
  // accepted, a key that the library does not take in any mode.
  struct Found {
    Handle<EvpPkey> key = no_handle<EvpPkey>();
    Outcome outcome;
  };

  Found find(const PublicKey& key);

 private:
  Toolkit toolkit_;
  Curves curves_;
};

}  // namespace fipsprobe::openssl
