#pragma once

#include <optional>
#include <string>

#include "harness/model/operation.hpp"
#include "probes/nss/pkcs11.hpp"

namespace fipsprobe::nss {

// MechanismName is a mechanism of PKCS #11 under its name: {0x1082, "CKM_AES_CBC"}.
struct MechanismName {
  Ulong type = 0;
  const char* name = "";
};

// Mechanisms that are used beside those of the tables below: OASIS PKCS #11 Current Mechanisms 2.40, and NSS's own.
inline constexpr MechanismName kAesKeyGen{0x1080, "CKM_AES_KEY_GEN"};
inline constexpr MechanismName kAesCbcPad{0x1085, "CKM_AES_CBC_PAD"};
inline constexpr MechanismName kAesKeyWrapKwp{0x210B, "CKM_AES_KEY_WRAP_KWP"};
inline constexpr MechanismName kConcatenateBaseAndData{0x362, "CKM_CONCATENATE_BASE_AND_DATA"};
inline constexpr MechanismName kAesGcm{0x1087, "CKM_AES_GCM"};
inline constexpr MechanismName kAesCcm{0x1088, "CKM_AES_CCM"};
inline constexpr MechanismName kNssChaCha20Poly1305{0xCE53436C, "CKM_NSS_CHACHA20_POLY1305"};
inline constexpr MechanismName kRsaPss{0xD, "CKM_RSA_PKCS_PSS"};
inline constexpr MechanismName kRsaX931{0xB, "CKM_RSA_X9_31"};
inline constexpr MechanismName kDsa{0x11, "CKM_DSA"};
inline constexpr MechanismName kEcdsa{0x1041, "CKM_ECDSA"};
inline constexpr MechanismName kRsaKeyPairGen{0x0, "CKM_RSA_PKCS_KEY_PAIR_GEN"};
inline constexpr MechanismName kDsaKeyPairGen{0x10, "CKM_DSA_KEY_PAIR_GEN"};
inline constexpr MechanismName kDsaParameterGen{0x2000, "CKM_DSA_PARAMETER_GEN"};
inline constexpr MechanismName kEcKeyPairGen{0x1040, "CKM_EC_KEY_PAIR_GEN"};

// RSA decryption (PKCS #11 Mechanisms, RSA).
inline constexpr MechanismName kRsaPkcs{0x1, "CKM_RSA_PKCS"};
inline constexpr MechanismName kRsaOaep{0x9, "CKM_RSA_PKCS_OAEP"};
inline constexpr MechanismName kRsaX509{0x3, "CKM_RSA_X_509"};

// Key wrapping (PKCS #11 Mechanisms, AES key wrap), and NSS's own name of KW before there was one. CKM_AES_KEY_WRAP_PAD
// (0x210A) is no KWP: it pads as PKCS #7 does.
inline constexpr MechanismName kAesKeyWrap{0x2109, "CKM_AES_KEY_WRAP"};
inline constexpr MechanismName kNssAesKeyWrap{0xCE534351, "CKM_NSS_AES_KEY_WRAP"};

// Key agreement (PKCS #11 Mechanisms, elliptic curve and Diffie-Hellman).
inline constexpr MechanismName kEcdh1Derive{0x1050, "CKM_ECDH1_DERIVE"};
inline constexpr MechanismName kDhDerive{0x21, "CKM_DH_PKCS_DERIVE"};

// Key derivation: PKCS #11 Current Mechanisms 3.0 (SP 800-108, HKDF) and 2.40 (PBKDF2, TLS); and NSS's own
// (pkcs11n.h: CKM_NSS is 0xCE534350).
inline constexpr MechanismName kKbkdfCounter{0x3AC, "CKM_SP800_108_COUNTER_KDF"};
inline constexpr MechanismName kKbkdfFeedback{0x3AD, "CKM_SP800_108_FEEDBACK_KDF"};
inline constexpr MechanismName kKbkdfDoublePipeline{0x3AE, "CKM_SP800_108_DOUBLE_PIPELINE_KDF"};
inline constexpr MechanismName kHkdfDerive{0x402A, "CKM_HKDF_DERIVE"};
inline constexpr MechanismName kPbkdf2{0x3B0, "CKM_PKCS5_PBKD2"};
inline constexpr MechanismName kTlsPrfGeneral{0x80000373, "CKM_TLS_PRF_GENERAL"};
inline constexpr MechanismName kNssTlsPrfGeneralSha256{0xCE534365, "CKM_NSS_TLS_PRF_GENERAL_SHA256"};
inline constexpr MechanismName kTls12MasterKeyDeriveDh{0x3E2, "CKM_TLS12_MASTER_KEY_DERIVE_DH"};
inline constexpr MechanismName kNssTlsExtendedMasterKeyDeriveDh{0xCE53436A, "CKM_NSS_TLS_EXTENDED_MASTER_KEY_DERIVE_DH"};
inline constexpr MechanismName kNssIkePrfPlus{0xCE534372, "CKM_NSS_IKE_PRF_PLUS_DERIVE"};
inline constexpr MechanismName kNssIkePrf{0xCE534373, "CKM_NSS_IKE_PRF_DERIVE"};
inline constexpr MechanismName kNssIke1Prf{0xCE534374, "CKM_NSS_IKE1_PRF_DERIVE"};

// HashMechanisms are the mechanisms of one hash function; nullopt where PKCS #11 2.40 and NSS define none.
struct HashMechanisms {
  Hash hash{};
  MechanismName digest;
  std::optional<MechanismName> hmac, rsa_pkcs1, rsa_pss, dsa, ecdsa;
  std::optional<Ulong> mask_generation;  // MGF1 with this hash
};

// mechanisms_of returns the row of a hash function; nullptr when PKCS #11 has no mechanism for it.
const HashMechanisms* mechanisms_of(Hash hash);

struct CipherMechanism {
  Cipher cipher{};
  CipherMode mode{};
  MechanismName mechanism;
  Ulong key_type = 0;
};

// mechanism_of returns the row of a cipher in a mode; nullptr when PKCS #11 has no mechanism for it.
const CipherMechanism* mechanism_of(Cipher cipher, CipherMode mode);

struct CmacMechanism {
  Cipher cipher{};
  Ulong key_type = 0;
  MechanismName mechanism;
};

// cmac_of returns the row of CMAC with a cipher; nullptr when PKCS #11 has none.
const CmacMechanism* cmac_of(Cipher cipher);

// text_of writes "CKM_AES_CBC (0x1082)".
std::string text_of(const MechanismName& mechanism);

// rv_text writes "CKR_DEVICE_ERROR (0x30)"; "CKR 0x..." for a value that the specification does not name.
std::string rv_text(Rv rv);

}  // namespace fipsprobe::nss
