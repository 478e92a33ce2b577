#pragma once

#include <memory>
#include <optional>

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

struct PointRelease {
  const Library* library = nullptr;
  void operator()(PointContext* point) const { library->mpi_point_release(point); }
};

struct ContextRelease {
  const Library* library = nullptr;
  void operator()(AnyContext* context) const { library->ctx_release(context); }
};

using OwnedPoint = std::unique_ptr<PointContext, PointRelease>;
using OwnedContext = std::unique_ptr<AnyContext, ContextRelease>;
using OwnedSexp = std::unique_ptr<SexpContext, SexpRelease>;
using OwnedMpi = std::unique_ptr<MpiContext, MpiRelease>;

// scan_number reads an unsigned big-endian integer; nullptr when the library does not take it.
OwnedMpi scan_number(const Library& library, ByteView bytes);

// build_sexp fills the format of gcry_sexp_build: %m takes an Mpi, %s a const char*, %d an int, %b an int and a pointer.
// nullptr when the library does not take it.
template <class... Arguments>
OwnedSexp build_sexp(const Library& library, const char* format, Arguments... arguments) {
  Sexp sexp = nullptr;
  if (library.sexp_build(&sexp, nullptr, format, arguments...) != 0) sexp = nullptr;
  return OwnedSexp(sexp, SexpRelease{&library});
}

// find_list returns the first list "(name ...)" at any depth; nullptr when there is none.
OwnedSexp find_list(const Library& library, Sexp whole, const char* name);

// bytes_of returns the value of the first list "(name value)"; nullopt when there is none.
std::optional<Bytes> bytes_of(const Library& library, Sexp whole, const char* name);

// as_number takes off the leading zeros of an integer, among them the byte that libgcrypt puts before a set high bit.
Bytes as_number(Bytes integer);

// padded puts zeros before an integer that is shorter than `size` bytes.
Bytes padded(Bytes integer, std::size_t size);

}  // namespace fipsprobe::libgcrypt
