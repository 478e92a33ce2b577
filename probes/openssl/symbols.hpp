#pragma once

#include <cstddef>

#include "probes/openssl/types.hpp"
#include "probes/shared_library.hpp"

// The tables of functions that are looked up in a libcrypto. Here is what all generations share; linked_symbols.hpp has what
// only 1.0.2 and 1.1 have, provider_symbols.hpp what only 3 has. `complete` is false when a function of the table is missing;
// then the capability that needs the table is absent.
namespace fipsprobe::openssl {

struct ErrorSymbols {
  unsigned long (*next)(const char** file, int* line, const char** data, int* flags);
  void (*describe)(unsigned long code, char* text, std::size_t size);
  const char* (*reason)(unsigned long code);
  void (*clear)();
  bool complete;
};

struct DigestSymbols {
  EvpMdCtx* (*new_context)();
  void (*free_context)(EvpMdCtx*);
  int (*init)(EvpMdCtx*, const EvpMd*, Engine*);
  int (*update)(EvpMdCtx*, const void*, std::size_t);
  int (*final)(EvpMdCtx*, unsigned char*, unsigned*);
  int (*final_xof)(EvpMdCtx*, unsigned char*, std::size_t);  // null before 1.1.1: no SHAKE there
  bool complete;
};

struct CipherSymbols {
  EvpCipherCtx* (*new_context)();
  void (*free_context)(EvpCipherCtx*);
  int (*init)(EvpCipherCtx*, const EvpCipher*, Engine*, const unsigned char* key, const unsigned char* iv, int encrypt);
  int (*update)(EvpCipherCtx*, unsigned char* out, int* out_size, const unsigned char* in, int in_size);
  int (*final)(EvpCipherCtx*, unsigned char* out, int* out_size);
  int (*control)(EvpCipherCtx*, int type, int argument, void* pointer);
  int (*set_padding)(EvpCipherCtx*, int pad);
  int (*set_key_length)(EvpCipherCtx*, int bytes);
  void (*set_flags)(EvpCipherCtx*, int flags);
  bool complete;
};

struct KeySymbols {
  void (*free_key)(EvpPkey*);
  int (*bits)(const EvpPkey*);
  EvpPkey* (*decode)(EvpPkey**, const unsigned char** der, long size);
  int (*encode)(EvpPkey*, unsigned char** der);
  int (*verify_init)(EvpMdCtx*, EvpPkeyCtx**, const EvpMd*, Engine*, EvpPkey*);
  int (*verify_final)(EvpMdCtx*, const unsigned char* signature, std::size_t size);
  int (*set)(EvpPkeyCtx*, const char* name, const char* value);
  void (*free_context)(EvpPkeyCtx*);
  int (*parameters_init)(EvpPkeyCtx*);
  int (*parameters)(EvpPkeyCtx*, EvpPkey**);
  int (*generate_init)(EvpPkeyCtx*);
  int (*generate)(EvpPkeyCtx*, EvpPkey**);
  int (*nid_of)(const char* oid);
  EcGroup* (*group)(int nid);
  void (*free_group)(EcGroup*);
  bool complete;
};

// PrivateSymbols work with private keys.
struct PrivateSymbols {
  EvpPkey* (*decode)(EvpPkey**, const unsigned char** der, long size);
  int (*sign_init)(EvpMdCtx*, EvpPkeyCtx**, const EvpMd*, Engine*, EvpPkey*);
  int (*sign_final)(EvpMdCtx*, unsigned char* signature, std::size_t* size);
  int (*decrypt_init)(EvpPkeyCtx*);
  int (*decrypt)(EvpPkeyCtx*, unsigned char* out, std::size_t* out_size, const unsigned char* in, std::size_t in_size);
  int (*derive_init)(EvpPkeyCtx*);
  int (*derive_set_peer)(EvpPkeyCtx*, EvpPkey* peer);
  int (*derive)(EvpPkeyCtx*, unsigned char* secret, std::size_t* size);
  bool complete;
};

// NumberSymbols are the library's integers: BN_bin2bn(3), BN_add(3).
struct NumberSymbols {
  Bignum* (*from_bytes)(const unsigned char*, int size, Bignum*);
  int (*to_bytes)(const Bignum*, unsigned char*);
  int (*bits)(const Bignum*);
  int (*is_bit_set)(const Bignum*, int bit);
  void (*free)(Bignum*);
  int (*compare)(const Bignum*, const Bignum*);
  int (*subtract_word)(Bignum*, unsigned long);
  int (*add_word)(Bignum*, unsigned long);
  int (*shift_right)(Bignum* result, const Bignum*, int bits);
  int (*multiply)(Bignum* result, const Bignum*, const Bignum*, BignumCtx*);
  int (*divide)(Bignum* quotient, Bignum* rest, const Bignum*, const Bignum* by, BignumCtx*);
  int (*gcd)(Bignum* result, const Bignum*, const Bignum*, BignumCtx*);
  int (*power)(Bignum* result, const Bignum* base, const Bignum* exponent, const Bignum* modulus, BignumCtx*);
  Bignum* (*inverse)(Bignum* result, const Bignum*, const Bignum* modulus, BignumCtx*);
  BignumCtx* (*new_context)();
  void (*free_context)(BignumCtx*);
  bool complete;
};

struct Symbols {
  ErrorSymbols errors;
  DigestSymbols digest;
  CipherSymbols cipher;
  KeySymbols key;
  PrivateSymbols privates;
  NumberSymbols number;
  const char* (*version_text)(int what);
  unsigned long (*version_number)();
};

Symbols find_symbols(SharedLibrary& library);

}  // namespace fipsprobe::openssl
