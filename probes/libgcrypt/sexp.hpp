#pragma once

#include <memory>

#include "harness/model/bytes.hpp"
#include "probes/libgcrypt/library.hpp"

namespace fipsprobe::libgcrypt {

struct SexpRelease {
  const Library* library = nullptr;
  void operator()(SexpContext* sexp) const { library->sexp_release(sexp); }
};

struct MpiRelease {
  const Library* library = nullptr;
  void operator()(MpiContext* mpi) const { library->mpi_release(mpi); }
};

using OwnedSexp = std::unique_ptr<SexpContext, SexpRelease>;
using OwnedMpi = std::unique_ptr<MpiContext, MpiRelease>;

// scan_number reads an unsigned big-endian integer; nullptr when the library does not take it.
inline OwnedMpi scan_number(const Library& library, ByteView bytes) {
  Mpi number = nullptr;
  if (library.mpi_scan(&number, kUnsignedBigEndian, bytes.data(), bytes.size(), nullptr) != 0) number = nullptr;
  return OwnedMpi(number, MpiRelease{&library});
}

// build_sexp fills the format of gcry_sexp_build: %m takes an Mpi, %s a const char*, %d an int, %b an int and a pointer.
// nullptr when the library does not take it.
template <class... Arguments>
OwnedSexp build_sexp(const Library& library, const char* format, Arguments... arguments) {
  Sexp sexp = nullptr;
  if (library.sexp_build(&sexp, nullptr, format, arguments...) != 0) sexp = nullptr;
  return OwnedSexp(sexp, SexpRelease{&library});
}

}  // namespace fipsprobe::libgcrypt
