#include "probes/libgcrypt/sexp.hpp"

#include <algorithm>

namespace fipsprobe::libgcrypt {

OwnedMpi scan_number(const Library& library, ByteView bytes) {
  Mpi number = nullptr;
  if (library.mpi_scan(&number, kUnsignedBigEndian, bytes.data(), bytes.size(), nullptr) != 0) number = nullptr;
  return OwnedMpi(number, MpiRelease{&library});
}

OwnedSexp find_list(const Library& library, Sexp whole, const char* name) {
  return OwnedSexp(library.sexp_find_token(whole, name, 0), SexpRelease{&library});
}

std::optional<Bytes> bytes_of(const Library& library, Sexp whole, const char* name) {
  const OwnedSexp list = find_list(library, whole, name);
  std::size_t size = 0;
  const char* const data = list ? library.sexp_nth_data(list.get(), 1, &size) : nullptr;
  if (data == nullptr) return std::nullopt;
  return Bytes(data, data + size);
}

Bytes as_number(Bytes integer) {
  integer.erase(integer.begin(), std::find_if(integer.begin(), integer.end(), [](std::uint8_t byte) { return byte != 0; }));
  return integer;
}

Bytes padded(Bytes integer, std::size_t size) {
  if (integer.size() < size) integer.insert(integer.begin(), size - integer.size(), 0);
  return integer;
}

}  // namespace fipsprobe::libgcrypt
