#include "harness/host/dsa_signature.hpp"

#include <mbedtls/bignum.h>

#include <algorithm>
#include <string>

#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kMaxPrimeBits = 3072;    // FIPS 186-4 section 4.2
constexpr std::size_t kMaxSubprimeBits = 256;  // the same
constexpr std::size_t kMaxNumberBytes = 1024;  // of what may stand before it as zeros

// Number is an integer of mbed TLS.
class Number {
 public:
  Number() { mbedtls_mpi_init(&value_); }
  explicit Number(ByteView bytes) : Number() { check(mbedtls_mpi_read_binary(&value_, bytes.data(), bytes.size())); }
  ~Number() { mbedtls_mpi_free(&value_); }
  Number(const Number&) = delete;
  Number& operator=(const Number&) = delete;

  mbedtls_mpi* get() { return &value_; }
  const mbedtls_mpi* get() const { return &value_; }

  std::size_t bits() const { return mbedtls_mpi_bitlen(&value_); }
  bool is_odd() const { return mbedtls_mpi_get_bit(&value_, 0) == 1; }
  bool is_between_one_and(const Number& above) const {
    return mbedtls_mpi_cmp_int(&value_, 1) > 0 && mbedtls_mpi_cmp_mpi(&value_, above.get()) < 0;
  }
  bool is_positive_below(const Number& above) const {
    return mbedtls_mpi_cmp_int(&value_, 0) > 0 && mbedtls_mpi_cmp_mpi(&value_, above.get()) < 0;
  }
  bool operator==(const Number& other) const { return mbedtls_mpi_cmp_mpi(&value_, other.get()) == 0; }

  static void check(int result) {
    if (result != 0) throw Error("mbed TLS cannot compute with these numbers: error " + std::to_string(result));
  }

 private:
  mbedtls_mpi value_{};
};

// set_product computes into = (a * b) mod m.
void set_product(Number& into, const Number& a, const Number& b, const Number& modulus) {
  Number::check(mbedtls_mpi_mul_mpi(into.get(), a.get(), b.get()));
  Number::check(mbedtls_mpi_mod_mpi(into.get(), into.get(), modulus.get()));
}

void set_power(Number& into, const Number& base, const Number& exponent, const Number& modulus) {
  Number::check(mbedtls_mpi_exp_mod(into.get(), base.get(), exponent.get(), modulus.get(), nullptr));
}

// leftmost returns the first min(N, outlen) bits of the digest (section 4.6), where N is a whole number of bytes.
ByteView leftmost(ByteView digest, const Number& subprime) {
  return digest.first(std::min(digest.size(), subprime.bits() / 8));
}

}  // namespace

bool is_dsa_key(const DsaPublicKey& key) {
  for (const ByteView part : {ByteView(key.p), ByteView(key.q), ByteView(key.g), ByteView(key.y)}) {
    if (part.empty() || part.size() > kMaxNumberBytes) return false;
  }
  const Number p(key.p), q(key.q), g(key.g), y(key.y);
  if (!p.is_odd() || p.bits() > kMaxPrimeBits) return false;
  if (!q.is_odd() || q.bits() > kMaxSubprimeBits || q.bits() % 8 != 0 || q.bits() == 0) return false;
  return g.is_between_one_and(p) && y.is_between_one_and(p);
}

bool dsa_verifies(const DsaPublicKey& key, ByteView signature, ByteView digest) {
  if (!is_dsa_key(key) || signature.empty() || signature.size() % 2 != 0 || signature.size() > kMaxNumberBytes) return false;
  const Number p(key.p), q(key.q), g(key.g), y(key.y);
  const Number r(signature.first(signature.size() / 2)), s(signature.subspan(signature.size() / 2));
  if (!r.is_positive_below(q) || !s.is_positive_below(q)) return false;
  const Number z(leftmost(digest, q));
  Number w, u1, u2, left, right, v;
  if (mbedtls_mpi_inv_mod(w.get(), s.get(), q.get()) != 0) return false;  // q is no prime then
  set_product(u1, z, w, q);
  set_product(u2, r, w, q);
  set_power(left, g, u1, p);
  set_power(right, y, u2, p);
  set_product(v, left, right, p);
  Number::check(mbedtls_mpi_mod_mpi(v.get(), v.get(), q.get()));
  return v == r;
}

}  // namespace fipsprobe
