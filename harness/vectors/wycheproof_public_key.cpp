#include <fmt/format.h>

#include <array>

#include "harness/vectors/cavp_kind.hpp"
#include "harness/vectors/wycheproof_test.hpp"

// RSA, DSA and ECDSA of Wycheproof. A key is an object of its own in version 1, and members of the group, or the object "key",
// before.
namespace fipsprobe {
namespace {

// first_of returns whichever of the two names is there.
std::string_view first_of(const JsonFields& fields, std::string_view name, std::string_view older) {
  return fields.has(name) ? name : older;
}

RsaPublicKey rsa_public_key(const WycheproofTest& test) {
  const JsonFields key = test.key_object("publicKey", "key");
  return {key.integer(first_of(key, "modulus", "n")), key.integer(first_of(key, "publicExponent", "e"))};
}

RsaPrivateKey rsa_private_key(const WycheproofTest& test) {
  const JsonFields fields = test.key_object("privateKey", "key");
  RsaPrivateKey key;
  key.n = fields.integer(first_of(fields, "modulus", "n"));
  key.e = fields.integer(first_of(fields, "publicExponent", "e"));
  key.d = fields.integer(first_of(fields, "privateExponent", "d"));
  if (!fields.has("prime1") || fields.has("otherPrimeInfos")) return key;
  key.p = fields.integer("prime1");
  key.q = fields.integer("prime2");
  key.dp = fields.integer("exponent1");
  key.dq = fields.integer("exponent2");
  key.qinv = fields.integer("coefficient");
  return key;
}

// mask_hash reads the hash of MGF1; other masks have no operation.
Hash mask_hash(const WycheproofTest& test) {
  const std::string mask = test.group.text("mgf");
  if (mask != "MGF1") throw Untestable{fmt::format("RSA with mask function {}", mask)};
  return test.group.hash("mgfSha");
}

bool is_p1363(const WycheproofTest& test) { return test.type().find("P1363") != std::string::npos; }

// half_size returns the bytes of r and of s.
std::size_t half_size(const PublicKey& key) {
  if (const auto* const ec = std::get_if<EcPublicKey>(&key)) return order_size(ec->curve);
  return std::get<DsaPublicKey>(key).q.size();
}

// refuse_wrong_size: libraries take r and s as two integers, so they cannot see that only the size of both is wrong.
void refuse_wrong_size(const Bytes& signature, std::size_t size) {
  if (signature.size() == 2 * size) return;
  const auto middle = signature.begin() + static_cast<std::ptrdiff_t>(signature.size() / 2);
  const bool fits =
      significant_bits({signature.begin(), middle}) <= size * 8 && significant_bits({middle, signature.end()}) <= size * 8;
  if (signature.size() % 2 != 0 || fits)
    throw Untestable{fmt::format("a signature of {} bytes instead of {}", signature.size(), 2 * size)};
}

// wycheproof_verification: signatures of DSA and ECDSA are DER, or r and s behind each other (IEEE P1363).
Case wycheproof_verification(const WycheproofTest& test, SignatureScheme scheme, PublicKey key) {
  VerifyOperation operation;
  operation.scheme = scheme;
  operation.hash = test.group.signature_hash("sha");
  operation.key = std::move(key);
  operation.message = test.test.hex("msg");
  operation.signature = test.test.hex("sig");
  if (scheme == SignatureScheme::rsa_pss) {
    operation.mgf_hash = mask_hash(test);
    operation.salt_length = test.group.number("sLen");
  }
  const bool has_pair = scheme == SignatureScheme::dsa || scheme == SignatureScheme::ecdsa;
  if (has_pair && !is_p1363(test)) operation.encoding = SignatureEncoding::der;
  if (has_pair && is_p1363(test)) refuse_wrong_size(operation.signature, half_size(operation.key));
  return accepting_case(test, std::move(operation), {});
}

struct WycheproofCurveRow {
  std::string_view name;  // SEC 2
  Curve curve;
  std::string_view oid;  // of RFC 5480 §2.1.1.1, in DER
};

constexpr std::array kCurves = {
    WycheproofCurveRow{"secp192r1", Curve::p192, "06082a8648ce3d030101"},
    WycheproofCurveRow{"secp224r1", Curve::p224, "06052b81040021"},
    WycheproofCurveRow{"secp256r1", Curve::p256, "06082a8648ce3d030107"},
    WycheproofCurveRow{"secp384r1", Curve::p384, "06052b81040022"},
    WycheproofCurveRow{"secp521r1", Curve::p521, "06052b81040023"},
    WycheproofCurveRow{"sect163k1", Curve::k163, "06052b81040001"},
    WycheproofCurveRow{"sect163r2", Curve::b163, "06052b8104000f"},
    WycheproofCurveRow{"sect233k1", Curve::k233, "06052b8104001a"},
    WycheproofCurveRow{"sect233r1", Curve::b233, "06052b8104001b"},
    WycheproofCurveRow{"sect283k1", Curve::k283, "06052b81040010"},
    WycheproofCurveRow{"sect283r1", Curve::b283, "06052b81040011"},
    WycheproofCurveRow{"sect409k1", Curve::k409, "06052b81040024"},
    WycheproofCurveRow{"sect409r1", Curve::b409, "06052b81040025"},
    WycheproofCurveRow{"sect571k1", Curve::k571, "06052b81040026"},
    WycheproofCurveRow{"sect571r1", Curve::b571, "06052b81040027"},
};

const WycheproofCurveRow& curve_of(const JsonFields& fields) {
  const std::string name = fields.text("curve");
  for (const WycheproofCurveRow& row : kCurves) {
    if (row.name == name) return row;
  }
  throw Untestable{fmt::format("no operation for curve {}", name)};
}

// coordinate puts zeros before an integer up to the size of the field; a longer one stays so and must be rejected.
Bytes coordinate(const JsonFields& fields, std::string_view name, Curve curve) {
  const Bytes integer = fields.integer(name);
  return left_padded(integer, field_size(curve)).value_or(integer);
}

void append_length(Bytes& der, std::size_t length) {
  if (length >= 0x80) der.push_back(0x81);
  der.push_back(static_cast<std::uint8_t>(length));
}

// named_curve_key encodes a key as RFC 5480 §2 does: a named curve and an uncompressed point.
Bytes named_curve_key(const WycheproofCurveRow& row, ByteView point) {
  Bytes algorithm = from_hex("06072a8648ce3d0201").value();  // id-ecPublicKey
  const Bytes oid = from_hex(row.oid).value();
  algorithm.insert(algorithm.end(), oid.begin(), oid.end());
  Bytes content = {0x30};
  append_length(content, algorithm.size());
  content.insert(content.end(), algorithm.begin(), algorithm.end());
  content.push_back(0x03);
  append_length(content, point.size() + 1);
  content.push_back(0);
  content.insert(content.end(), point.begin(), point.end());
  Bytes der = {0x30};
  append_length(der, content.size());
  der.insert(der.end(), content.begin(), content.end());
  return der;
}

// point_in returns the uncompressed point of a public key, nullopt for a key in another encoding.
std::optional<Bytes> point_in(const WycheproofTest& test, const WycheproofCurveRow& row) {
  const Bytes encoded = test.test.hex("public");
  const std::size_t size = 1 + 2 * field_size(row.curve);
  if (encoded.size() < size) return std::nullopt;
  Bytes point(encoded.end() - static_cast<std::ptrdiff_t>(size), encoded.end());
  constexpr std::uint8_t uncompressed = 4;  // SEC 1 §2.3.3
  if (point.front() != uncompressed) return std::nullopt;
  const bool is_bare = test.type() == "EcdhEcpointTest" || test.group.text_or("encoding", "asn") == "ecpoint";
  if (encoded != (is_bare ? point : named_curve_key(row, point))) return std::nullopt;
  return point;
}

}  // namespace

Case map_wycheproof_rsa_verify(const WycheproofTest& test) {
  const bool is_pss = test.type() == "RsassaPssVerify";
  return wycheproof_verification(test, is_pss ? SignatureScheme::rsa_pss : SignatureScheme::rsa_pkcs1, rsa_public_key(test));
}

Case map_wycheproof_rsa_sign(const WycheproofTest& test) {
  SignOperation operation;
  operation.scheme = SignatureScheme::rsa_pkcs1;
  operation.hash = test.group.signature_hash("sha");
  operation.key = rsa_private_key(test);
  operation.message = test.test.hex("msg");
  return accepting_case(test, std::move(operation), test.test.hex("sig"));
}

Case map_wycheproof_rsa_decrypt(const WycheproofTest& test) {
  RsaDecryptOperation operation;
  operation.key = rsa_private_key(test);
  operation.ciphertext = test.test.hex("ct");
  operation.padding = RsaPadding::pkcs1;
  if (test.type() == "RsaesOaepDecrypt") {
    operation.padding = RsaPadding::oaep;
    operation.hash = test.group.hash("sha");
    operation.mgf_hash = mask_hash(test);
    operation.label = test.test.hex("label");
  }
  return accepting_case(test, std::move(operation), test.test.hex("msg"));
}

Case map_wycheproof_dsa(const WycheproofTest& test) {
  const JsonFields key = test.key_object("publicKey", "key");
  return wycheproof_verification(test, SignatureScheme::dsa,
                                 DsaPublicKey{key.integer("p"), key.integer("q"), key.integer("g"), key.integer("y")});
}

Case map_wycheproof_ecdsa(const WycheproofTest& test) {
  const JsonFields key = test.key_object("publicKey", "key");
  const Curve curve = curve_of(key).curve;
  return wycheproof_verification(test, SignatureScheme::ecdsa,
                                 EcPublicKey{curve, coordinate(key, "wx", curve), coordinate(key, "wy", curve)});
}

Case map_wycheproof_ecdh(const WycheproofTest& test) {
  const WycheproofCurveRow& row = curve_of(test.group);
  const std::optional<Bytes> point = point_in(test, row);
  if (!point) throw Untestable{"a public key that is not a named curve with an uncompressed point"};
  const auto middle = point->begin() + 1 + static_cast<std::ptrdiff_t>(field_size(row.curve));
  const Bytes integer = test.test.integer("private");
  EcdhOperation operation;
  operation.key.curve = row.curve;
  operation.key.d = left_padded(integer, order_size(row.curve)).value_or(integer);
  operation.peer = {row.curve, {point->begin() + 1, middle}, {middle, point->end()}};
  return accepting_case(test, std::move(operation), test.test.hex("shared"));
}

}  // namespace fipsprobe
