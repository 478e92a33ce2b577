#include <dlfcn.h>
#include <unistd.h>

#include <cstdio>

// Opens the library that the first argument names, says so, and waits to be killed.
int main(int count, char** words) {
  if (count != 2) return 64;
  if (::dlopen(words[1], RTLD_NOW) == nullptr) {
    std::fprintf(stderr, "%s\n", ::dlerror());
    return 1;
  }
  std::puts("ready");
  std::fflush(stdout);
  for (;;) ::pause();
}
