#pragma once

#include <cstddef>
#include <memory>

// Types of OpenSSL's interface as a caller sees them. The real ones stay inside the library that is loaded at run time.
namespace fipsprobe::openssl {

struct EvpMd;
struct EvpMdCtx;
struct EvpCipher;
struct EvpCipherCtx;
struct EvpMac;
struct EvpMacCtx;
struct EvpPkey;
struct EvpPkeyCtx;
struct Asn1Object;
struct Bignum;
struct BignumCtx;
struct CmacCtx;
struct Dh;
struct DrbgCtx;
struct Dsa;
struct EcGroup;
struct EcKey;
struct Engine;
struct EvpKdf;
struct EvpKdfCtx;
struct EvpRand;
struct EvpRandCtx;
struct LibCtx;
struct Provider;

// Param is OSSL_PARAM of OpenSSL 3: OSSL_PARAM(3). A list ends with a Param whose key is null.
struct Param {
  const char* key = nullptr;
  unsigned data_type = 0;
  void* data = nullptr;
  std::size_t data_size = 0;
  std::size_t return_size = static_cast<std::size_t>(-1);  // OSSL_PARAM_UNMODIFIED
};

// Values of data_type: OSSL_PARAM(3).
inline constexpr unsigned kParamInteger = 1;
inline constexpr unsigned kParamUnsigned = 2;
inline constexpr unsigned kParamUtf8String = 4;
inline constexpr unsigned kParamOctets = 5;
inline constexpr unsigned kParamUtf8Pointer = 6;

// Handle owns one object of the library.
template <class T>
using Handle = std::unique_ptr<T, void (*)(T*)>;

template <class T>
Handle<T> no_handle() {
  return Handle<T>(nullptr, [](T*) {});
}

}  // namespace fipsprobe::openssl
