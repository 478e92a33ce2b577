#pragma once

#include <dlfcn.h>

// The host's own libcrypto.so.3 behind a library that exports EVP_DigestFinal_ex itself.
namespace fault {

using DigestFinal = int (*)(void* context, unsigned char* digest, unsigned int* size);

inline void* libcrypto() {
  static void* const handle = ::dlopen("libcrypto.so.3", RTLD_NOW | RTLD_GLOBAL);
  return handle;
}

// is_fatal_call tells whether this is the 40th digest of the process.
inline bool is_fatal_call() {
  static int calls = 0;
  return ++calls == 40;
}

inline int digest_final(void* context, unsigned char* digest, unsigned int* size) {
  static const auto real = reinterpret_cast<DigestFinal>(::dlsym(libcrypto(), "EVP_DigestFinal_ex"));
  return real(context, digest, size);
}

}  // namespace fault
