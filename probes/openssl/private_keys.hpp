#pragma once

#include "harness/model/key.hpp"
#include "probes/openssl/number.hpp"
#include "probes/openssl/toolkit.hpp"

namespace fipsprobe::openssl {

// PrivateKeys decodes private keys and keeps the last one: vector files use one key many times.
class PrivateKeys {
 public:
  explicit PrivateKeys(const Toolkit& toolkit) : toolkit_(toolkit), arithmetic_(toolkit.symbols.number) {}

  // Found is a key, which belongs to this object until the next one is asked for, or the outcome that stands in its place: a
  // key that FIPS mode refuses, or, not accepted, one that the library does not take in any mode.
  struct Found {
    EvpPkey* key = nullptr;
    Outcome outcome;
  };

  Found find(const PrivateKey& key);

  // find_info takes an encoded PrivateKeyInfo.
  Found find_info(Bytes info);

 private:
  Toolkit toolkit_;
  Arithmetic arithmetic_;
  Bytes last_info_;
  Handle<EvpPkey> last_key_ = no_handle<EvpPkey>();
  RsaPrivateKey last_rsa_, last_complete_;
};

}  // namespace fipsprobe::openssl
