#pragma once

#include <memory>

#include "probes/kernel/interface.hpp"
#include "probes/module.hpp"

// The services of the kernel crypto API, each in the file of its name. The interface outlives them.
namespace fipsprobe::kernel {

std::unique_ptr<Digest> make_digest(Interface& interface);
std::unique_ptr<Aead> make_aead(Interface& interface);
std::unique_ptr<BlockCipher> make_cipher(Interface& interface);

// GMAC is GCM without plaintext, so `aead` does it.
std::unique_ptr<Mac> make_mac(Interface& interface, Aead& aead);

// hash_of sends the message in parts and reads `size` bytes: what digests and keyed hashes share.
Outcome hash_of(Interface& interface, const Selection& wanted, ByteView message, std::size_t size);

}  // namespace fipsprobe::kernel
