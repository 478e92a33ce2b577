#include "probes/libgcrypt/prepared.hpp"

#include "probes/aligned_buffer.hpp"
#include "probes/libgcrypt/algorithms.hpp"

namespace fipsprobe::libgcrypt {
namespace {

struct Pbkdf2State {
  const Library* library;
  int hash;
  Pbkdf2Parameters parameters;
  Bytes key;

  static bool restart() { return true; }
  bool call() {
    const Bytes& password = parameters.password;
    const Bytes& salt = parameters.salt;
    return library->kdf_derive(password.data(), password.size(), kKdfPbkdf2, hash, salt.data(), salt.size(),
                               parameters.iterations, key.size(), key.data()) == 0;
  }
  Bytes output() const { return key; }
};

struct HkdfState {
  const Library* library;
  int mac;
  HkdfParameters parameters;
  Bytes key;

  static bool restart() { return true; }
  bool call() {
    const HkdfParameters& p = parameters;
    const unsigned long size = key.size();
    KdfHandle kdf = nullptr;
    if (library->kdf_open(&kdf, kKdfHkdf, mac, &size, 1, p.input.data(), p.input.size(), nullptr, 0, p.salt.data(),
                          p.salt.size(), p.info.data(), p.info.size()) != 0)
      return false;
    const bool derived = library->kdf_compute(kdf, nullptr) == 0 && library->kdf_final(kdf, key.size(), key.data()) == 0;
    library->kdf_close(kdf);
    return derived;
  }
  Bytes output() const { return key; }
};

// RandomState asks for bytes of the level that session keys are made of (GCRY_STRONG_RANDOM).
struct RandomState {
  const Library* library;
  AlignedBuffer bytes;

  static bool restart() { return true; }
  bool call() {
    library->randomize(bytes.data(), bytes.size(), kStrongRandom);
    return true;
  }
  Bytes output() const { return bytes.bytes(); }
};

struct Prepare {
  const Library& library;

  Preparation operator()(const DigestOperation& o) const { return prepare_digest(library, o); }
  Preparation operator()(const MacOperation& o) const { return prepare_mac(library, o); }
  Preparation operator()(const CipherOperation& o) const { return prepare_cipher(library, o); }
  Preparation operator()(const AeadOperation& o) const { return prepare_aead(library, o); }
  Preparation operator()(const SignOperation& o) const { return prepare_signature(library, o); }
  Preparation operator()(const VerifyOperation& o) const { return prepare_verification(library, o); }
  Preparation operator()(const RsaDecryptOperation& o) const { return prepare_decryption(library, o); }
  Preparation operator()(const EcdhOperation& o) const { return prepare_agreement(library, o); }
  Preparation operator()(const KeyGenerationOperation& o) const { return prepare_generation(library, o); }

  Preparation operator()(const KdfOperation& o) const {
    if (const auto* p = std::get_if<Pbkdf2Parameters>(&o.parameters)) {
      const HashRow* const row = hash_row(p->hash);
      if (row == nullptr || library.kdf_derive == nullptr) return Preparation::none("libgcrypt has no such PBKDF2");
      return prepared_by(Pbkdf2State{&library, row->digest, *p, Bytes(o.length)});
    }
    if (const auto* p = std::get_if<HkdfParameters>(&o.parameters)) {
      const HashRow* const row = hash_row(p->hash);
      if (row == nullptr || library.kdf_open == nullptr) return Preparation::none("libgcrypt has no such HKDF");
      return prepared_by(HkdfState{&library, row->hmac, *p, Bytes(o.length)});
    }
    return Preparation::none("this key derivation is not measured");
  }

  Preparation operator()(const RandomOperation& o) const {
    if (library.randomize == nullptr) return Preparation::none("no gcry_randomize");
    return prepared_by(RandomState{&library, AlignedBuffer(o.length)});
  }

  template <class Other>
  Preparation operator()(const Other&) const {
    return Preparation::none("this operation is not measured");
  }
};

}  // namespace

Preparation prepare(const Library& library, const Operation& operation) { return std::visit(Prepare{library}, operation); }

}  // namespace fipsprobe::libgcrypt
