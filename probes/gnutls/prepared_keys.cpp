#include "probes/gnutls/algorithms.hpp"
#include "probes/gnutls/der.hpp"
#include "probes/gnutls/digest.hpp"
#include "probes/gnutls/key_generation.hpp"
#include "probes/gnutls/keys.hpp"
#include "probes/gnutls/prepared.hpp"

namespace fipsprobe::gnutls {
namespace {

// MadeDatum is memory that the library gives with each call, and that the next call gives back.
class MadeDatum {
 public:
  explicit MadeDatum(const Library& library) : library_(&library) {}
  MadeDatum(MadeDatum&& other) noexcept : library_(other.library_), datum_(std::exchange(other.datum_, {})) {}
  MadeDatum(const MadeDatum&) = delete;
  MadeDatum& operator=(const MadeDatum&) = delete;
  MadeDatum& operator=(MadeDatum&&) = delete;
  ~MadeDatum() { give_back(); }

  Datum* renewed() {
    give_back();
    return &datum_;
  }
  Bytes bytes() const { return {datum_.data, datum_.data + datum_.size}; }

 private:
  void give_back() {
    if (datum_.data != nullptr) (*library_->free)(datum_.data);
    datum_ = {};
  }

  const Library* library_;
  Datum datum_;
};

struct SignState {
  const Library* library;
  OwnedPrivateKey key;
  int hash_number;
  Bytes hash;
  std::size_t half;  // bytes of r and of s; 0: RSA
  MadeDatum signature;

  static bool restart() { return true; }
  bool call() {
    const Datum value = datum_of(hash);
    return library->privkey_sign_hash(key.get(), hash_number, 0, &value, signature.renewed()) == 0;
  }
  Bytes output() const { return half == 0 ? signature.bytes() : raw_of(signature.bytes(), half).value_or(Bytes{}); }
};

struct VerifyState {
  const Library* library;
  OwnedPublicKey key;
  int number;
  Bytes hash;
  Bytes signature;

  static bool restart() { return true; }
  bool call() {
    const Datum value = datum_of(hash);
    const Datum made = datum_of(signature);
    return library->pubkey_verify_hash2(key.get(), number, kAllowBroken, &value, &made) >= 0;
  }
  static Bytes output() { return {}; }
};

struct DecryptState {
  const Library* library;
  OwnedPrivateKey key;
  Bytes ciphertext;
  MadeDatum message;

  static bool restart() { return true; }
  bool call() {
    const Datum input = datum_of(ciphertext);
    return library->privkey_decrypt_data(key.get(), 0, &input, message.renewed()) == 0;
  }
  Bytes output() const { return message.bytes(); }
};

struct AgreeState {
  const Library* library;
  OwnedPrivateKey own;
  OwnedPublicKey peer;
  std::size_t size;
  MadeDatum secret;

  static bool restart() { return true; }
  bool call() { return library->privkey_derive_secret(own.get(), peer.get(), nullptr, secret.renewed(), 0) == 0; }
  Bytes output() const { return padded(as_number(secret.bytes()), size); }
};

struct GenerateState {
  const Library* library;
  int algorithm;
  unsigned bits;

  static bool restart() { return true; }
  bool call() {
    PrivateKeyHandle made = nullptr;
    if (library->privkey_init(&made) != 0) return false;
    const OwnedPrivateKey key(made, PrivateKeyDeinit{library});
    return library->privkey_generate(key.get(), algorithm, bits, 0) == 0;
  }
  static Bytes output() { return {}; }
};

Bytes hash_of(const Library& library, Hash hash, const Bytes& message) {
  const auto digest = make_digest(library);
  DigestOperation operation{.hash = hash, .message = message};
  return digest->perform(operation).output;
}

bool is_measured(SignatureScheme scheme) { return scheme == SignatureScheme::rsa_pkcs1 || scheme == SignatureScheme::ecdsa; }

}  // namespace

Preparation prepare_signature(const Library& library, const SignOperation& operation) {
  if (!is_measured(operation.scheme) || library.privkey_sign_hash == nullptr)
    return Preparation::none("this scheme is not measured");
  Loaded<OwnedPrivateKey> key = load_private(library, operation.key);
  if (!key) return Preparation::none(no_key(library, key).reason);
  const auto* ec = std::get_if<EcPrivateKey>(&operation.key);
  return prepared_by(SignState{&library, std::move(key.key), digest_number(operation.hash),
                               hash_of(library, operation.hash, operation.message), ec == nullptr ? 0 : order_size(ec->curve),
                               MadeDatum(library)});
}

Preparation prepare_verification(const Library& library, const VerifyOperation& operation) {
  if (!is_measured(operation.scheme) || library.pubkey_verify_hash2 == nullptr)
    return Preparation::none("this scheme is not measured");
  Loaded<OwnedPublicKey> key = load_public(library, operation.key);
  if (!key) return Preparation::none(no_key(library, key).reason);
  const bool pair = operation.scheme == SignatureScheme::ecdsa && operation.encoding == SignatureEncoding::raw;
  return prepared_by(VerifyState{&library, std::move(key.key), sign_number(operation.scheme, operation.hash),
                                 hash_of(library, operation.hash, operation.message),
                                 pair ? der_of(operation.signature) : operation.signature});
}

Preparation prepare_decryption(const Library& library, const RsaDecryptOperation& operation) {
  if (operation.padding != RsaPadding::pkcs1) return Preparation::none("only PKCS#1 v1.5 is measured");
  Loaded<OwnedPrivateKey> key = load_private(library, operation.key);
  if (!key) return Preparation::none(no_key(library, key).reason);
  return prepared_by(DecryptState{&library, std::move(key.key), operation.ciphertext, MadeDatum(library)});
}

Preparation prepare_agreement(const Library& library, const EcdhOperation& operation) {
  if (library.privkey_derive_secret == nullptr) return Preparation::none("no gnutls_privkey_derive_secret in this version");
  Loaded<OwnedPrivateKey> own = load_private(library, operation.key);
  if (!own) return Preparation::none(no_key(library, own).reason);
  Loaded<OwnedPublicKey> peer = load_public(library, operation.peer);
  if (!peer) return Preparation::none(no_key(library, peer).reason);
  return prepared_by(
      AgreeState{&library, std::move(own.key), std::move(peer.key), field_size(operation.key.curve), MadeDatum(library)});
}

Preparation prepare_generation(const Library& library, const KeyGenerationOperation& operation) {
  if (operation.scheme == SignatureScheme::ecdsa)
    return prepared_by(GenerateState{&library, kPkEc, curve_bits(library, operation.curve)});
  if (operation.scheme == SignatureScheme::dsa) return Preparation::none("DSA is not measured");
  return prepared_by(GenerateState{&library, kPkRsa, static_cast<unsigned>(operation.bits)});
}

}  // namespace fipsprobe::gnutls
