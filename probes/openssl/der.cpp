#include "probes/openssl/der.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace fipsprobe::openssl {
namespace {

constexpr std::uint8_t kInteger = 0x02;
constexpr std::uint8_t kBitString = 0x03;
constexpr std::uint8_t kNull = 0x05;
constexpr std::uint8_t kObjectIdentifier = 0x06;
constexpr std::uint8_t kSequence = 0x30;

constexpr const char* kRsaEncryption = "1.2.840.113549.1.1.1";
constexpr const char* kDsa = "1.2.840.10040.4.1";
constexpr const char* kEcPublicKey = "1.2.840.10045.2.1";

// In the order of enum Curve.
constexpr std::array kCurveOids = {
    "1.2.840.10045.3.1.1", "1.3.132.0.33", "1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35",
    "1.3.132.0.1",         "1.3.132.0.26", "1.3.132.0.16",        "1.3.132.0.36", "1.3.132.0.38",
    "1.3.132.0.15",        "1.3.132.0.27", "1.3.132.0.17",        "1.3.132.0.37", "1.3.132.0.39",
};

Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

// element encodes tag, length (X.690 §8.1.3) and content.
Bytes element(std::uint8_t tag, const Bytes& content) {
  Bytes out{tag};
  if (content.size() < 0x80) {
    out.push_back(static_cast<std::uint8_t>(content.size()));
  } else {
    Bytes length;
    for (std::size_t rest = content.size(); rest != 0; rest >>= 8U)
      length.insert(length.begin(), static_cast<std::uint8_t>(rest & 0xffU));
    out.push_back(static_cast<std::uint8_t>(0x80U | length.size()));
    out.insert(out.end(), length.begin(), length.end());
  }
  out.insert(out.end(), content.begin(), content.end());
  return out;
}

Bytes without_leading_zeros(ByteView number) {
  const auto first = std::ranges::find_if(number, [](std::uint8_t byte) { return byte != 0; });
  return {first, number.end()};
}

// integer encodes an unsigned number (X.690 §8.3): a zero byte in front keeps it positive.
Bytes integer(ByteView number) {
  Bytes content = without_leading_zeros(number);
  if (content.empty() || (content.front() & 0x80U) != 0) content.insert(content.begin(), 0);
  return element(kInteger, content);
}

// object_identifier encodes a dotted identifier (X.690 §8.19): arcs in base 128, the first two in one.
Bytes object_identifier(std::string_view dotted) {
  Bytes content;
  std::uint64_t first = 0;
  std::size_t arcs = 0;
  for (const char* at = dotted.data(); at < dotted.data() + dotted.size(); ++arcs) {
    std::uint64_t arc = 0;
    at = std::from_chars(at, dotted.data() + dotted.size(), arc).ptr + 1;
    if (arcs == 0) first = arc;
    if (arcs == 0) continue;
    if (arcs == 1) arc += first * 40;
    Bytes digits{static_cast<std::uint8_t>(arc & 0x7fU)};
    for (arc >>= 7U; arc != 0; arc >>= 7U) digits.insert(digits.begin(), static_cast<std::uint8_t>(0x80U | (arc & 0x7fU)));
    content.insert(content.end(), digits.begin(), digits.end());
  }
  return element(kObjectIdentifier, content);
}

Bytes key_info(const Bytes& algorithm, const Bytes& key) {
  const Bytes bits = element(kBitString, joined({Bytes{0}, key}));  // no unused bits
  return element(kSequence, joined({element(kSequence, algorithm), bits}));
}

// fixed_size pads a coordinate in front; one that is too long stays too long, for the library to reject.
Bytes fixed_size(const Bytes& number, std::size_t size) {
  Bytes out = without_leading_zeros(number);
  if (out.size() < size) out.insert(out.begin(), size - out.size(), 0);
  return out;
}

struct Encode {
  Bytes operator()(const RsaPublicKey& key) const {
    const Bytes algorithm = joined({object_identifier(kRsaEncryption), element(kNull, {})});
    return key_info(algorithm, element(kSequence, joined({integer(key.n), integer(key.e)})));
  }

  Bytes operator()(const DsaPublicKey& key) const {
    const Bytes parameters = element(kSequence, joined({integer(key.p), integer(key.q), integer(key.g)}));
    return key_info(joined({object_identifier(kDsa), parameters}), integer(key.y));
  }

  Bytes operator()(const EcPublicKey& key) const {
    const std::size_t size = field_size(key.curve);
    const Bytes point = joined({Bytes{0x04}, fixed_size(key.x, size), fixed_size(key.y, size)});  // uncompressed: SEC 1 §2.3.3
    return key_info(joined({object_identifier(kEcPublicKey), object_identifier(oid_of(key.curve))}), point);
  }
};

}  // namespace

Bytes subject_public_key_info(const PublicKey& key) { return std::visit(Encode{}, key); }

Bytes signature_value(ByteView signature) {
  const std::size_t half = signature.size() / 2;
  return element(kSequence, joined({integer(signature.first(half)), integer(signature.subspan(half))}));
}

const char* oid_of(Curve curve) { return kCurveOids.at(static_cast<std::size_t>(curve)); }

}  // namespace fipsprobe::openssl
