#include "probes/nss/key_store.hpp"

#include <array>

#include "probes/nss/curves.hpp"
#include "probes/nss/pkcs8.hpp"
#include "probes/nss/rsa_completion.hpp"

namespace fipsprobe::nss {
namespace {

// C_UnwrapKey of softoken takes no longer key than its MAX_KEY_LEN (measured with 3.87, 3.90 and 3.112).
constexpr std::size_t kMaxUnwrapped = 256;

void describe_secret(Attributes& attributes, Ulong key_type, KeyUse use) {
  attributes.number(CKA_CLASS, CKO_SECRET_KEY).number(CKA_KEY_TYPE, key_type).flag(CKA_TOKEN, false);
  if (use == KeyUse::cipher) attributes.flag(CKA_ENCRYPT, true).flag(CKA_DECRYPT, true);
  if (use == KeyUse::mac) attributes.flag(CKA_SIGN, true).flag(CKA_VERIFY, true);
  if (use == KeyUse::derive) attributes.flag(CKA_DERIVE, true);
}

// WrappingMechanism is how a value travels into the token and out of it.
struct WrappingMechanism {
  WrappingMechanism(const WrappingMechanism&) = delete;
  WrappingMechanism& operator=(const WrappingMechanism&) = delete;

  std::array<Byte, 16> iv{};
  Mechanism mechanism{};

  // AES-KWP (SP 800-38F §6.3) is preferred: after it the service indicator still calls the key approved. NSS 3.36 has no KWP,
  // and KWP takes no empty key: then CBC with padding.
  WrappingMechanism(const Token& token, bool empty) {
    const bool kwp = token.offers(kAesKeyWrapKwp) && !empty;
    mechanism = kwp ? Mechanism{kAesKeyWrapKwp.type, nullptr, 0} : Mechanism{kAesCbcPad.type, iv.data(), iv.size()};
  }
};

// DescribePrivate writes the template of a private key. Softoken wants the public value of DSA and EC in CKA_NSS_DB, where it
// only keeps it for who asks for the public key; it takes none for DSA, and anything but none for EC.
struct DescribePrivate {
  Attributes& to;

  void operator()(const RsaPrivateKey&) const { to.number(CKA_KEY_TYPE, CKK_RSA).flag(CKA_DECRYPT, true); }
  void operator()(const DsaPrivateKey& key) const {
    to.number(CKA_KEY_TYPE, CKK_DSA).bytes(CKA_NSS_DB, key.y).flag(CKA_DERIVE, true);
  }
  void operator()(const EcPrivateKey& key) const {
    const Bytes point = key.x.empty() ? Bytes{0} : plain_point(key.curve, key.x, key.y);
    to.number(CKA_KEY_TYPE, CKK_EC).bytes(CKA_NSS_DB, point);
  }
};

}  // namespace

template <class Make>
Reply KeyStore::keep(Kept& kept, Bytes fingerprint, Make&& make) {
  if (kept.object != 0 && kept.fingerprint == fingerprint) {
    return {.rv = CKR_OK, .call = "", .data = {}, .object = kept.object};
  }
  token_.destroy(kept.object);
  kept = {};
  Reply reply = make();
  if (reply.ok()) kept = {std::move(fingerprint), reply.object};
  return reply;
}

Reply KeyStore::secret(Ulong key_type, ByteView value, KeyUse use) {
  Attributes attributes;
  describe_secret(attributes, key_type, use);
  attributes.bytes(CKA_VALUE, value);
  return keep(secret_, attributes.fingerprint(), [&] { return import_secret(key_type, value, use); });
}

Reply KeyStore::import_secret(Ulong key_type, ByteView value, KeyUse use) {
  if (token_.entry() == Entry::fips) return unwrap(key_type, value, use);
  Attributes attributes;
  describe_secret(attributes, key_type, use);
  attributes.bytes(CKA_VALUE, value);
  return token_.create(attributes);
}

Reply KeyStore::private_key(const PrivateKey& key) {
  const auto* const rsa = std::get_if<RsaPrivateKey>(&key);
  const std::optional<RsaPrivateKey> whole = rsa == nullptr ? std::nullopt : completed(*rsa, freebl_);
  if (rsa != nullptr && !whole) {
    return {.rv = CKR_TEMPLATE_INCOMPLETE, .call = "RSA_PopulatePrivateKey", .data = {}, .object = 0};
  }
  const PrivateKey complete = whole ? PrivateKey(*whole) : key;
  Attributes attributes;
  attributes.number(CKA_CLASS, CKO_PRIVATE_KEY).flag(CKA_TOKEN, false).flag(CKA_SIGN, true);
  std::visit(DescribePrivate{attributes}, complete);
  const Bytes encoded = pkcs8(complete);
  Bytes fingerprint = attributes.fingerprint();
  fingerprint.insert(fingerprint.end(), encoded.begin(), encoded.end());
  return keep(private_, std::move(fingerprint), [&] { return wrap_and_unwrap(encoded, attributes); });
}

Reply KeyStore::public_key(const Attributes& attributes) {
  return keep(public_, attributes.fingerprint(), [&] { return token_.create(attributes); });
}

void KeyStore::forget() {
  secret_ = public_ = private_ = {};
  wrapping_key_ = 0;
}

Reply KeyStore::unwrap(Ulong key_type, ByteView value, KeyUse use) {
  if (value.size() > kMaxUnwrapped) return unwrap_long(key_type, value, use);
  Attributes attributes;
  describe_secret(attributes, key_type, use);
  return wrap_and_unwrap(value, attributes);
}

Reply KeyStore::wrap_and_unwrap(ByteView value, const Attributes& attributes) {
  const Reply key = wrapping_key();
  if (!key.ok()) return key;
  const WrappingMechanism wrapping(token_, value.empty());
  const Reply wrapped = token_.encrypt(wrapping.mechanism, key.object, value);
  return wrapped.ok() ? token_.unwrap(wrapping.mechanism, key.object, wrapped.data, attributes) : wrapped;
}

// unwrap_long imports the head of the key and appends the rest (PKCS #11 Mech §2.35.3), of which the token makes a new key.
Reply KeyStore::unwrap_long(Ulong key_type, ByteView value, KeyUse use) {
  Attributes head;
  head.number(CKA_CLASS, CKO_SECRET_KEY).number(CKA_KEY_TYPE, CKK_GENERIC_SECRET).flag(CKA_TOKEN, false).flag(CKA_DERIVE, true);
  const Reply base = wrap_and_unwrap(value.first(kMaxUnwrapped), head);
  if (!base.ok()) return base;
  const TokenKey owned(token_, base.object);
  const ByteView rest = value.subspan(kMaxUnwrapped);
  const KeyDerivationString data{rest.data(), rest.size()};
  Attributes attributes;
  describe_secret(attributes, key_type, use);
  return token_.derive({kConcatenateBaseAndData.type, &data, sizeof data}, base.object, attributes);
}

Reply KeyStore::value_of(Handle key) {
  if (token_.entry() == Entry::plain) return token_.read(key, CKA_VALUE);
  const Reply wrapper = wrapping_key();
  if (!wrapper.ok()) return wrapper;
  const WrappingMechanism wrapping(token_, false);
  const Reply wrapped = token_.wrap(wrapping.mechanism, wrapper.object, key);
  return wrapped.ok() ? token_.decrypt(wrapping.mechanism, wrapper.object, wrapped.data) : wrapped;
}

Reply KeyStore::wrapping_key() {
  if (wrapping_key_ != 0) return {.rv = CKR_OK, .call = "", .data = {}, .object = wrapping_key_};
  Attributes attributes;
  attributes.number(CKA_VALUE_LEN, 32).flag(CKA_TOKEN, false);
  for (const Ulong use : {CKA_ENCRYPT, CKA_DECRYPT, CKA_WRAP, CKA_UNWRAP}) attributes.flag(use, true);
  Reply reply = token_.generate({kAesKeyGen.type, nullptr, 0}, attributes);
  wrapping_key_ = reply.object;
  return reply;
}

}  // namespace fipsprobe::nss
