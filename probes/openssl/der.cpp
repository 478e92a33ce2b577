#include "probes/openssl/der.hpp"

#include <algorithm>
#include <array>

#include "probes/openssl/asn1.hpp"

namespace fipsprobe::openssl {
namespace {

constexpr const char* kRsaEncryption = "1.2.840.113549.1.1.1";
constexpr const char* kDsa = "1.2.840.10040.4.1";
constexpr const char* kEcPublicKey = "1.2.840.10045.2.1";
constexpr const char* kDhKeyAgreement = "1.2.840.113549.1.3.1";
constexpr const char* kDhPublicNumber = "1.2.840.10046.2.1";

// In the order of enum Curve.
constexpr std::array kCurveOids = {
    "1.2.840.10045.3.1.1", "1.3.132.0.33", "1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35",
    "1.3.132.0.1",         "1.3.132.0.26", "1.3.132.0.16",        "1.3.132.0.36", "1.3.132.0.38",
    "1.3.132.0.15",        "1.3.132.0.27", "1.3.132.0.17",        "1.3.132.0.37", "1.3.132.0.39",
};

Bytes version(std::uint8_t number) { return {kIntegerTag, 1, number}; }

Bytes octet_string(const Bytes& content) { return element(kOctetStringTag, {content}); }

Bytes rsa_algorithm() { return sequence({object_identifier(kRsaEncryption), element(kNullTag, {})}); }

Bytes dsa_algorithm(const Bytes& p, const Bytes& q, const Bytes& g) {
  return sequence({object_identifier(kDsa), sequence({integer(p), integer(q), integer(g)})});
}

Bytes ec_algorithm(Curve curve) { return sequence({object_identifier(kEcPublicKey), object_identifier(oid_of(curve))}); }

// X9.42 names q behind g.
Bytes dh_algorithm(const DsaPrivateKey& key) {
  if (key.q.empty()) return sequence({object_identifier(kDhKeyAgreement), sequence({integer(key.p), integer(key.g)})});
  return sequence({object_identifier(kDhPublicNumber), sequence({integer(key.p), integer(key.g), integer(key.q)})});
}

// A coordinate that is too long stays too long, for the library to reject. Uncompressed: SEC 1 §2.3.3.
Bytes point(const Bytes& x, const Bytes& y, Curve curve) {
  Bytes out{0x04};
  for (const Bytes* const each : {&x, &y}) {
    const Bytes coordinate = padded(*each, field_size(curve));
    out.insert(out.end(), coordinate.begin(), coordinate.end());
  }
  return out;
}

struct EncodePublic {
  Bytes operator()(const RsaPublicKey& key) const {
    return sequence({rsa_algorithm(), bit_string(sequence({integer(key.n), integer(key.e)}))});
  }
  Bytes operator()(const DsaPublicKey& key) const {
    return sequence({dsa_algorithm(key.p, key.q, key.g), bit_string(integer(key.y))});
  }
  Bytes operator()(const EcPublicKey& key) const {
    return sequence({ec_algorithm(key.curve), bit_string(point(key.x, key.y, key.curve))});
  }
};

struct EncodePrivate {
  // RFC 8017 §A.1.2.
  Bytes operator()(const RsaPrivateKey& key) const {
    const Bytes inner = sequence({version(0), integer(key.n), integer(key.e), integer(key.d), integer(key.p), integer(key.q),
                                  integer(key.dp), integer(key.dq), integer(key.qinv)});
    return sequence({version(0), rsa_algorithm(), octet_string(inner)});
  }
  Bytes operator()(const DsaPrivateKey& key) const {
    return sequence({version(0), dsa_algorithm(key.p, key.q, key.g), octet_string(integer(key.x))});
  }
  // RFC 5915 §3; the public point is [1].
  Bytes operator()(const EcPrivateKey& key) const {
    const Bytes number = octet_string(padded(key.d, order_size(key.curve)));
    if (key.x.empty() || key.y.empty())
      return sequence({version(0), ec_algorithm(key.curve), octet_string(sequence({version(1), number}))});
    const Bytes public_point = element(0xa1, {bit_string(point(key.x, key.y, key.curve))});
    return sequence({version(0), ec_algorithm(key.curve), octet_string(sequence({version(1), number, public_point}))});
  }
};

Bytes bytes_of(ByteView view) { return {view.begin(), view.end()}; }

// read_integers reads that many INTEGERs, one after another.
template <std::size_t Count>
std::optional<std::array<Bytes, Count>> read_integers(ByteView der) {
  DerReader reader(der);
  std::array<Bytes, Count> numbers;
  for (Bytes& each : numbers) {
    const auto content = reader.next(kIntegerTag);
    if (!content) return std::nullopt;
    each = without_leading_zeros(*content);
  }
  return numbers;
}

std::optional<PublicKey> read_rsa(ByteView key) {
  const auto inner = DerReader(key).next(kSequenceTag);
  const auto numbers = inner ? read_integers<2>(*inner) : std::nullopt;
  if (!numbers) return std::nullopt;
  return RsaPublicKey{numbers->at(0), numbers->at(1)};
}

std::optional<PublicKey> read_dsa(ByteView algorithm, ByteView key) {
  DerReader reader(algorithm);
  if (!reader.next(kObjectIdentifierTag)) return std::nullopt;
  const auto inner = reader.next(kSequenceTag);
  const auto parameters = inner ? read_integers<3>(*inner) : std::nullopt;
  const auto y = read_integers<1>(key);
  if (!parameters || !y) return std::nullopt;
  return DsaPublicKey{parameters->at(0), parameters->at(1), parameters->at(2), y->at(0)};
}

std::optional<PublicKey> read_ec(ByteView key, Curve curve) {
  const std::size_t size = field_size(curve);
  if (key.size() != 1 + 2 * size || key[0] != 0x04) return std::nullopt;
  return EcPublicKey{curve, bytes_of(key.subspan(1, size)), bytes_of(key.subspan(1 + size))};
}

}  // namespace

Bytes subject_public_key_info(const PublicKey& key) { return std::visit(EncodePublic{}, key); }

Bytes private_key_info(const PrivateKey& key) { return std::visit(EncodePrivate{}, key); }

Bytes diffie_hellman_private_info(const DsaPrivateKey& key) {
  return sequence({version(0), dh_algorithm(key), octet_string(integer(key.x))});
}

Bytes diffie_hellman_public_info(const DsaPrivateKey& parameters, ByteView public_key) {
  return sequence({dh_algorithm(parameters), bit_string(integer(public_key))});
}

std::optional<PublicKey> public_key_of(ByteView info, SignatureScheme scheme, Curve curve) {
  const auto outer = DerReader(info).next(kSequenceTag);
  if (!outer) return std::nullopt;
  DerReader reader(*outer);
  const auto algorithm = reader.next(kSequenceTag);
  const auto bits = algorithm ? reader.next(kBitStringTag) : std::nullopt;
  if (!bits || bits->empty()) return std::nullopt;
  const ByteView key = bits->subspan(1);  // behind the count of unused bits
  if (scheme == SignatureScheme::ecdsa) return read_ec(key, curve);
  return scheme == SignatureScheme::dsa ? read_dsa(*algorithm, key) : read_rsa(key);
}

Bytes signature_value(ByteView signature) {
  const std::size_t half = signature.size() / 2;
  return sequence({integer(signature.first(half)), integer(signature.subspan(half))});
}

std::optional<Bytes> raw_signature(ByteView der, std::size_t half) {
  const auto inner = DerReader(der).next(kSequenceTag);
  const auto pair = inner ? read_integers<2>(*inner) : std::nullopt;
  if (!pair || pair->at(0).size() > half || pair->at(1).size() > half) return std::nullopt;
  Bytes out = padded(pair->at(0), half);
  const Bytes s = padded(pair->at(1), half);
  out.insert(out.end(), s.begin(), s.end());
  return out;
}

const char* oid_of(Curve curve) { return kCurveOids.at(static_cast<std::size_t>(curve)); }

}  // namespace fipsprobe::openssl
