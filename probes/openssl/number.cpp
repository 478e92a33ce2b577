#include "probes/openssl/number.hpp"

namespace fipsprobe::openssl {

Handle<Bignum> Arithmetic::number(ByteView bytes) const {
  static constexpr std::uint8_t nothing = 0;
  const std::uint8_t* const data = bytes.empty() ? &nothing : bytes.data();
  return {symbols_.from_bytes(data, static_cast<int>(bytes.size()), nullptr), symbols_.free};
}

Bytes Arithmetic::bytes(const Bignum& number) const {
  Bytes out((static_cast<std::size_t>(symbols_.bits(&number)) + 7) / 8);
  if (!out.empty()) symbols_.to_bytes(&number, out.data());
  return out;
}

Bytes Arithmetic::plus(ByteView a, unsigned long word) const {
  const auto result = number(a);
  symbols_.add_word(result.get(), word);
  return bytes(*result);
}

Bytes Arithmetic::minus(ByteView a, unsigned long word) const {
  const auto result = number(a);
  symbols_.subtract_word(result.get(), word);
  return bytes(*result);
}

Bytes Arithmetic::times(ByteView a, ByteView b) const {
  const auto result = number({});
  symbols_.multiply(result.get(), number(a).get(), number(b).get(), context_.get());
  return bytes(*result);
}

Bytes Arithmetic::divided(ByteView a, ByteView by) const {
  const auto result = number({});
  symbols_.divide(result.get(), nullptr, number(a).get(), number(by).get(), context_.get());
  return bytes(*result);
}

Bytes Arithmetic::modulo(ByteView a, ByteView modulus) const {
  const auto result = number({});
  symbols_.divide(nullptr, result.get(), number(a).get(), number(modulus).get(), context_.get());
  return bytes(*result);
}

Bytes Arithmetic::power(ByteView base, ByteView exponent, ByteView modulus) const {
  const auto result = number({});
  symbols_.power(result.get(), number(base).get(), number(exponent).get(), number(modulus).get(), context_.get());
  return bytes(*result);
}

Bytes Arithmetic::gcd(ByteView a, ByteView b) const {
  const auto result = number({});
  symbols_.gcd(result.get(), number(a).get(), number(b).get(), context_.get());
  return bytes(*result);
}

Bytes Arithmetic::inverse(ByteView a, ByteView modulus) const {
  const auto result = number({});
  if (symbols_.inverse(result.get(), number(a).get(), number(modulus).get(), context_.get()) == nullptr) return {};
  return bytes(*result);
}

}  // namespace fipsprobe::openssl
