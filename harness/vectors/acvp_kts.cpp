#include <fmt/format.h>

#include "harness/vectors/acvp_test.hpp"

// Key transport with RSA-OAEP (SP 800-56B Rev. 2 §9.2). The side that decrypts has a known answer: the transported key.
namespace fipsprobe {

std::vector<AcvpCase> map_acvp_kts(const AcvpTest& test) {
  (void)test;
  throw Untestable{"key transport"};
}

}  // namespace fipsprobe
