#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "harness/model/bytes.hpp"

namespace fipsprobe::nss {

// Freebl is the library libfreeblpriv3.so (libfreebl3.so before NSS 3.13) that softoken has loaded and that does its work.
struct Freebl {
  std::string path;      // as mapped; empty when none is
  bool foreign = false;  // from another folder than softoken: not the module under test
};

// mapped_freebl finds the freebl of this process. `softoken` is the path of libsoftokn3.so.
Freebl mapped_freebl(const std::string& softoken);

// FreeblFunction is the place of a function in FREEBLVector (lib/freebl/loader.h of NSS). The order never changes: each version
// of the table only appends. Counted in the header of NSS 3.87; the table of a newer one was compared by eye.
enum class FreeblFunction : std::size_t {
  pqg_verify_params = 70,      // since table 3.1
  prngtest_instantiate = 164,  // since table 3.11, and the three after it
  prngtest_reseed = 165,
  prngtest_generate = 166,
  prngtest_uninstantiate = 167,
  rsa_populate_private_key = 168  // since table 3.12
};

// FreeblVector is freebl's table of functions, which its public loader function FREEBL_GetVector gives out. An answer proves no
// self-test: it also comes with a corrupted .chk (measured).
class FreeblVector {
 public:
  FreeblVector() = default;
  explicit FreeblVector(const Freebl& freebl);

  bool answered() const { return table_ != nullptr; }

  // text is "freebl vector 3.37", or why there is none.
  const std::string& text() const { return text_; }

  // at returns a function of the table; nullptr when there is no table or when it ends before that function.
  //   auto* generate = vector.at<SecStatus(Byte*, unsigned, const Byte*, unsigned)>(FreeblFunction::prngtest_generate);
  template <class Signature>
  Signature* at(FreeblFunction function) const {
    return reinterpret_cast<Signature*>(pointer(function));  // NOLINT(*-reinterpret-cast): the types are those of loader.h
  }

 private:
  void* pointer(FreeblFunction function) const;

  const void* table_ = nullptr;
  std::string text_ = "no libfreeblpriv3.so is mapped";
};

using SecStatus = int;  // SECStatus, seccomon.h: 0 is success
inline constexpr SecStatus kSecSuccess = 0;

// SecItem is SECItem of seccomon.h.
struct SecItem {
  int type = 0;
  const std::uint8_t* data = nullptr;
  unsigned length = 0;
};

// item_of points a SecItem at bytes, which must outlive it; no bytes are a null pointer, by which freebl knows what is missing.
SecItem item_of(ByteView bytes);

}  // namespace fipsprobe::nss
