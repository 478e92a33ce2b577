#include <array>

#include "probes/aligned_buffer.hpp"
#include "probes/nss/mechanisms.hpp"
#include "probes/nss/prepared.hpp"

namespace fipsprobe::nss {
namespace {

using Value = std::array<Byte, 64>;  // as long as the longest digest

struct DigestState {
  OwnSession session;
  Mechanism mechanism;
  AlignedBuffer message;
  Value value = {};
  Ulong size = 0;

  static bool restart() { return true; }
  bool call() {
    size = value.size();
    return session.calls().digest_init(session.handle(), &mechanism) == CKR_OK &&
           session.calls().digest(session.handle(), message.data(), message.size(), value.data(), &size) == CKR_OK;
  }
  Bytes output() const { return {value.begin(), value.begin() + size}; }
};

struct MacState {
  OwnSession session;
  Mechanism mechanism;
  Handle key;
  AlignedBuffer message;
  std::size_t tag_length;
  Value tag = {};

  static bool restart() { return true; }
  bool call() {
    Ulong size = tag.size();
    return session.calls().sign_init(session.handle(), &mechanism, key) == CKR_OK &&
           session.calls().sign(session.handle(), message.data(), message.size(), tag.data(), &size) == CKR_OK;
  }
  Bytes output() const { return {tag.begin(), tag.begin() + static_cast<std::ptrdiff_t>(tag_length)}; }
};

}  // namespace

Preparation prepare_digest(Workplace& place, const DigestOperation& operation) {
  const HashMechanisms* const row = mechanisms_of(operation.hash);
  if (row == nullptr) return Preparation::none("PKCS #11 has no such hash");
  return prepared_by(DigestState{OwnSession(place.token), {row->digest.type, nullptr, 0}, AlignedBuffer(operation.message)});
}

Preparation prepare_mac(Workplace& place, const MacOperation& operation) {
  const HashMechanisms* const hash = operation.kind == MacKind::hmac ? mechanisms_of(operation.hash) : nullptr;
  const CmacMechanism* const cmac = operation.kind == MacKind::cmac ? cmac_of(operation.cipher) : nullptr;
  if (cmac == nullptr && (hash == nullptr || !hash->hmac)) return Preparation::none("PKCS #11 has no such MAC");
  const Ulong mechanism = cmac != nullptr ? cmac->mechanism.type : hash->hmac->type;
  const Reply key = place.keys.secret(cmac != nullptr ? cmac->key_type : CKK_GENERIC_SECRET, operation.key, KeyUse::mac);
  if (!key.ok()) return no_preparation(key);
  return prepared_by(MacState{
      OwnSession(place.token), {mechanism, nullptr, 0}, key.object, AlignedBuffer(operation.message), operation.tag_length});
}

}  // namespace fipsprobe::nss
