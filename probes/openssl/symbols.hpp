#pragma once

#include <cstddef>
#include <cstdint>

#include "probes/openssl/types.hpp"
#include "probes/shared_library.hpp"

// The tables of functions that are looked up in a libcrypto: one for what all generations share, one for what only 1.0.2 and
// 1.1 have, one for what only 3 has. `complete` is false when a function of the table is missing; then the capability that
// needs the table is absent.
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

struct Symbols {
  ErrorSymbols errors;
  DigestSymbols digest;
  CipherSymbols cipher;
  KeySymbols key;
  const char* (*version_text)(int what);
  unsigned long (*version_number)();
};

// LinkedSymbols are those of 1.0.2 and 1.1, where an algorithm is a function of the library.
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
};

using ProviderCallback = int (*)(Provider*, void* argument);
using SelfTestCallback = int (*)(const Param*, void* argument);

// ProviderSymbols are those of OpenSSL 3, where an algorithm is fetched by name from the providers of a library context.
struct ProviderSymbols {
  int (*initialise)(std::uint64_t options, const void* settings);
  const char* (*info)(int what);
  LibCtx* (*new_library)();
  int (*load_config)(LibCtx*, const char* file);
  int (*fips_by_default)(LibCtx*);
  int (*set_default_properties)(LibCtx*, const char*);

  Provider* (*load)(LibCtx*, const char* name);
  int (*set_search_path)(LibCtx*, const char* folder);
  int (*for_each)(LibCtx*, ProviderCallback, void* argument);
  const char* (*name)(const Provider*);
  int (*get_params)(const Provider*, Param*);
  int (*self_test)(const Provider*);
  void (*set_self_test_callback)(LibCtx*, SelfTestCallback, void* argument);

  EvpMd* (*fetch_digest)(LibCtx*, const char* name, const char* properties);
  EvpCipher* (*fetch_cipher)(LibCtx*, const char* name, const char* properties);
  EvpMac* (*fetch_mac)(LibCtx*, const char* name, const char* properties);
  void (*free_mac)(EvpMac*);
  EvpMacCtx* (*new_mac_context)(EvpMac*);
  void (*free_mac_context)(EvpMacCtx*);
  int (*set_mac_params)(EvpMacCtx*, const Param*);
  int (*mac_init)(EvpMacCtx*, const unsigned char* key, std::size_t key_size, const Param*);
  int (*mac_update)(EvpMacCtx*, const unsigned char*, std::size_t);
  int (*mac_final)(EvpMacCtx*, unsigned char* tag, std::size_t* tag_size, std::size_t room);

  EvpPkey* (*decode)(EvpPkey**, const unsigned char** der, long size, LibCtx*, const char* properties);
  int (*verify_init)(EvpMdCtx*, EvpPkeyCtx**, const char* digest, LibCtx*, const char* properties, EvpPkey*, const Param*);
  EvpPkeyCtx* (*context_for_name)(LibCtx*, const char* name, const char* properties);
  EvpPkeyCtx* (*context_for_key)(LibCtx*, EvpPkey*, const char* properties);
  bool complete;
};

Symbols find_symbols(SharedLibrary& library);
LinkedSymbols find_linked_symbols(SharedLibrary& library);
ProviderSymbols find_provider_symbols(SharedLibrary& library);

}  // namespace fipsprobe::openssl
