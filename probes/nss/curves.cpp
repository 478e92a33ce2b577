#include "probes/nss/curves.hpp"

namespace fipsprobe::nss {
namespace {

// 1.2.840.10045.3.1.N: the prime curves of ANSI X9.62.
Bytes x962_prime(std::uint8_t number) { return {0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, number}; }

// 1.3.132.0.N: the curves of SEC 2.
Bytes certicom(std::uint8_t number) { return {0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, number}; }

// append_padded writes the number with `size` bytes: leading zeros are added, never cut.
void append_padded(Bytes& to, ByteView number, std::size_t size) {
  if (number.size() < size) to.insert(to.end(), size - number.size(), 0);
  to.insert(to.end(), number.begin(), number.end());
}

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

Bytes ec_point(Curve curve, ByteView x, ByteView y) {
  Bytes point{0x04};
  append_padded(point, x, field_size(curve));
  append_padded(point, y, field_size(curve));
  // An OCTET STRING; lengths of 128 and more take a byte that counts the bytes of the length (X.690 §8.1.3).
  Bytes der;
  der.reserve(point.size() + 4);
  der.push_back(0x04);
  if (point.size() >= 0x100) {
    der.push_back(0x82);
    der.push_back(static_cast<std::uint8_t>(point.size() >> 8U));
  } else if (point.size() >= 0x80) {
    der.push_back(0x81);
  }
  der.push_back(static_cast<std::uint8_t>(point.size()));
  der.insert(der.end(), point.begin(), point.end());
  return der;
}

}  // namespace fipsprobe::nss
