#pragma once

#include "harness/model/key.hpp"
#include "probes/gnutls/handles.hpp"
#include "probes/module.hpp"

// Keys of the model in handles of the library.
namespace fipsprobe::gnutls {

// Loaded is a key, or why there is none.
template <class Owned>
struct Loaded {
  Owned key;
  Answer answer;            // of the call that failed; code 0 when none did
  std::string unsupported;  // why the library takes no such key at all

  explicit operator bool() const { return key != nullptr; }
};

// is_bad_key tells what the library answers for a public key that is none: a point that is not on the curve, a number that is
// out of range or malformed.
bool is_bad_key(int code);

Loaded<OwnedPublicKey> load_public(const Library& library, const PublicKey& key);

// load_private wants the primes of an RSA key and the public half of the others: the library completes only the rest.
Loaded<OwnedPrivateKey> load_private(const Library& library, const PrivateKey& key);

// new_private makes an empty key, which another call fills.
Loaded<OwnedPrivateKey> new_private(const Library& library);

// pss_spki makes the parameters of an RSA PSS key (RFC 4055 §3.1).
Loaded<OwnedSpki> pss_spki(const Library& library, Hash hash, std::size_t salt_length);

// no_key makes the outcome of a key that could not be had.
template <class Owned>
Outcome no_key(const Library& library, const Loaded<Owned>& loaded) {
  if (!loaded.unsupported.empty()) return Outcome::unsupported(loaded.unsupported);
  return library.declined(loaded.answer.call, loaded.answer.code);
}

}  // namespace fipsprobe::gnutls
