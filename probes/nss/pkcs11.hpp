#pragma once

#include <cstdint>

// The part of PKCS #11 that this family calls, in the layout of 64-bit Linux: CK_ULONG has 8 bytes, structures are not packed.
// "Base" is OASIS PKCS #11 Cryptographic Token Interface Base Specification 2.40, "Mech" its Current Mechanisms Specification.
// Its names and arrays are the standard's: NOLINTBEGIN(modernize-avoid-c-arrays, readability-identifier-naming)
namespace fipsprobe::nss {

using Ulong = unsigned long;  // CK_ULONG, Base §3.1
using Rv = Ulong;             // CK_RV
using Handle = Ulong;         // CK_SESSION_HANDLE, CK_OBJECT_HANDLE; 0 is no handle
using Byte = unsigned char;   // CK_BYTE

struct Version {  // CK_VERSION, Base §3.1
  Byte major, minor;
};

struct Info {  // CK_INFO, Base §3.1; texts are padded with blanks
  Version cryptoki;
  char manufacturer[32];
  Ulong flags;
  char description[32];
  Version library;
};

struct TokenInfo {  // CK_TOKEN_INFO, Base §3.2
  char label[32];
  char manufacturer[32];
  char model[16];
  char serial[16];
  Ulong flags;
  Ulong counts_and_sizes[10];
  Version hardware, firmware;
  char utc_time[16];
};

struct MechanismInfo {  // CK_MECHANISM_INFO, Base §3.5
  Ulong min_key_size, max_key_size, flags;
};

struct Mechanism {  // CK_MECHANISM, Base §3.5
  Ulong type;
  const void* parameter;
  Ulong length;
};

struct Attribute {  // CK_ATTRIBUTE, Base §3.4
  Ulong type;
  void* value;
  Ulong length;
};

struct InitializeArguments {  // CK_C_INITIALIZE_ARGS, Base §3.7; softoken reads its library_parameters, a further member
  void* mutex_callbacks[4];
  Ulong flags;
  const char* library_parameters;
  void* reserved;
};

struct AesCtrParameters {  // CK_AES_CTR_PARAMS, Mech §2.11.3
  Ulong counter_bits;
  Byte counter_block[16];
};

// GCM of the 2.40 document, without ulIvBits: Mech §2.12.3. NSS to 3.51 knows only this one; from 3.52 on it tells the two
// layouts apart by their size (CK_NSS_GCM_PARAMS), so that this one serves all versions.
struct GcmParameters {
  const Byte* iv;
  Ulong iv_length;
  const Byte* aad;
  Ulong aad_length;
  Ulong tag_bits;
};

struct NssAeadParameters {  // CK_NSS_AEAD_PARAMS, of CKM_NSS_CHACHA20_POLY1305
  const Byte* nonce;
  Ulong nonce_length;
  const Byte* aad;
  Ulong aad_length;
  Ulong tag_length;  // bytes
};

// CK_RC2_CBC_PARAMS, Historical Mechanisms §2.3.4. Softoken wants it for ECB too, where the specification has a CK_ULONG.
struct Rc2CbcParameters {
  Ulong effective_bits;
  Byte iv[8];
};

struct PssParameters {  // CK_RSA_PKCS_PSS_PARAMS, Mech §2.1.9
  Ulong hash;
  Ulong mask_generation;
  Ulong salt_length;  // bytes
};

struct KeyDerivationString {  // CK_KEY_DERIVATION_STRING_DATA, Mech §2.35.1
  const Byte* data;
  Ulong length;
};

struct OaepParameters {  // CK_RSA_PKCS_OAEP_PARAMS, Mech §2.1.8; no label: a null pointer and 0
  Ulong hash;
  Ulong mask_generation;
  Ulong source;
  const Byte* label;
  Ulong label_length;
};

struct EcdhParameters {  // CK_ECDH1_DERIVE_PARAMS, Mech §2.3.8
  Ulong kdf;
  Ulong shared_data_length;
  const Byte* shared_data;
  Ulong public_length;
  const Byte* public_point;
};

// FunctionList is CK_FUNCTION_LIST (Base §3.6) in its order. Functions that are not called are untyped.
struct FunctionList {
  Version version;
  Rv (*initialize)(const InitializeArguments*);
  Rv (*finalize)(void*);
  Rv (*get_info)(Info*);
  void* get_function_list;
  Rv (*get_slot_list)(Byte token_present, Ulong* slots, Ulong* count);
  void* get_slot_info;
  Rv (*get_token_info)(Ulong slot, TokenInfo*);
  Rv (*get_mechanism_list)(Ulong slot, Ulong* mechanisms, Ulong* count);
  Rv (*get_mechanism_info)(Ulong slot, Ulong mechanism, MechanismInfo*);
  void* init_token;
  void* init_pin;
  void* set_pin;
  Rv (*open_session)(Ulong slot, Ulong flags, void* application, void* notify, Handle* session);
  Rv (*close_session)(Handle session);
  void* close_all_sessions_to_logout[6];
  Rv (*create_object)(Handle session, const Attribute*, Ulong count, Handle* object);
  void* copy_object;
  Rv (*destroy_object)(Handle session, Handle object);
  void* get_object_size;
  Rv (*get_attribute_value)(Handle session, Handle object, Attribute*, Ulong count);
  void* set_attribute_value;
  void* find_objects[3];
  Rv (*encrypt_init)(Handle session, const Mechanism*, Handle key);
  Rv (*encrypt)(Handle session, const Byte* in, Ulong in_size, Byte* out, Ulong* out_size);
  Rv (*encrypt_update)(Handle session, const Byte* part, Ulong part_size, Byte* out, Ulong* out_size);
  Rv (*encrypt_final)(Handle session, Byte* out, Ulong* out_size);
  Rv (*decrypt_init)(Handle session, const Mechanism*, Handle key);
  Rv (*decrypt)(Handle session, const Byte* in, Ulong in_size, Byte* out, Ulong* out_size);
  Rv (*decrypt_update)(Handle session, const Byte* part, Ulong part_size, Byte* out, Ulong* out_size);
  Rv (*decrypt_final)(Handle session, Byte* out, Ulong* out_size);
  Rv (*digest_init)(Handle session, const Mechanism*);
  Rv (*digest)(Handle session, const Byte* in, Ulong in_size, Byte* out, Ulong* out_size);
  Rv (*digest_update)(Handle session, const Byte* part, Ulong size);
  void* digest_key;
  Rv (*digest_final)(Handle session, Byte* out, Ulong* out_size);
  Rv (*sign_init)(Handle session, const Mechanism*, Handle key);
  Rv (*sign)(Handle session, const Byte* in, Ulong in_size, Byte* out, Ulong* out_size);
  void* sign_update_final_recover[4];
  Rv (*verify_init)(Handle session, const Mechanism*, Handle key);
  Rv (*verify)(Handle session, const Byte* in, Ulong in_size, const Byte* signature, Ulong signature_size);
  void* verify_update_final_recover[4];
  void* dual_functions[4];
  Rv (*generate_key)(Handle session, const Mechanism*, const Attribute*, Ulong count, Handle* key);
  Rv (*generate_key_pair)(Handle session, const Mechanism*, const Attribute* public_key, Ulong public_count,
                          const Attribute* private_key, Ulong private_count, Handle* public_handle, Handle* private_handle);
  Rv (*wrap_key)(Handle session, const Mechanism*, Handle wrapping_key, Handle key, Byte* wrapped, Ulong* wrapped_size);
  Rv (*unwrap_key)(Handle session, const Mechanism*, Handle wrapping_key, const Byte* wrapped, Ulong wrapped_size,
                   const Attribute*, Ulong count, Handle* key);
  Rv (*derive_key)(Handle session, const Mechanism*, Handle base_key, const Attribute*, Ulong count, Handle* key);
  void* seed_random;
  Rv (*generate_random)(Handle session, Byte* out, Ulong size);
  void* get_function_status_to_wait_for_slot_event[3];
};

static_assert(sizeof(FunctionList) == 69 * sizeof(void*), "CK_FUNCTION_LIST: a version and 68 functions");

// FipsInterface is the function list of the interface "Vendor NSS FIPS Interface" (NSS 3.66 on).
struct FipsInterface {
  Version version;
  Rv (*get_fips_status)(Handle session, Handle object, Ulong operation, Ulong* status);  // NSC_NSSGetFIPSStatus
};

struct NamedInterface {  // CK_INTERFACE, PKCS #11 Base 3.0 §3.6
  const char* name;
  const void* functions;
  Ulong flags;
};

// Names below are those of the specification.

// Base §3.2, §3.7, §5.6
inline constexpr Ulong CKF_LOGIN_REQUIRED = 0x4;
inline constexpr Ulong CKF_OS_LOCKING_OK = 0x2;
inline constexpr Ulong CKF_SERIAL_SESSION = 0x4;

// Base §5.1
inline constexpr Rv CKR_OK = 0x0;
inline constexpr Rv CKR_ACTION_PROHIBITED = 0x1B;
inline constexpr Rv CKR_ARGUMENTS_BAD = 0x7;
inline constexpr Rv CKR_HOST_MEMORY = 0x2;
inline constexpr Rv CKR_ATTRIBUTE_TYPE_INVALID = 0x12;
inline constexpr Rv CKR_ATTRIBUTE_VALUE_INVALID = 0x13;
inline constexpr Rv CKR_DATA_INVALID = 0x20;
inline constexpr Rv CKR_DATA_LEN_RANGE = 0x21;
inline constexpr Rv CKR_DEVICE_ERROR = 0x30;
inline constexpr Rv CKR_ENCRYPTED_DATA_INVALID = 0x40;
inline constexpr Rv CKR_ENCRYPTED_DATA_LEN_RANGE = 0x41;
inline constexpr Rv CKR_FUNCTION_NOT_SUPPORTED = 0x54;
inline constexpr Rv CKR_KEY_SIZE_RANGE = 0x62;
inline constexpr Rv CKR_KEY_TYPE_INCONSISTENT = 0x63;
inline constexpr Rv CKR_KEY_FUNCTION_NOT_PERMITTED = 0x68;
inline constexpr Rv CKR_MECHANISM_INVALID = 0x70;
inline constexpr Rv CKR_MECHANISM_PARAM_INVALID = 0x71;
inline constexpr Rv CKR_OPERATION_ACTIVE = 0x90;
inline constexpr Rv CKR_SIGNATURE_INVALID = 0xC0;
inline constexpr Rv CKR_SIGNATURE_LEN_RANGE = 0xC1;
inline constexpr Rv CKR_TEMPLATE_INCOMPLETE = 0xD0;
inline constexpr Rv CKR_TEMPLATE_INCONSISTENT = 0xD1;
inline constexpr Rv CKR_DOMAIN_PARAMS_INVALID = 0x130;
inline constexpr Rv CKR_CURVE_NOT_SUPPORTED = 0x140;
inline constexpr Rv CKR_BUFFER_TOO_SMALL = 0x150;

// Base §4: objects and their attributes
inline constexpr Ulong CKO_PUBLIC_KEY = 2, CKO_PRIVATE_KEY = 3, CKO_SECRET_KEY = 4;
inline constexpr Ulong CKA_CLASS = 0x0, CKA_TOKEN = 0x1, CKA_VALUE = 0x11, CKA_KEY_TYPE = 0x100;
inline constexpr Ulong CKA_ENCRYPT = 0x104, CKA_DECRYPT = 0x105, CKA_WRAP = 0x106, CKA_UNWRAP = 0x107;
inline constexpr Ulong CKA_SIGN = 0x108, CKA_VERIFY = 0x10A, CKA_DERIVE = 0x10C;
inline constexpr Ulong CKA_MODULUS = 0x120, CKA_MODULUS_BITS = 0x121, CKA_PUBLIC_EXPONENT = 0x122;
inline constexpr Ulong CKA_PRIME = 0x130, CKA_SUBPRIME = 0x131, CKA_BASE = 0x132, CKA_PRIME_BITS = 0x133;
inline constexpr Ulong CKA_VALUE_LEN = 0x161, CKA_EC_PARAMS = 0x180, CKA_EC_POINT = 0x181;
inline constexpr Ulong CKA_NSS_DB = 0xD5A0DB00;  // NSS's own: the public value beside a private key

// Mech: key types
inline constexpr Ulong CKK_RSA = 0x0, CKK_DSA = 0x1, CKK_DH = 0x2, CKK_EC = 0x3;
inline constexpr Ulong CKK_GENERIC_SECRET = 0x10, CKK_RC2 = 0x11, CKK_RC4 = 0x12, CKK_DES = 0x13, CKK_DES2 = 0x14,
                       CKK_DES3 = 0x15;
inline constexpr Ulong CKK_CAST128 = 0x18, CKK_IDEA = 0x1A, CKK_AES = 0x1F, CKK_BLOWFISH = 0x20;
inline constexpr Ulong CKK_CAMELLIA = 0x25, CKK_SEED = 0x2F, CKK_AES_XTS = 0x35;
inline constexpr Ulong CKK_NSS_CHACHA20 = 0xCE534354;  // CKK_VENDOR_DEFINED | "NSCP" + 4

// Parameters of CKM_RSA_PKCS_PSS and CKM_RSA_PKCS_OAEP: Mech §2.1.7
inline constexpr Ulong CKZ_DATA_SPECIFIED = 1;
inline constexpr Ulong CKG_MGF1_SHA1 = 1, CKG_MGF1_SHA256 = 2, CKG_MGF1_SHA384 = 3, CKG_MGF1_SHA512 = 4, CKG_MGF1_SHA224 = 5;
inline constexpr Ulong CKG_MGF1_SHA3_224 = 6, CKG_MGF1_SHA3_256 = 7, CKG_MGF1_SHA3_384 = 8, CKG_MGF1_SHA3_512 = 9;

// CK_EC_KDF_TYPE, Mech §2.3.8: the shared secret as it is
inline constexpr Ulong CKD_NULL = 1;

// The NSS service indicator (NSS 3.66 on)
inline constexpr Ulong CKT_NSS_OBJECT_CHECK = 2;
inline constexpr Ulong CKT_NSS_SESSION_LAST_CHECK = 4;
inline constexpr Ulong CKS_NSS_FIPS_OK = 1;

}  // namespace fipsprobe::nss
// NOLINTEND(modernize-avoid-c-arrays, readability-identifier-naming)
