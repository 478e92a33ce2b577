#include "probes/nss/attributes.hpp"

#include <cstring>

namespace fipsprobe::nss {

Attributes& Attributes::flag(Ulong type, bool value) {
  const Byte byte = value ? 1 : 0;  // CK_BBOOL, Base §3.1
  return bytes(type, ByteView(&byte, 1));
}

Attributes& Attributes::number(Ulong type, Ulong value) {
  Bytes octets(sizeof value);
  std::memcpy(octets.data(), &value, sizeof value);
  return bytes(type, octets);
}

Attributes& Attributes::bytes(Ulong type, ByteView value) {
  Bytes& kept = values_.emplace_back(value.begin(), value.end());
  list_.push_back({type, kept.data(), kept.size()});
  return *this;
}

Bytes Attributes::fingerprint() const {
  Bytes all;
  for (const Attribute& attribute : list_) {
    for (const Ulong word : {attribute.type, attribute.length}) {
      for (unsigned shift = 0; shift < 64; shift += 8) all.push_back(static_cast<std::uint8_t>(word >> shift));
    }
    const auto* const value = static_cast<const std::uint8_t*>(attribute.value);
    all.insert(all.end(), value, value + attribute.length);
  }
  return all;
}

}  // namespace fipsprobe::nss
