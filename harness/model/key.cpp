#include "harness/model/key.hpp"

#include <algorithm>
#include <cstdint>

namespace fipsprobe {
namespace {

struct PublicPart {
  PublicKey operator()(const RsaPrivateKey& key) const { return RsaPublicKey{key.n, key.e}; }
  PublicKey operator()(const DsaPrivateKey& key) const { return DsaPublicKey{key.p, key.q, key.g, key.y}; }
  PublicKey operator()(const EcPrivateKey& key) const { return EcPublicKey{key.curve, key.x, key.y}; }
};

}  // namespace

PublicKey public_part(const PrivateKey& key) { return std::visit(PublicPart{}, key); }

std::size_t significant_bits(const Bytes& number) {
  const auto first = std::ranges::find_if(number, [](std::uint8_t byte) { return byte != 0; });
  if (first == number.end()) return 0;
  std::size_t bits = static_cast<std::size_t>(number.end() - first) * 8;
  for (unsigned mask = 0x80; (*first & mask) == 0; mask >>= 1U) --bits;
  return bits;
}

}  // namespace fipsprobe
