#include <unistd.h>

#include "digest_of_libcrypto.hpp"

extern "C" [[gnu::visibility("default")]] int EVP_DigestFinal_ex(void* context, unsigned char* digest, unsigned int* size) {
  while (fault::is_fatal_call()) {
    while (true) ::pause();
  }
  return fault::digest_final(context, digest, size);
}
