#include "probes/gnutls/prepared.hpp"

#include "probes/aligned_buffer.hpp"
#include "probes/gnutls/algorithms.hpp"

namespace fipsprobe::gnutls {
namespace {

struct Pbkdf2State {
  const Library* library;
  int mac;
  Pbkdf2Parameters parameters;
  Bytes key;

  static bool restart() { return true; }
  bool call() {
    const Datum password = datum_of(parameters.password);
    const Datum salt = datum_of(parameters.salt);
    return library->pbkdf2(mac, &password, &salt, parameters.iterations, key.data(), key.size()) == 0;
  }
  Bytes output() const { return key; }
};

struct HkdfState {
  const Library* library;
  int mac;
  HkdfParameters parameters;
  Bytes extracted;
  Bytes key;

  static bool restart() { return true; }
  bool call() {
    const Datum input = datum_of(parameters.input);
    const Datum salt = datum_of(parameters.salt);
    const Datum info = datum_of(parameters.info);
    const Datum middle = datum_of(extracted);
    return library->hkdf_extract(mac, &input, &salt, extracted.data()) == 0 &&
           library->hkdf_expand(mac, &middle, &info, key.data(), key.size()) == 0;
  }
  Bytes output() const { return key; }
};

struct RandomState {
  const Library* library;
  AlignedBuffer bytes;

  static bool restart() { return true; }
  bool call() { return library->rnd(kRandom, bytes.data(), bytes.size()) == 0; }
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
      if (library.pbkdf2 == nullptr) return Preparation::none("no gnutls_pbkdf2 in this version");
      return prepared_by(Pbkdf2State{&library, digest_number(p->hash), *p, Bytes(o.length)});
    }
    if (const auto* p = std::get_if<HkdfParameters>(&o.parameters)) {
      if (library.hkdf_extract == nullptr || library.hkdf_expand == nullptr)
        return Preparation::none("no gnutls_hkdf_extract in this version");
      return prepared_by(HkdfState{&library, digest_number(p->hash), *p, Bytes(digest_size(p->hash)), Bytes(o.length)});
    }
    return Preparation::none("this key derivation is not measured");
  }

  Preparation operator()(const RandomOperation& o) const {
    if (library.rnd == nullptr) return Preparation::none("no gnutls_rnd");
    return prepared_by(RandomState{&library, AlignedBuffer(o.length)});
  }

  template <class Other>
  Preparation operator()(const Other&) const {
    return Preparation::none("this operation is not measured");
  }
};

}  // namespace

Preparation prepare(const Library& library, const Operation& operation) { return std::visit(Prepare{library}, operation); }

}  // namespace fipsprobe::gnutls
