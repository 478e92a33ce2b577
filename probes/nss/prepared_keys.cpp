#include "probes/nss/curves.hpp"
#include "probes/nss/key_generator.hpp"
#include "probes/nss/prepared.hpp"
#include "probes/nss/public_key.hpp"
#include "probes/nss/services.hpp"

namespace fipsprobe::nss {
namespace {

struct SignState {
  OwnSession session;
  Mechanism mechanism;
  Handle key;
  Bytes input;
  Bytes signature;
  Ulong size = 0;

  static bool restart() { return true; }
  bool call() {
    size = signature.size();
    return session.calls().sign_init(session.handle(), &mechanism, key) == CKR_OK &&
           session.calls().sign(session.handle(), input.data(), input.size(), signature.data(), &size) == CKR_OK;
  }
  Bytes output() const { return {signature.begin(), signature.begin() + static_cast<std::ptrdiff_t>(size)}; }
};

struct VerifyState {
  OwnSession session;
  Mechanism mechanism;
  Handle key;
  Bytes input;
  Bytes signature;

  static bool restart() { return true; }
  bool call() {
    return session.calls().verify_init(session.handle(), &mechanism, key) == CKR_OK &&
           session.calls().verify(session.handle(), input.data(), input.size(), signature.data(), signature.size()) == CKR_OK;
  }
  static Bytes output() { return {}; }
};

struct DecryptState {
  OwnSession session;
  Ulong type;
  std::optional<OaepParameters> oaep;
  Handle key;
  Bytes ciphertext;
  Bytes message;
  Ulong size = 0;

  static bool restart() { return true; }
  bool call() {
    const Mechanism mechanism{type, oaep ? &*oaep : nullptr, oaep ? sizeof *oaep : 0};
    size = message.size();
    return session.calls().decrypt_init(session.handle(), &mechanism, key) == CKR_OK &&
           session.calls().decrypt(session.handle(), ciphertext.data(), ciphertext.size(), message.data(), &size) == CKR_OK;
  }
  Bytes output() const { return {message.begin(), message.begin() + static_cast<std::ptrdiff_t>(size)}; }
};

// AgreeState derives an object of the token and destroys it: what PKCS #11 has for a shared secret.
struct AgreeState {
  OwnSession session;
  Handle key;
  Bytes point;
  std::unique_ptr<Attributes> wanted;
  std::unique_ptr<KeyStore> keys;  // reads what the last call made
  mutable Handle made = 0;

  static bool restart() { return true; }
  bool call() {
    const EcdhParameters parameters{CKD_NULL, 0, nullptr, point.size(), point.data()};
    const Mechanism mechanism{kEcdh1Derive.type, &parameters, sizeof parameters};
    if (made != 0) session.calls().destroy_object(session.handle(), std::exchange(made, 0));
    return session.calls().derive_key(session.handle(), &mechanism, key, wanted->data(), wanted->size(), &made) == CKR_OK;
  }
  Bytes output() const { return made == 0 ? Bytes{} : keys->value_of(made).data; }
};

struct GenerateState {
  OwnSession session;
  Mechanism mechanism;
  std::unique_ptr<Attributes> public_key, private_key;

  static bool restart() { return true; }
  bool call() {
    const FunctionList& calls = session.calls();
    Handle open = 0;
    Handle secret = 0;
    if (calls.generate_key_pair(session.handle(), &mechanism, public_key->data(), public_key->size(), private_key->data(),
                                private_key->size(), &open, &secret) != CKR_OK)
      return false;
    calls.destroy_object(session.handle(), open);
    calls.destroy_object(session.handle(), secret);
    return true;
  }
  static Bytes output() { return {}; }
};

// What stands before the hash in a DigestInfo (RFC 8017 §9.2 note 1), which CKM_RSA_PKCS takes: sequence, algorithm, octets.
std::optional<Bytes> digest_info_head(Hash hash) {
  const auto head = [](std::uint8_t number, std::uint8_t size) {
    return Bytes{0x30,   static_cast<std::uint8_t>(size + 0x11),
                 0x30,   0x0d,
                 0x06,   0x09,
                 0x60,   0x86,
                 0x48,   0x01,
                 0x65,   0x03,
                 0x04,   0x02,
                 number, 0x05,
                 0x00,   0x04,
                 size};
  };
  switch (hash) {
    case Hash::sha256: return head(1, 32);
    case Hash::sha384: return head(2, 48);
    case Hash::sha512: return head(3, 64);
    default: return std::nullopt;
  }
}

// SignatureInput is what is signed, and with which mechanism: a hash value, encoded as the scheme wants it.
struct SignatureInput {
  Mechanism mechanism;
  Bytes input;
};

std::optional<SignatureInput> signature_input(Token& token, SignatureScheme scheme, Hash hash, const Bytes& message) {
  const HashMechanisms* const row = mechanisms_of(hash);
  if (row == nullptr) return std::nullopt;
  const Bytes value = token.digest({row->digest.type, nullptr, 0}, message).data;
  if (scheme == SignatureScheme::ecdsa) return SignatureInput{{kEcdsa.type, nullptr, 0}, value};
  std::optional<Bytes> info = digest_info_head(hash);
  if (scheme != SignatureScheme::rsa_pkcs1 || !info) return std::nullopt;
  info->insert(info->end(), value.begin(), value.end());
  return SignatureInput{{kRsaPkcs.type, nullptr, 0}, std::move(*info)};
}

constexpr std::size_t kMaxSignature = 1024;

}  // namespace

Preparation prepare_signature(Workplace& place, const SignOperation& operation) {
  auto input = signature_input(place.token, operation.scheme, operation.hash, operation.message);
  if (!input) return Preparation::none("this scheme is not measured");
  const Reply key = place.keys.private_key(operation.key);
  if (!key.ok()) return no_preparation(key);
  return prepared_by(
      SignState{OwnSession(place.token), input->mechanism, key.object, std::move(input->input), Bytes(kMaxSignature)});
}

Preparation prepare_verification(Workplace& place, const VerifyOperation& operation) {
  auto input = signature_input(place.token, operation.scheme, operation.hash, operation.message);
  if (!input) return Preparation::none("this scheme is not measured");
  Attributes description;
  describe_public(description, operation.key);
  const Reply key = place.keys.public_key(description);
  if (!key.ok()) return no_preparation(key);
  return prepared_by(
      VerifyState{OwnSession(place.token), input->mechanism, key.object, std::move(input->input), operation.signature});
}

Preparation prepare_decryption(Workplace& place, const RsaDecryptOperation& operation) {
  std::optional<OaepParameters> oaep;
  if (operation.padding == RsaPadding::oaep) {
    const HashMechanisms* const hash = mechanisms_of(operation.hash);
    const HashMechanisms* const mgf = mechanisms_of(operation.mgf_hash);
    if (hash == nullptr || mgf == nullptr || !mgf->mask_generation || !operation.label.empty())
      return Preparation::none("this OAEP is not measured");
    oaep = OaepParameters{hash->digest.type, *mgf->mask_generation, CKZ_DATA_SPECIFIED, nullptr, 0};
  } else if (operation.padding != RsaPadding::pkcs1) {
    return Preparation::none("the bare RSA primitive is not measured");
  }
  const Reply key = place.keys.private_key(operation.key);
  if (!key.ok()) return no_preparation(key);
  return prepared_by(DecryptState{OwnSession(place.token), oaep ? kRsaOaep.type : kRsaPkcs.type, oaep, key.object,
                                  operation.ciphertext, Bytes(operation.ciphertext.size())});
}

Preparation prepare_agreement(Workplace& place, const EcdhOperation& operation) {
  const Reply key = place.keys.private_key(operation.key);
  if (!key.ok()) return no_preparation(key);
  AgreeState state{OwnSession(place.token), key.object, plain_point(operation.peer.curve, operation.peer.x, operation.peer.y),
                   std::make_unique<Attributes>(), std::make_unique<KeyStore>(place.keys)};
  describe_output(*state.wanted, field_size(operation.key.curve));
  return prepared_by(std::move(state));
}

Preparation prepare_generation(Workplace& place, const KeyGenerationOperation& operation) {
  GenerateState state{OwnSession(place.token),
                      {generation_of(operation.scheme).type, nullptr, 0},
                      std::make_unique<Attributes>(),
                      std::make_unique<Attributes>()};
  const Reply described = describe_pair(place.token, operation, *state.public_key);
  if (!described.ok()) return no_preparation(described);
  state.private_key->flag(CKA_TOKEN, false).flag(CKA_SIGN, true);
  return prepared_by(std::move(state));
}

}  // namespace fipsprobe::nss
