#pragma once

#include <string>

namespace fipsprobe::nss {

// Freebl is the library libfreeblpriv3.so (libfreebl3.so before NSS 3.13) that softoken has loaded and that does its work.
struct Freebl {
  std::string path;      // as mapped; empty when none is
  bool foreign = false;  // from another folder than softoken: not the module under test
};

// mapped_freebl finds the freebl of this process. `softoken` is the path of libsoftokn3.so.
Freebl mapped_freebl(const std::string& softoken);

// freebl_vector asks freebl's public loader function FREEBL_GetVector for the version of its table of functions. `answered` is
// then true; otherwise text says why not. An answer proves no self-test: it also comes with a corrupted .chk (measured).
struct FreeblVector {
  bool answered = false;
  std::string text;
};
FreeblVector freebl_vector(const Freebl& freebl);

}  // namespace fipsprobe::nss
