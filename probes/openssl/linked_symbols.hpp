#pragma once

#include <cstddef>

#include "probes/openssl/types.hpp"
#include "probes/shared_library.hpp"

// The functions that only 1.0.2 and 1.1 have, or that only they need.
namespace fipsprobe::openssl {

// LinkedKeySymbols check public keys through the structures behind an EvpPkey: EC_KEY_new(3), DH_check_pub_key(3).
struct LinkedKeySymbols {
  int (*control)(EvpPkeyCtx*, int type, int operation, int command, int argument, void* pointer);
  EcKey* (*ec_key)(EvpPkey*);
  void (*free_ec_key)(EcKey*);
  int (*check_ec_key)(const EcKey*);
  Dsa* (*dsa)(EvpPkey*);
  void (*free_dsa)(Dsa*);
  Dh* (*dh_of_dsa)(const Dsa*);
  void (*free_dh)(Dh*);
  int (*check_dh_public)(const Dh*, const Bignum* key, int* problems);
  int (*encrypt_init)(EvpPkeyCtx*);
  int (*encrypt)(EvpPkeyCtx*, unsigned char* out, std::size_t* out_size, const unsigned char* in, std::size_t in_size);
  bool complete;
};

// LinkedKdfSymbols: any of them is null where this build does not have it.
struct LinkedKdfSymbols {
  int (*pbkdf2)(const char* password, int password_size, const unsigned char* salt, int salt_size, int iterations, const EvpMd*,
                int key_size, unsigned char* key);
  int (*x963)(unsigned char* out, std::size_t size, const unsigned char* secret, std::size_t secret_size,
              const unsigned char* info, std::size_t info_size, const EvpMd*);
  int (*x942)(unsigned char* out, std::size_t size, const unsigned char* secret, std::size_t secret_size, Asn1Object* wrap_oid,
              const unsigned char* party_info, std::size_t party_info_size, const EvpMd*);
  Asn1Object* (*object)(const char* text, int only_numbers);
  void (*free_object)(Asn1Object*);
};

// DrbgInput hands over entropy or a nonce: it points `out` to it and returns its bytes. DrbgCleanup is given it back.
using DrbgInput = std::size_t (*)(DrbgCtx*, unsigned char** out, int entropy, std::size_t min, std::size_t max);
using DrbgCleanup = void (*)(DrbgCtx*, unsigned char*, std::size_t);

// LinkedDrbgSymbols are exported by Red Hat's FIPS builds of 1.0.2 (their fips_rand.h).
struct LinkedDrbgSymbols {
  DrbgCtx* (*create)(int type, unsigned flags);
  void (*free)(DrbgCtx*);
  int (*set_callbacks)(DrbgCtx*, DrbgInput entropy, DrbgCleanup, std::size_t block_size, DrbgInput nonce, DrbgCleanup);
  int (*instantiate)(DrbgCtx*, const unsigned char* personalization, std::size_t size);
  int (*generate)(DrbgCtx*, unsigned char* out, std::size_t size, int prediction_resistance, const unsigned char* additional,
                  std::size_t additional_size);
  int (*reseed)(DrbgCtx*, const unsigned char* additional, std::size_t size);
  bool complete;
};

// LinkedDsaSymbols make DSA parameters from a seed: FIPS 186-4 A.1.1.2 and, with an index of 0 or more, A.2.3. 1.0.2 has the
// function for its own use, and Red Hat's builds leave it visible.
struct LinkedDsaSymbols {
  Dsa* (*create)();
  void (*free)(Dsa*);
  int (*make)(Dsa*, std::size_t bits, std::size_t q_bits, const EvpMd*, const unsigned char* seed, std::size_t seed_size,
              int index, unsigned char* used_seed, int* counter, unsigned long* h, void* callback);
  int (*encode)(const Dsa*, unsigned char** der);
  bool complete;
};

struct LinkedSymbols {
  // Any of them is null where this build has no FIPS mode: FIPS_mode(3), and Red Hat's additions.
  int (*fips_mode)();
  int (*fips_mode_set)(int on);
  int (*fips_selftest_failed)();
  int (*fips_module_installed)();

  unsigned char* (*hmac)(const EvpMd*, const void* key, int key_size, const unsigned char* message, std::size_t size,
                         unsigned char* tag, unsigned* tag_size);
  CmacCtx* (*cmac_new)();
  void (*cmac_free)(CmacCtx*);
  int (*cmac_init)(CmacCtx*, const void* key, std::size_t key_size, const EvpCipher*, Engine*);
  int (*cmac_update)(CmacCtx*, const void* message, std::size_t size);
  int (*cmac_final)(CmacCtx*, unsigned char* tag, std::size_t* tag_size);
  EvpPkeyCtx* (*context_for_type)(int nid, Engine*);
  EvpPkeyCtx* (*context_for_key)(EvpPkey*, Engine*);

  void (*load_error_texts)();  // null in 1.1: it loads them by itself
  void (*load_builtin_modules)();
  int (*load_config)(const char* file, const char* application, unsigned long flags);

  LinkedKeySymbols key;
  LinkedKdfSymbols kdf;
  LinkedDrbgSymbols drbg;
  LinkedDsaSymbols dsa;
};

LinkedSymbols find_linked_symbols(SharedLibrary& library);

}  // namespace fipsprobe::openssl
