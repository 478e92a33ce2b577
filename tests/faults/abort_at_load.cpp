#include <cstdio>
#include <cstdlib>

namespace {

[[gnu::constructor]] void fail() {
  std::fputs("fault: power-up self-test failed\n", stderr);
  std::abort();
}

}  // namespace
