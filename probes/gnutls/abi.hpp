#pragma once

#include <cstddef>

// The part of GnuTLS's binary interface that is used here, declared by hand so that no header of the library is needed.
// Numbers are those of gnutls/gnutls.h, which only ever adds to its lists: they are the same in 3.3 and 3.8.
namespace fipsprobe::gnutls {

struct Datum {
  unsigned char* data = nullptr;
  unsigned size = 0;
};

struct LibraryConfig {
  const char* name;
  const char* value;
};

// GNUTLS_E_*: what calls return; 0 is success.
inline constexpr int kUnwantedAlgorithm = -22, kMpiScanFailed = -23, kDecryptionFailed = -24, kInvalidRequest = -50,
                     kReceivedIllegalParameter = -55, kUnknownPublicKey = -80, kSignatureVerifyFailed = -89, kUnknownHash = -96,
                     kConstraint = -101, kUnknownAlgorithm = -105, kUnsupportedSignature = -106, kInsufficientSecurity = -217,
                     kNoSupportedCurves = -321, kUnsupportedCurve = -322, kIllegalParameter = -325, kSelfTestError = -400,
                     kNoSelfTest = -401, kInErrorState = -402, kKeyGenerationError = -403, kUnimplemented = -1250,
                     kInvalidPublicKey = -409, kInvalidPublicKeyParameters = -420;

// GNUTLS_E_ASN1_*: what libtasn1 finds wrong with DER.
inline constexpr int kAsn1First = -67, kAsn1Last = -77;

// gnutls_pk_algorithm_t
inline constexpr int kPkRsa = 1, kPkDsa = 2, kPkEc = 4;

// gnutls_certificate_verify_flags: the library's policy on weak hashes (MD2, MD5, SHA-1) must not stand in the way of a known
// answer, which is about mathematics.
inline constexpr unsigned kAllowBroken = (1U << 4) | (1U << 5) | (1U << 15);

// gnutls_mac_algorithm_t of TLS 1.0's function, MD5 and SHA-1 together.
inline constexpr int kMacMd5Sha1 = 14;

// GNUTLS_PRIVKEY_FLAG_REPRODUCIBLE (3.6.2): RSA PSS without a salt.
inline constexpr unsigned kReproducible = 1U << 8;

// gnutls_rnd_level_t of long-term keys and session keys.
inline constexpr int kRandom = 1;

struct HashContext;
struct MacContext;
struct CipherContext;
struct AeadContext;
struct PublicKeyContext;
struct PrivateKeyContext;
struct SpkiContext;
struct DhParametersContext;

using HashHandle = HashContext*;
using MacHandle = MacContext*;
using CipherHandle = CipherContext*;
using AeadHandle = AeadContext*;
using PublicKeyHandle = PublicKeyContext*;
using PrivateKeyHandle = PrivateKeyContext*;
using SpkiHandle = SpkiContext*;
using DhParametersHandle = DhParametersContext*;

}  // namespace fipsprobe::gnutls
