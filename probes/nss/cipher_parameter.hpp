#pragma once

#include <optional>

#include "probes/nss/mechanisms.hpp"

namespace fipsprobe::nss {

// CipherParameter owns the mechanism parameter of a cipher in a mode.
struct CipherParameter {
  AesCtrParameters ctr{};
  Rc2CbcParameters rc2{};
};

// with_parameter points the mechanism at the parameter that it takes; `owned` and the operation must outlive it. Nullopt: the
// IV has the wrong size.
std::optional<Mechanism> with_parameter(Ulong type, const CipherOperation& operation, CipherParameter& owned);

// key_type_of returns the row's key type, but for 3DES with two keys, which PKCS #11 has a type of its own for (Mech §2.17).
Ulong key_type_of(const CipherMechanism& row, const CipherOperation& operation);

}  // namespace fipsprobe::nss
