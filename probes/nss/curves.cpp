#include "probes/nss/curves.hpp"

#include "probes/nss/der.hpp"

namespace fipsprobe::nss {
namespace {

// 1.2.840.10045.3.1.N: the prime curves of ANSI X9.62.
Bytes x962_prime(std::uint8_t number) { return {0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, number}; }

// 1.3.132.0.N: the curves of SEC 2.
Bytes certicom(std::uint8_t number) { return {0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, number}; }

}  // namespace

Bytes ec_parameters(Curve curve) {
  switch (curve) {
    case Curve::p192: return x962_prime(1);
    case Curve::p256: return x962_prime(7);
    case Curve::p224: return certicom(33);
    case Curve::p384: return certicom(34);
    case Curve::p521: return certicom(35);
    case Curve::k163: return certicom(1);
    case Curve::b163: return certicom(15);
    case Curve::k233: return certicom(26);
    case Curve::b233: return certicom(27);
    case Curve::k283: return certicom(16);
    case Curve::b283: return certicom(17);
    case Curve::k409: return certicom(36);
    case Curve::b409: return certicom(37);
    case Curve::k571: return certicom(38);
    case Curve::b571: return certicom(39);
  }
  return {};
}

Bytes left_padded(ByteView number, std::size_t size) {
  Bytes padded(size > number.size() ? size - number.size() : 0);
  padded.insert(padded.end(), number.begin(), number.end());
  return padded;
}

Bytes plain_point(Curve curve, ByteView x, ByteView y) {
  Bytes point{0x04};
  for (const ByteView coordinate : {x, y}) {
    const Bytes padded = left_padded(coordinate, field_size(curve));
    point.insert(point.end(), padded.begin(), padded.end());
  }
  return point;
}

Bytes ec_point(Curve curve, ByteView x, ByteView y) { return der::tagged(der::kOctetString, plain_point(curve, x, y)); }

std::optional<EcPublicKey> public_key_of(Curve curve, const Bytes& point) {
  const std::size_t size = field_size(curve);
  if (point.size() < 2 * size) return std::nullopt;
  const ByteView coordinates = ByteView(point).last(2 * size);
  const ByteView x = coordinates.first(size);
  const ByteView y = coordinates.last(size);
  if (point != ec_point(curve, x, y)) return std::nullopt;
  return EcPublicKey{curve, Bytes(x.begin(), x.end()), Bytes(y.begin(), y.end())};
}

}  // namespace fipsprobe::nss
