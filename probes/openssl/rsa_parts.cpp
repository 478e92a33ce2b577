#include "probes/openssl/rsa_parts.hpp"

#include <algorithm>

#include "probes/openssl/asn1.hpp"

namespace fipsprobe::openssl {
namespace {

// kBases: each finds the factors with a chance of at least 1/2 (SP 800-56B Rev. 2 Appendix C.2).
constexpr std::uint8_t kBases = 100;

bool is_odd(const Bytes& number) { return !number.empty() && (number.back() & 1U) != 0; }

bool is_one(const Bytes& number) { return number == Bytes{1}; }

// split finds a factor of n from a number x with x^2 = 1 mod n: SP 800-56B Rev. 2 Appendix C.2, steps 3 and 4.
std::optional<Bytes> split(const Bytes& n, const Bytes& odd_part, std::size_t twos, std::uint8_t base, const Arithmetic& a) {
  const Bytes minus_one = a.minus(n, 1);
  Bytes y = a.power(Bytes{base}, odd_part, n);
  if (is_one(y) || y == minus_one) return std::nullopt;
  for (std::size_t j = 0; j < twos; ++j) {
    const Bytes square = a.modulo(a.times(y, y), n);
    if (is_one(square)) return a.gcd(a.minus(y, 1), n);
    if (square == minus_one) return std::nullopt;
    y = square;
  }
  return std::nullopt;
}

// factor finds p from n, e and d.
std::optional<Bytes> factor(const RsaPrivateKey& key, const Arithmetic& a) {
  const Bytes product = a.times(key.e, key.d);
  if (product.empty() || !is_odd(product)) return std::nullopt;
  Bytes odd_part = a.minus(product, 1);
  if (odd_part.empty()) return std::nullopt;
  std::size_t twos = 0;
  for (; !is_odd(odd_part); ++twos) odd_part = a.divided(odd_part, Bytes{2});
  for (std::uint8_t base = 2; base < kBases; ++base) {
    if (auto found = split(key.n, odd_part, twos, base, a)) return found;
  }
  return std::nullopt;
}

bool larger(const Bytes& a, const Bytes& b) { return a.size() != b.size() ? a.size() > b.size() : a > b; }

}  // namespace

std::optional<RsaPrivateKey> complete(RsaPrivateKey key, const Arithmetic& a) {
  for (Bytes* const part : {&key.n, &key.e, &key.d, &key.p, &key.q}) *part = without_leading_zeros(*part);
  if (!is_odd(key.n) || key.n.size() < 2) return std::nullopt;
  if (key.p.empty() || key.q.empty()) {
    const auto p = factor(key, a);
    if (!p) return std::nullopt;
    key.p = *p;
    key.q = a.divided(key.n, key.p);
    if (larger(key.q, key.p)) std::swap(key.p, key.q);  // as keys are written: p is the larger one
    key.dp.clear();
  }
  if (a.times(key.p, key.q) != key.n || is_one(key.p) || is_one(key.q)) return std::nullopt;
  const Bytes p1 = a.minus(key.p, 1);
  const Bytes q1 = a.minus(key.q, 1);
  if (key.d.empty()) key.d = a.inverse(key.e, a.times(p1, q1));
  if (key.d.empty()) return std::nullopt;
  if (key.dp.empty() || key.dq.empty() || key.qinv.empty()) {
    key.dp = a.modulo(key.d, p1);
    key.dq = a.modulo(key.d, q1);
    key.qinv = a.inverse(key.q, key.p);
  }
  return key;
}

}  // namespace fipsprobe::openssl
