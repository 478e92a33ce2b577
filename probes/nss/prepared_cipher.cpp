#include "probes/aligned_buffer.hpp"
#include "probes/nss/cipher_parameter.hpp"
#include "probes/nss/prepared.hpp"

namespace fipsprobe::nss {
namespace {

// CipherState goes on with the data, in place, where the call before ended: C_EncryptUpdate, C_DecryptUpdate.
struct CipherState {
  OwnSession session;
  CipherOperation operation;  // what the mechanism parameter is made of
  Ulong type;
  Handle key;
  AlignedBuffer data;
  bool under_way = false;

  bool restart() {
    const FunctionList& calls = session.calls();
    const bool encrypt = operation.direction == Direction::encrypt;
    if (under_way) {
      Ulong size = 0;
      Byte rest = 0;
      (encrypt ? calls.encrypt_final : calls.decrypt_final)(session.handle(), &rest, &size);
    }
    data.fill(operation.input);
    CipherParameter parameter;
    const std::optional<Mechanism> mechanism = with_parameter(type, operation, parameter);
    under_way = mechanism && (encrypt ? calls.encrypt_init : calls.decrypt_init)(session.handle(), &*mechanism, key) == CKR_OK;
    return under_way;
  }

  bool call() {
    const FunctionList& calls = session.calls();
    Ulong size = data.size();
    return (operation.direction == Direction::encrypt ? calls.encrypt_update : calls.decrypt_update)(
               session.handle(), data.data(), data.size(), data.data(), &size) == CKR_OK;
  }

  Bytes output() const { return data.bytes(); }
};

struct AeadState {
  OwnSession session;
  Handle key;
  bool encrypt;
  Bytes nonce, aad;
  std::size_t tag_length;
  AlignedBuffer input, made;
  Ulong size = 0;

  static bool restart() { return true; }

  bool call() {
    const FunctionList& calls = session.calls();
    const GcmParameters parameters{nonce.data(), nonce.size(), aad.data(), aad.size(), tag_length * 8};
    const Mechanism mechanism{kAesGcm.type, &parameters, sizeof parameters};
    size = made.size();
    if ((encrypt ? calls.encrypt_init : calls.decrypt_init)(session.handle(), &mechanism, key) != CKR_OK) return false;
    return (encrypt ? calls.encrypt : calls.decrypt)(session.handle(), input.data(), input.size(), made.data(), &size) ==
           CKR_OK;
  }

  Bytes output() const { return made.first(size); }
};

}  // namespace

Preparation prepare_cipher(Workplace& place, const CipherOperation& operation) {
  const CipherMechanism* const row = mechanism_of(operation.cipher, operation.mode);
  if (row == nullptr) return Preparation::none("PKCS #11 has no such cipher and mode");
  const Reply key = place.keys.secret(key_type_of(*row, operation), operation.key, KeyUse::cipher);
  if (!key.ok()) return no_preparation(key);
  return prepared_by(
      CipherState{OwnSession(place.token), operation, row->mechanism.type, key.object, AlignedBuffer(operation.input)});
}

Preparation prepare_aead(Workplace& place, const AeadOperation& operation) {
  if (operation.mode != AeadMode::gcm) return Preparation::none("only GCM is measured");
  const Reply key = place.keys.secret(CKK_AES, operation.key, KeyUse::cipher);
  if (!key.ok()) return no_preparation(key);
  Bytes input = operation.input;  // PKCS #11 takes the ciphertext with the tag behind it: Mech §2.12.2
  input.insert(input.end(), operation.tag.begin(), operation.tag.end());
  return prepared_by(AeadState{OwnSession(place.token), key.object, operation.direction == Direction::encrypt, operation.nonce,
                               operation.aad, operation.tag_length, AlignedBuffer(input),
                               AlignedBuffer(operation.input.size() + operation.tag_length, 1)});
}

}  // namespace fipsprobe::nss
