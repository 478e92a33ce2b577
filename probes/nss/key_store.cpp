#include "probes/nss/key_store.hpp"

#include <array>

namespace fipsprobe::nss {
namespace {

// C_UnwrapKey of softoken takes no longer key than its MAX_KEY_LEN (measured with 3.87, 3.90 and 3.112).
constexpr std::size_t kMaxUnwrapped = 256;

void describe_secret(Attributes& attributes, Ulong key_type, KeyUse use) {
  attributes.number(CKA_CLASS, CKO_SECRET_KEY).number(CKA_KEY_TYPE, key_type).flag(CKA_TOKEN, false);
  if (use == KeyUse::cipher) attributes.flag(CKA_ENCRYPT, true).flag(CKA_DECRYPT, true);
  if (use == KeyUse::mac) attributes.flag(CKA_SIGN, true).flag(CKA_VERIFY, true);
}

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
  return keep(secret_, attributes.fingerprint(),
              [&] { return token_.entry() == Entry::fips ? import(key_type, value, use) : token_.create(attributes); });
}

Reply KeyStore::public_key(const Attributes& attributes) {
  return keep(public_, attributes.fingerprint(), [&] { return token_.create(attributes); });
}

void KeyStore::forget() {
  secret_ = public_ = {};
  wrapping_key_ = 0;
}

Reply KeyStore::import(Ulong key_type, ByteView value, KeyUse use) {
  if (value.size() > kMaxUnwrapped) return import_long(key_type, value, use);
  Attributes attributes;
  describe_secret(attributes, key_type, use);
  return wrap_and_unwrap(value, attributes);
}

// wrap_and_unwrap prefers AES-KWP (SP 800-38F §6.3), after which the service indicator still calls the key approved.
// NSS 3.36 has no KWP, and KWP takes no empty key: then CBC with padding.
Reply KeyStore::wrap_and_unwrap(ByteView value, const Attributes& attributes) {
  const Reply key = wrapping_key();
  if (!key.ok()) return key;
  const std::array<Byte, 16> iv{};
  const bool kwp = token_.offers(kAesKeyWrapKwp) && !value.empty();
  const Mechanism mechanism =
      kwp ? Mechanism{kAesKeyWrapKwp.type, nullptr, 0} : Mechanism{kAesCbcPad.type, iv.data(), iv.size()};
  const Reply wrapped = token_.encrypt(mechanism, key.object, value);
  return wrapped.ok() ? token_.unwrap(mechanism, key.object, wrapped.data, attributes) : wrapped;
}

// import_long imports the head of the key and appends the rest (PKCS #11 Mech §2.35.3), of which the token makes a new key.
Reply KeyStore::import_long(Ulong key_type, ByteView value, KeyUse use) {
  Attributes head;
  head.number(CKA_CLASS, CKO_SECRET_KEY).number(CKA_KEY_TYPE, CKK_GENERIC_SECRET).flag(CKA_TOKEN, false).flag(CKA_DERIVE, true);
  const Reply base = wrap_and_unwrap(value.first(kMaxUnwrapped), head);
  if (!base.ok()) return base;
  const ByteView rest = value.subspan(kMaxUnwrapped);
  const KeyDerivationString data{rest.data(), rest.size()};
  Attributes attributes;
  describe_secret(attributes, key_type, use);
  Reply whole = token_.derive({kConcatenateBaseAndData.type, &data, sizeof data}, base.object, attributes);
  token_.destroy(base.object);
  return whole;
}

Reply KeyStore::wrapping_key() {
  if (wrapping_key_ != 0) return {.rv = CKR_OK, .call = "", .data = {}, .object = wrapping_key_};
  Attributes attributes;
  attributes.number(CKA_VALUE_LEN, 32).flag(CKA_TOKEN, false).flag(CKA_ENCRYPT, true).flag(CKA_UNWRAP, true);
  Reply reply = token_.generate({kAesKeyGen.type, nullptr, 0}, attributes);
  wrapping_key_ = reply.object;
  return reply;
}

}  // namespace fipsprobe::nss
