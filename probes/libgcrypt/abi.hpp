#pragma once

#include <cstddef>
#include <cstdint>

// The part of libgcrypt's binary interface that is used here, declared by hand so that no header of the library is needed.
// Numbers are those of gcrypt.h; they have been the same from 1.5 (libgcrypt.so.11) to 1.11 (libgcrypt.so.20).
namespace fipsprobe::libgcrypt {

// GcryError holds the code in its low 16 bits and the source from bit 24 on; 0 is success (gpg-error.h).
using GcryError = unsigned int;

enum class Code : unsigned {
  ok = 0,
  general = 1,
  pubkey_algo = 4,
  digest_algo = 5,
  bad_pubkey = 6,
  bad_signature = 8,
  checksum = 10,
  cipher_algo = 12,
  bad_mpi = 30,
  weak_key = 43,
  inv_keylen = 44,
  inv_arg = 45,
  selftest_failed = 50,
  inv_value = 55,
  not_supported = 60,
  inv_op = 61,
  inv_obj = 65,
  too_short = 66,
  not_implemented = 69,
  conflict = 70,
  inv_cipher_mode = 71,
  inv_flag = 72,
  inv_data = 79,
  unsupported_algorithm = 84,
  inv_length = 139,
  unknown_algorithm = 149,
  encoding_problem = 155,
  inv_state = 156,
  not_operational = 176,
  inv_curve = 187,
  unknown_curve = 188,
  broken_pubkey = 195,
  mac_algo = 197,
  buffer_too_short = 200,
  forbidden = 251,
};

constexpr Code code_of(GcryError error) { return static_cast<Code>(error & 0xffffU); }

// Commands of gcry_control, gcry_cipher_ctl and gcry_mac_ctl.
enum Command : int {
  kReset = 4,
  kGetKeyLength = 6,
  kSetVerbosity = 19,
  kInitSecureMemory = 24,
  kDisableSecureMemoryWarning = 27,
  kInitializationFinished = 38,
  kSetThreadCalls = 47,
  kPrintConfig = 53,
  kOperational = 54,
  kFipsMode = 55,
  kForceFipsMode = 56,
  kSelfTest = 57,
  kRunDrbgTest = 59,             // private (gcrypt-testapi.h), 1.7 and later: DrbgTest with its flags as words, and a buffer
  kDisableHardwareFeature = 63,  // gcry_control: the name of one, then a null pointer; before gcry_check_version
  kSetCcmLengths = 69,
  kRunDrbgTestOf15 = 75,  // private, 1.5.3 of RHEL 7 and Amazon Linux 2: DrbgTest with its flags as a number, and a buffer
  kAllowWeakKey = 79,
  kNoFipsMode = 83,
};

inline constexpr int kModeEcb = 1, kModeCfb = 2, kModeCbc = 3, kModeStream = 4, kModeOfb = 5, kModeCtr = 6, kModeWrap = 7,
                     kModeCcm = 8, kModeGcm = 9, kModePoly1305 = 10, kModeCfb8 = 12, kModeXts = 13;
inline constexpr unsigned kDigestHmac = 2;    // GCRY_MD_FLAG_HMAC
inline constexpr unsigned kExtended = 16;     // GCRY_CIPHER_EXTENDED: key wrap with padding, 1.10 and later
inline constexpr int kUnsignedBigEndian = 5;  // GCRYMPI_FMT_USG

inline constexpr int kKdfPbkdf2 = 34, kKdfHkdf = 98, kKdfX963 = 101;

inline constexpr int kStrongRandom = 1;  // GCRY_STRONG_RANDOM

inline constexpr int kLogError = 30, kLogDebug = 100;

// DrbgTest is the argument of kRunDrbgTest and kRunDrbgTestOf15 (gcrypt-testapi.h, struct gcry_drbg_test_vector): instantiate,
// reseed where entropy_reseed is not null, and generate twice.
struct DrbgTest {
  union Flags {
    const char* words;     // 1.7 and later: "hmac sha256 pr"
    std::uint32_t number;  // 1.5.3 of RHEL 7: the bits of gcry_drbg_flags
  };
  Flags flags;
  const std::uint8_t* entropy;
  std::size_t entropy_size;
  const std::uint8_t *entropy_a, *entropy_b;  // of the two generate calls; null without prediction resistance
  std::size_t entropy_ab_size;
  const std::uint8_t *additional_a, *additional_b;
  std::size_t additional_size;
  const std::uint8_t* personalization;
  std::size_t personalization_size;
  const std::uint8_t* expected;
  std::size_t expected_size;  // bytes of each output
  const std::uint8_t* entropy_reseed;
  std::size_t entropy_reseed_size;
  const std::uint8_t* additional_reseed;
  std::size_t additional_reseed_size;
};

struct CipherContext;
struct DigestContext;
struct MacContext;
struct MpiContext;
struct SexpContext;
struct PointContext;
struct KdfContext;
struct AnyContext;

using CipherHandle = CipherContext*;
using DigestHandle = DigestContext*;
using MacHandle = MacContext*;
using Mpi = MpiContext*;
using Sexp = SexpContext*;
using Point = PointContext*;
using KdfHandle = KdfContext*;
using Context = AnyContext*;

}  // namespace fipsprobe::libgcrypt
