#include "probes/libgcrypt/key_sexp.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "probes/libgcrypt/algorithms.hpp"

namespace fipsprobe::libgcrypt {
namespace {

OwnedMpi new_number(const Library& library) { return OwnedMpi(library.mpi_new(0), MpiRelease{&library}); }

// private_exponent is e^-1 mod (p - 1)(q - 1) (RFC 8017 §3.2).
OwnedMpi private_exponent(const Library& library, const RsaPrivateKey& key) {
  if (!key.d.empty()) return scan_number(library, key.d);
  const OwnedMpi p = scan_number(library, key.p), q = scan_number(library, key.q), e = scan_number(library, key.e);
  OwnedMpi d = new_number(library);
  const OwnedMpi totient = new_number(library);
  library.mpi_sub_ui(p.get(), p.get(), 1);
  library.mpi_sub_ui(q.get(), q.get(), 1);
  library.mpi_mul(totient.get(), p.get(), q.get());
  library.mpi_invm(d.get(), e.get(), totient.get());
  return d;
}

// public_number is g^x mod p (FIPS 186-4 §4.1).
OwnedMpi public_number(const Library& library, const DsaPrivateKey& key) {
  if (!key.y.empty()) return scan_number(library, key.y);
  const OwnedMpi p = scan_number(library, key.p), g = scan_number(library, key.g), x = scan_number(library, key.x);
  OwnedMpi y = new_number(library);
  library.mpi_powm(y.get(), g.get(), x.get(), p.get());
  return y;
}

}  // namespace

std::string no_algorithm(const Library& library, const char* family) {
  if (library.built_with("pubkeys", family)) return {};
  return fmt::format("this build has no public-key algorithm \"{}\" (GCRYCTL_PRINT_CONFIG)", family);
}

std::string no_curve(const Library& library, Curve curve) {
  if (curve_name(curve).empty()) return fmt::format("libgcrypt has no curve {}", name_of(curve));
  return no_algorithm(library, "ecc");
}

OwnedSexp public_key(const Library& library, const RsaPublicKey& key) {
  const OwnedMpi n = scan_number(library, key.n), e = scan_number(library, key.e);
  return build_sexp(library, "(public-key (rsa (n %m) (e %m)))", n.get(), e.get());
}

OwnedSexp public_key(const Library& library, const DsaPublicKey& key) {
  const OwnedMpi p = scan_number(library, key.p), q = scan_number(library, key.q), g = scan_number(library, key.g),
                 y = scan_number(library, key.y);
  return build_sexp(library, "(public-key (dsa (p %m) (q %m) (g %m) (y %m)))", p.get(), q.get(), g.get(), y.get());
}

OwnedSexp public_key(const Library& library, const EcPublicKey& key) {
  const Bytes point = point_of(key.curve, key.x, key.y);
  return build_sexp(library, "(public-key (ecdsa (curve %s) (q %b)))", curve_name(key.curve).data(),
                    static_cast<int>(point.size()), point.data());
}

OwnedSexp private_key(const Library& library, const RsaPrivateKey& key) {
  const OwnedMpi n = scan_number(library, key.n), e = scan_number(library, key.e), d = private_exponent(library, key);
  if (key.p.empty() || key.q.empty() || key.qinv.empty()) {
    return build_sexp(library, "(private-key (rsa (n %m) (e %m) (d %m)))", n.get(), e.get(), d.get());
  }
  // libgcrypt's u is p^-1 mod q, and RFC 8017's qInv is q^-1 mod p: the primes change places.
  const OwnedMpi p = scan_number(library, key.q), q = scan_number(library, key.p), u = scan_number(library, key.qinv);
  return build_sexp(library, "(private-key (rsa (n %m) (e %m) (d %m) (p %m) (q %m) (u %m)))", n.get(), e.get(), d.get(),
                    p.get(), q.get(), u.get());
}

OwnedSexp private_key(const Library& library, const DsaPrivateKey& key) {
  const OwnedMpi p = scan_number(library, key.p), q = scan_number(library, key.q), g = scan_number(library, key.g),
                 x = scan_number(library, key.x), y = public_number(library, key);
  return build_sexp(library, "(private-key (dsa (p %m) (q %m) (g %m) (y %m) (x %m)))", p.get(), q.get(), g.get(), y.get(),
                    x.get());
}

OwnedSexp private_key(const Library& library, const EcPrivateKey& key, const char* use) {
  const std::string_view curve = curve_name(key.curve);
  const OwnedMpi d = scan_number(library, key.d);
  if (key.x.empty() || key.y.empty()) {
    return build_sexp(library, "(private-key (%s (curve %s) (d %m)))", use, curve.data(), d.get());
  }
  const Bytes point = point_of(key.curve, key.x, key.y);
  return build_sexp(library, "(private-key (%s (curve %s) (q %b) (d %m)))", use, curve.data(), static_cast<int>(point.size()),
                    point.data(), d.get());
}

Bytes point_of(Curve curve, const Bytes& x, const Bytes& y) {
  const std::size_t size = std::max({field_size(curve), x.size(), y.size()});
  const Bytes left = padded(x, size), right = padded(y, size);
  Bytes point = {4};
  point.insert(point.end(), left.begin(), left.end());
  point.insert(point.end(), right.begin(), right.end());
  return point;
}

}  // namespace fipsprobe::libgcrypt
