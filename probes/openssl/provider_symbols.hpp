#pragma once

#include <cstddef>
#include <cstdint>

#include "probes/openssl/types.hpp"
#include "probes/shared_library.hpp"

// The functions that only OpenSSL 3 has, where an algorithm is fetched by name from the providers of a library context.
namespace fipsprobe::openssl {

using ProviderCallback = int (*)(Provider*, void* argument);
using SelfTestCallback = int (*)(const Param*, void* argument);

// ProviderKeySymbols make keys out of parameters and check them: EVP_PKEY_fromdata(3), EVP_PKEY_check(3).
struct ProviderKeySymbols {
  int (*from_data_init)(EvpPkeyCtx*);
  int (*from_data)(EvpPkeyCtx*, EvpPkey**, int selection, Param*);
  int (*set_params)(EvpPkeyCtx*, const Param*);
  int (*check_public)(EvpPkeyCtx*);
  int (*check_parameters)(EvpPkeyCtx*);
};

// ProviderKdfSymbols: EVP_KDF(3).
struct ProviderKdfSymbols {
  EvpKdf* (*fetch)(LibCtx*, const char* name, const char* properties);
  void (*free)(EvpKdf*);
  EvpKdfCtx* (*new_context)(EvpKdf*);
  void (*free_context)(EvpKdfCtx*);
  const Param* (*settable)(EvpKdfCtx*);
  int (*derive)(EvpKdfCtx*, unsigned char* key, std::size_t size, const Param*);
};

// ProviderRandSymbols: EVP_RAND(3).
struct ProviderRandSymbols {
  EvpRand* (*fetch)(LibCtx*, const char* name, const char* properties);
  void (*free)(EvpRand*);
  EvpRandCtx* (*new_context)(EvpRand*, EvpRandCtx* parent);
  void (*free_context)(EvpRandCtx*);
  int (*set_params)(EvpRandCtx*, const Param*);
  int (*instantiate)(EvpRandCtx*, unsigned strength, int prediction_resistance, const unsigned char* personalization,
                     std::size_t size, const Param*);
  int (*generate)(EvpRandCtx*, unsigned char* out, std::size_t size, unsigned strength, int prediction_resistance,
                  const unsigned char* additional, std::size_t additional_size);
  int (*reseed)(EvpRandCtx*, int prediction_resistance, const unsigned char* entropy, std::size_t entropy_size,
                const unsigned char* additional, std::size_t additional_size);
};

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
  EvpPkey* (*decode_private)(EvpPkey**, const unsigned char** der, long size, LibCtx*, const char* properties);
  int (*verify_init)(EvpMdCtx*, EvpPkeyCtx**, const char* digest, LibCtx*, const char* properties, EvpPkey*, const Param*);
  int (*sign_init)(EvpMdCtx*, EvpPkeyCtx**, const char* digest, LibCtx*, const char* properties, EvpPkey*, const Param*);
  EvpPkeyCtx* (*context_for_name)(LibCtx*, const char* name, const char* properties);
  EvpPkeyCtx* (*context_for_key)(LibCtx*, EvpPkey*, const char* properties);

  ProviderKeySymbols key;
  ProviderKdfSymbols kdf;
  ProviderRandSymbols rand;
  bool complete;
};

ProviderSymbols find_provider_symbols(SharedLibrary& library);

}  // namespace fipsprobe::openssl
