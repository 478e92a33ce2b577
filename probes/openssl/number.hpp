#pragma once

#include "harness/model/bytes.hpp"
#include "probes/openssl/symbols.hpp"

namespace fipsprobe::openssl {

// Arithmetic does the few computations with whole numbers that keys need, by the library's own functions. Numbers are unsigned
// and big-endian, without leading zeros; a divisor or modulus must not be zero.
class Arithmetic {
 public:
  explicit Arithmetic(const NumberSymbols& symbols)
      : symbols_(symbols), context_(symbols.new_context(), symbols.free_context) {}

  Handle<Bignum> number(ByteView bytes) const;
  Bytes bytes(const Bignum& number) const;

  Bytes plus(ByteView a, unsigned long word) const;
  Bytes minus(ByteView a, unsigned long word) const;  // a must be at least `word`
  Bytes times(ByteView a, ByteView b) const;
  Bytes divided(ByteView a, ByteView by) const;
  Bytes modulo(ByteView a, ByteView modulus) const;
  Bytes power(ByteView base, ByteView exponent, ByteView modulus) const;  // the modulus must be odd
  Bytes gcd(ByteView a, ByteView b) const;
  Bytes inverse(ByteView a, ByteView modulus) const;  // empty when there is none

 private:
  const NumberSymbols& symbols_;
  Handle<BignumCtx> context_;
};

}  // namespace fipsprobe::openssl
