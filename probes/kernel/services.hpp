#pragma once

#include <functional>
#include <memory>

#include "probes/kernel/interface.hpp"
#include "probes/module.hpp"

// The services of the kernel crypto API, each in the file of its name. The interface outlives them.
namespace fipsprobe::kernel {

std::unique_ptr<Digest> make_digest(Interface& interface);
std::unique_ptr<Aead> make_aead(Interface& interface);
std::unique_ptr<BlockCipher> make_cipher(Interface& interface);

// make_drbg gives the random bit generators test entropy, which takes a kernel with CRYPTO_USER_API_RNG_CAVP, and root. A case
// with entropy for a reseed is not available, unless it is the same as the first.
std::unique_ptr<Drbg> make_drbg(Interface& interface);

// make_key_wrap unwraps AES keys. Wrapping is not to be had: the first semiblock of the result is the IV that the kernel gives
// back (crypto/keywrap.c), and AF_ALG does not hand it on.
std::unique_ptr<KeyWrap> make_key_wrap(Interface& interface);

// GMAC is GCM without plaintext, so `aead` does it.
std::unique_ptr<Mac> make_mac(Interface& interface, Aead& aead);

// Source gives the next part of a message, empty after the last one. A part stays valid while the next one is asked for.
using Source = std::function<ByteView()>;

// hash_of sends the message part by part and reads `size` bytes: what digests and keyed hashes share.
Outcome hash_of(Interface& interface, const Selection& wanted, const Source& message, std::size_t size);

// hash_both_ways digests a message at once and, where it has two bytes or more, in parts: the kernel has code of its own for
// each. An error when the results differ. A message that is digested again is digested at once only.
Outcome hash_both_ways(Interface& interface, const Selection& wanted, ByteView message, std::size_t size);

// differ is the outcome of a result that comes out differently another way; nullopt when it is the same.
std::optional<Outcome> differ(const std::string& name, const std::string& other_way, const Bytes& result, const Bytes& other);

}  // namespace fipsprobe::kernel
