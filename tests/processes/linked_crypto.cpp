#include <unistd.h>

#include <cstdio>

// Of OpenSSL's headers, which the program does without.
extern "C" {
const char* OpenSSL_version(int type);
unsigned char* SHA256(const unsigned char* data, std::size_t size, unsigned char* digest);
int EVP_DigestInit_ex(void* context, const void* digest, void* engine);
}

// Has libcrypto.a linked in, says its version, and waits to be killed. EVP is named so that it is linked in.
int main(int count, char**) {
  unsigned char digest[32] = {};
  SHA256(digest, 0, digest);
  if (count > 1000) EVP_DigestInit_ex(nullptr, nullptr, nullptr);
  std::puts(OpenSSL_version(0));
  std::fflush(stdout);
  for (;;) ::pause();
}
