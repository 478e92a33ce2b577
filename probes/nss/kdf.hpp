#pragma once

#include <variant>

#include "probes/nss/services.hpp"

// Key derivation, one .cpp file a function. The derived key is an object of the token, whose value is then read.
namespace fipsprobe::nss {

// KdfRequest is what every one of them needs.
struct KdfRequest {
  Token& token;
  KeyStore& keys;
  std::size_t length = 0;  // bytes
};

// Pbkdf2Mechanism is CK_PKCS5_PBKD2_PARAMS of PKCS #11 2.40: the length of the password is a pointer.
struct Pbkdf2Mechanism {
  Ulong salt_source;
  const Byte* salt;
  Ulong salt_length;
  Ulong iterations;
  Ulong prf;
  const void* prf_data;
  Ulong prf_data_length;
  const Byte* password;
  const Ulong* password_length;
};

// HkdfMechanism is CK_HKDF_PARAMS of PKCS #11 Current Mechanisms 3.0.
struct HkdfMechanism {
  Byte extract, expand;
  Ulong hash;
  Ulong salt_type;
  const Byte* salt;
  Ulong salt_length;
  Handle salt_key;
  const Byte* info;
  Ulong info_length;
};

// The next two return the parameter of the mechanism, which points into the arguments, or why the token does not do it.
std::variant<Pbkdf2Mechanism, Outcome> pkcs5_parameters(const Token& token, const Pbkdf2Parameters& from,
                                                        const Ulong& password_length);
std::variant<HkdfMechanism, Outcome> hkdf_parameters(const Token& token, const HkdfParameters& from);

Outcome derive_kbkdf(const KdfRequest& request, const KbkdfParameters& from);
Outcome derive_tls_prf(const KdfRequest& request, const TlsPrfParameters& from);
Outcome derive_ike(const KdfRequest& request, const IkeParameters& from);
Outcome derive_pbkdf2(const KdfRequest& request, const Pbkdf2Parameters& from);
Outcome derive_hkdf(const KdfRequest& request, const HkdfParameters& from);

// derive_from imports the raw key, derives with the mechanism and returns the value.
Outcome derive_from(const KdfRequest& request, const Bytes& key, const Mechanism& mechanism);

}  // namespace fipsprobe::nss
