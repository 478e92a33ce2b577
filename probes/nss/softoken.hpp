#pragma once

#include <string>
#include <vector>

#include "probes/nss/pkcs11.hpp"
#include "probes/nss/reply.hpp"
#include "probes/shared_library.hpp"

namespace fipsprobe::nss {

// Entry is one of the two modules that libsoftokn3.so holds.
//   fips   FC_GetFunctionList: the FIPS token, slot 3
//   plain  NSC_GetFunctionList: the crypto services without FIPS mode, slot 1
enum class Entry { fips, plain };

// Softoken is libsoftokn3.so: its function lists and what they say without a session.
class Softoken {
 public:
  // Throws Error when the file cannot be loaded, or does not export the entry points of softoken.
  explicit Softoken(const std::string& path);

  const SharedLibrary& library() const { return library_; }
  const FunctionList& functions(Entry entry) const { return entry == Entry::fips ? *fips_ : *plain_; }

  // default_entry tells which of the two C_GetFunctionList gives out. From NSS 3.94 on that depends on the host's FIPS flag.
  Entry default_entry();

  // initialize calls C_Initialize without a database: session objects only, no file is opened for writing.
  // `again` asks the FIPS token to run its power-up tests again (the flag forcePost, in builds that know it).
  Reply initialize(Entry entry, bool again = false) const;
  // knows_force_post tells whether the library file has the word forcePost in it: an older build takes the flag without a sign
  // that it does nothing.
  bool knows_force_post() const;

  Reply finalize(Entry entry) const;

  // mechanisms returns the mechanism list of the entry's own crypto slot; empty when it cannot be read.
  std::vector<Ulong> mechanisms(Entry entry) const;

  // service_indicator returns NSC_NSSGetFIPSStatus; nullptr when the library has none.
  const FipsInterface* service_indicator();

 private:
  SharedLibrary library_;
  const FunctionList* fips_ = nullptr;
  const FunctionList* plain_ = nullptr;
};

// slot_of returns the number of the slot that does the cryptography: softoken's FIPS_SLOT_ID 3 and NETSCAPE_SLOT_ID 1.
constexpr Ulong slot_of(Entry entry) { return entry == Entry::fips ? 3 : 1; }

// prefix_of returns "FC_" or "NSC_", the prefix of the functions behind the entry.
constexpr const char* prefix_of(Entry entry) { return entry == Entry::fips ? "FC_" : "NSC_"; }

}  // namespace fipsprobe::nss
