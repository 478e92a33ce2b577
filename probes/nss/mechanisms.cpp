#include "probes/nss/mechanisms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace fipsprobe::nss {
namespace {

using Name = MechanismName;

// Mech 2.40 §2.1 (RSA), §2.2 (DSA), §2.3 (ECDSA), §2.21 (SHA), and for SHA-3 the headers of version 3.0.
const std::array kHashes = {
    HashMechanisms{
        Hash::md5, Name{0x210, "CKM_MD5"}, Name{0x211, "CKM_MD5_HMAC"}, Name{0x5, "CKM_MD5_RSA_PKCS"}, {}, {}, {}, {}},
    HashMechanisms{Hash::ripemd160,
                   Name{0x240, "CKM_RIPEMD160"},
                   Name{0x241, "CKM_RIPEMD160_HMAC"},
                   Name{0x8, "CKM_RIPEMD160_RSA_PKCS"},
                   {},
                   {},
                   {},
                   {}},
    HashMechanisms{Hash::sha1, Name{0x220, "CKM_SHA_1"}, Name{0x221, "CKM_SHA_1_HMAC"}, Name{0x6, "CKM_SHA1_RSA_PKCS"},
                   Name{0xE, "CKM_SHA1_RSA_PKCS_PSS"}, Name{0x12, "CKM_DSA_SHA1"}, Name{0x1042, "CKM_ECDSA_SHA1"},
                   CKG_MGF1_SHA1},
    HashMechanisms{Hash::sha224, Name{0x255, "CKM_SHA224"}, Name{0x256, "CKM_SHA224_HMAC"}, Name{0x46, "CKM_SHA224_RSA_PKCS"},
                   Name{0x47, "CKM_SHA224_RSA_PKCS_PSS"}, Name{0x13, "CKM_DSA_SHA224"}, Name{0x1043, "CKM_ECDSA_SHA224"},
                   CKG_MGF1_SHA224},
    HashMechanisms{Hash::sha256, Name{0x250, "CKM_SHA256"}, Name{0x251, "CKM_SHA256_HMAC"}, Name{0x40, "CKM_SHA256_RSA_PKCS"},
                   Name{0x43, "CKM_SHA256_RSA_PKCS_PSS"}, Name{0x14, "CKM_DSA_SHA256"}, Name{0x1044, "CKM_ECDSA_SHA256"},
                   CKG_MGF1_SHA256},
    HashMechanisms{Hash::sha384, Name{0x260, "CKM_SHA384"}, Name{0x261, "CKM_SHA384_HMAC"}, Name{0x41, "CKM_SHA384_RSA_PKCS"},
                   Name{0x44, "CKM_SHA384_RSA_PKCS_PSS"}, Name{0x15, "CKM_DSA_SHA384"}, Name{0x1045, "CKM_ECDSA_SHA384"},
                   CKG_MGF1_SHA384},
    HashMechanisms{Hash::sha512, Name{0x270, "CKM_SHA512"}, Name{0x271, "CKM_SHA512_HMAC"}, Name{0x42, "CKM_SHA512_RSA_PKCS"},
                   Name{0x45, "CKM_SHA512_RSA_PKCS_PSS"}, Name{0x16, "CKM_DSA_SHA512"}, Name{0x1046, "CKM_ECDSA_SHA512"},
                   CKG_MGF1_SHA512},
    HashMechanisms{Hash::sha512_224, Name{0x48, "CKM_SHA512_224"}, Name{0x49, "CKM_SHA512_224_HMAC"}, {}, {}, {}, {}, {}},
    HashMechanisms{Hash::sha512_256, Name{0x4C, "CKM_SHA512_256"}, Name{0x4D, "CKM_SHA512_256_HMAC"}, {}, {}, {}, {}, {}},
    HashMechanisms{Hash::sha3_224, Name{0x2B5, "CKM_SHA3_224"}, Name{0x2B6, "CKM_SHA3_224_HMAC"},
                   Name{0x66, "CKM_SHA3_224_RSA_PKCS"}, Name{0x67, "CKM_SHA3_224_RSA_PKCS_PSS"}, Name{0x18, "CKM_DSA_SHA3_224"},
                   Name{0x1047, "CKM_ECDSA_SHA3_224"}, CKG_MGF1_SHA3_224},
    HashMechanisms{Hash::sha3_256, Name{0x2B0, "CKM_SHA3_256"}, Name{0x2B1, "CKM_SHA3_256_HMAC"},
                   Name{0x60, "CKM_SHA3_256_RSA_PKCS"}, Name{0x63, "CKM_SHA3_256_RSA_PKCS_PSS"}, Name{0x19, "CKM_DSA_SHA3_256"},
                   Name{0x1048, "CKM_ECDSA_SHA3_256"}, CKG_MGF1_SHA3_256},
    HashMechanisms{Hash::sha3_384, Name{0x2C0, "CKM_SHA3_384"}, Name{0x2C1, "CKM_SHA3_384_HMAC"},
                   Name{0x61, "CKM_SHA3_384_RSA_PKCS"}, Name{0x64, "CKM_SHA3_384_RSA_PKCS_PSS"}, Name{0x1A, "CKM_DSA_SHA3_384"},
                   Name{0x1049, "CKM_ECDSA_SHA3_384"}, CKG_MGF1_SHA3_384},
    HashMechanisms{Hash::sha3_512, Name{0x2D0, "CKM_SHA3_512"}, Name{0x2D1, "CKM_SHA3_512_HMAC"},
                   Name{0x62, "CKM_SHA3_512_RSA_PKCS"}, Name{0x65, "CKM_SHA3_512_RSA_PKCS_PSS"}, Name{0x1B, "CKM_DSA_SHA3_512"},
                   Name{0x104A, "CKM_ECDSA_SHA3_512"}, CKG_MGF1_SHA3_512},
};

// Mech 2.40 §2.8 to §2.16; Historical Mechanisms 2.40; CKM_NSS_* are NSS's own. Those that no NSS has built so far (OFB, CFB,
// XTS, Blowfish, CAST5, IDEA) stand here so that the mechanism list of the library decides, not this table.
constexpr std::array kCiphers = {
    CipherMechanism{Cipher::aes, CipherMode::ecb, {0x1081, "CKM_AES_ECB"}, CKK_AES},
    CipherMechanism{Cipher::aes, CipherMode::cbc, {0x1082, "CKM_AES_CBC"}, CKK_AES},
    CipherMechanism{Cipher::aes, CipherMode::ctr, {0x1086, "CKM_AES_CTR"}, CKK_AES},
    CipherMechanism{Cipher::aes, CipherMode::ofb, {0x2104, "CKM_AES_OFB"}, CKK_AES},
    CipherMechanism{Cipher::aes, CipherMode::cfb8, {0x2106, "CKM_AES_CFB8"}, CKK_AES},
    CipherMechanism{Cipher::aes, CipherMode::cfb_block, {0x2107, "CKM_AES_CFB128"}, CKK_AES},
    CipherMechanism{Cipher::aes, CipherMode::cfb1, {0x2108, "CKM_AES_CFB1"}, CKK_AES},
    CipherMechanism{Cipher::aes, CipherMode::xts, {0x1071, "CKM_AES_XTS"}, CKK_AES_XTS},
    CipherMechanism{Cipher::tdes, CipherMode::ecb, {0x132, "CKM_DES3_ECB"}, CKK_DES3},
    CipherMechanism{Cipher::tdes, CipherMode::cbc, {0x133, "CKM_DES3_CBC"}, CKK_DES3},
    CipherMechanism{Cipher::des, CipherMode::ecb, {0x121, "CKM_DES_ECB"}, CKK_DES},
    CipherMechanism{Cipher::des, CipherMode::cbc, {0x122, "CKM_DES_CBC"}, CKK_DES},
    CipherMechanism{Cipher::rc2, CipherMode::ecb, {0x101, "CKM_RC2_ECB"}, CKK_RC2},
    CipherMechanism{Cipher::rc2, CipherMode::cbc, {0x102, "CKM_RC2_CBC"}, CKK_RC2},
    CipherMechanism{Cipher::rc4, CipherMode::stream, {0x111, "CKM_RC4"}, CKK_RC4},
    CipherMechanism{Cipher::blowfish, CipherMode::cbc, {0x1091, "CKM_BLOWFISH_CBC"}, CKK_BLOWFISH},
    CipherMechanism{Cipher::cast5, CipherMode::ecb, {0x321, "CKM_CAST128_ECB"}, CKK_CAST128},
    CipherMechanism{Cipher::cast5, CipherMode::cbc, {0x322, "CKM_CAST128_CBC"}, CKK_CAST128},
    CipherMechanism{Cipher::idea, CipherMode::ecb, {0x341, "CKM_IDEA_ECB"}, CKK_IDEA},
    CipherMechanism{Cipher::idea, CipherMode::cbc, {0x342, "CKM_IDEA_CBC"}, CKK_IDEA},
    CipherMechanism{Cipher::camellia, CipherMode::ecb, {0x551, "CKM_CAMELLIA_ECB"}, CKK_CAMELLIA},
    CipherMechanism{Cipher::camellia, CipherMode::cbc, {0x552, "CKM_CAMELLIA_CBC"}, CKK_CAMELLIA},
    CipherMechanism{Cipher::seed, CipherMode::ecb, {0x651, "CKM_SEED_ECB"}, CKK_SEED},
    CipherMechanism{Cipher::seed, CipherMode::cbc, {0x652, "CKM_SEED_CBC"}, CKK_SEED},
    CipherMechanism{Cipher::chacha20, CipherMode::stream, {0xCE534371, "CKM_NSS_CHACHA20_CTR"}, CKK_NSS_CHACHA20},
};

// Mech 2.40 §2.14 (AES-CMAC), §2.17 (3DES-CMAC).
constexpr std::array kCmacs = {
    CmacMechanism{Cipher::aes, CKK_AES, {0x108A, "CKM_AES_CMAC"}},
    CmacMechanism{Cipher::tdes, CKK_DES3, {0x138, "CKM_DES3_CMAC"}},
};

struct RvName {
  Rv rv;
  const char* name;
};

// Base 2.40 §5.1.
constexpr std::array kRvs = {
    RvName{CKR_OK, "CKR_OK"},
    RvName{CKR_HOST_MEMORY, "CKR_HOST_MEMORY"},
    RvName{0x3, "CKR_SLOT_ID_INVALID"},
    RvName{0x5, "CKR_GENERAL_ERROR"},
    RvName{0x6, "CKR_FUNCTION_FAILED"},
    RvName{CKR_ARGUMENTS_BAD, "CKR_ARGUMENTS_BAD"},
    RvName{0xA, "CKR_CANT_LOCK"},
    RvName{0x10, "CKR_ATTRIBUTE_READ_ONLY"},
    RvName{0x11, "CKR_ATTRIBUTE_SENSITIVE"},
    RvName{CKR_ATTRIBUTE_TYPE_INVALID, "CKR_ATTRIBUTE_TYPE_INVALID"},
    RvName{CKR_ATTRIBUTE_VALUE_INVALID, "CKR_ATTRIBUTE_VALUE_INVALID"},
    RvName{CKR_ACTION_PROHIBITED, "CKR_ACTION_PROHIBITED"},
    RvName{CKR_DATA_INVALID, "CKR_DATA_INVALID"},
    RvName{CKR_DATA_LEN_RANGE, "CKR_DATA_LEN_RANGE"},
    RvName{CKR_DEVICE_ERROR, "CKR_DEVICE_ERROR"},
    RvName{0x31, "CKR_DEVICE_MEMORY"},
    RvName{CKR_ENCRYPTED_DATA_INVALID, "CKR_ENCRYPTED_DATA_INVALID"},
    RvName{CKR_ENCRYPTED_DATA_LEN_RANGE, "CKR_ENCRYPTED_DATA_LEN_RANGE"},
    RvName{CKR_FUNCTION_NOT_SUPPORTED, "CKR_FUNCTION_NOT_SUPPORTED"},
    RvName{0x60, "CKR_KEY_HANDLE_INVALID"},
    RvName{CKR_KEY_SIZE_RANGE, "CKR_KEY_SIZE_RANGE"},
    RvName{CKR_KEY_TYPE_INCONSISTENT, "CKR_KEY_TYPE_INCONSISTENT"},
    RvName{CKR_KEY_FUNCTION_NOT_PERMITTED, "CKR_KEY_FUNCTION_NOT_PERMITTED"},
    RvName{CKR_MECHANISM_INVALID, "CKR_MECHANISM_INVALID"},
    RvName{CKR_MECHANISM_PARAM_INVALID, "CKR_MECHANISM_PARAM_INVALID"},
    RvName{0x82, "CKR_OBJECT_HANDLE_INVALID"},
    RvName{CKR_OPERATION_ACTIVE, "CKR_OPERATION_ACTIVE"},
    RvName{0x91, "CKR_OPERATION_NOT_INITIALIZED"},
    RvName{0xB3, "CKR_SESSION_HANDLE_INVALID"},
    RvName{CKR_SIGNATURE_INVALID, "CKR_SIGNATURE_INVALID"},
    RvName{CKR_SIGNATURE_LEN_RANGE, "CKR_SIGNATURE_LEN_RANGE"},
    RvName{CKR_TEMPLATE_INCOMPLETE, "CKR_TEMPLATE_INCOMPLETE"},
    RvName{CKR_TEMPLATE_INCONSISTENT, "CKR_TEMPLATE_INCONSISTENT"},
    RvName{0x101, "CKR_USER_NOT_LOGGED_IN"},
    RvName{CKR_DOMAIN_PARAMS_INVALID, "CKR_DOMAIN_PARAMS_INVALID"},
    RvName{CKR_CURVE_NOT_SUPPORTED, "CKR_CURVE_NOT_SUPPORTED"},
    RvName{CKR_BUFFER_TOO_SMALL, "CKR_BUFFER_TOO_SMALL"},
    RvName{0x110, "CKR_WRAPPED_KEY_INVALID"},
    RvName{0x112, "CKR_WRAPPED_KEY_LEN_RANGE"},
    RvName{0x190, "CKR_CRYPTOKI_NOT_INITIALIZED"},
    RvName{0x191, "CKR_CRYPTOKI_ALREADY_INITIALIZED"},
    RvName{0x1B6, "CKR_FIPS_SELF_TEST_FAILED"},
    RvName{0x1B7, "CKR_LIBRARY_LOAD_FAILED"},
    RvName{0x1B9, "CKR_PUBLIC_KEY_INVALID"},
};

}  // namespace

const HashMechanisms* mechanisms_of(Hash hash) {
  const auto* const found = std::ranges::find(kHashes, hash, &HashMechanisms::hash);
  return found == kHashes.end() ? nullptr : found;
}

const CipherMechanism* mechanism_of(Cipher cipher, CipherMode mode) {
  const auto* const found =
      std::ranges::find_if(kCiphers, [=](const CipherMechanism& row) { return row.cipher == cipher && row.mode == mode; });
  return found == kCiphers.end() ? nullptr : found;
}

const CmacMechanism* cmac_of(Cipher cipher) {
  const auto* const found = std::ranges::find(kCmacs, cipher, &CmacMechanism::cipher);
  return found == kCmacs.end() ? nullptr : found;
}

std::string text_of(const MechanismName& mechanism) { return fmt::format("{} ({:#x})", mechanism.name, mechanism.type); }

std::string rv_text(Rv rv) {
  const auto* const found = std::ranges::find(kRvs, rv, &RvName::rv);
  return found == kRvs.end() ? fmt::format("CKR {:#x}", rv) : fmt::format("{} ({:#x})", found->name, rv);
}

}  // namespace fipsprobe::nss
