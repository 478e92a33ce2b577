#pragma once

#include <string>

#include "harness/model/key.hpp"
#include "probes/libgcrypt/sexp.hpp"

// Keys in the form in which libgcrypt takes them: its manual, "Available algorithms" of public keys. nullptr when the library
// does not take a key.
namespace fipsprobe::libgcrypt {

// no_algorithm says why the public-key algorithm of a key, "rsa", "dsa" or "ecc", cannot be had; empty when it can.
std::string no_algorithm(const Library& library, const char* family);

// no_curve says the same of a curve.
std::string no_curve(const Library& library, Curve curve);

OwnedSexp public_key(const Library& library, const RsaPublicKey& key);
OwnedSexp public_key(const Library& library, const DsaPublicKey& key);
OwnedSexp public_key(const Library& library, const EcPublicKey& key);

// private_key completes what a file may leave out and the library wants: d of RSA, y of DSA. `use` is the algorithm that an
// elliptic curve key is for, "ecdsa" or "ecdh".
OwnedSexp private_key(const Library& library, const RsaPrivateKey& key);
OwnedSexp private_key(const Library& library, const DsaPrivateKey& key);
OwnedSexp private_key(const Library& library, const EcPrivateKey& key, const char* use);

// point_of encodes a point without compression (SEC 1 § 2.3.3). Coordinates that are not as long as the field are padded to
// one length, so that the library sees their values.
Bytes point_of(Curve curve, const Bytes& x, const Bytes& y);

}  // namespace fipsprobe::libgcrypt
