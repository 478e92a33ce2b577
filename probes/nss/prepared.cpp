#include "probes/nss/prepared.hpp"

#include "probes/aligned_buffer.hpp"

namespace fipsprobe::nss {
namespace {

struct RandomState {
  OwnSession session;
  AlignedBuffer bytes;

  static bool restart() { return true; }
  bool call() { return session.calls().generate_random(session.handle(), bytes.data(), bytes.size()) == CKR_OK; }
  Bytes output() const { return bytes.bytes(); }
};

struct Prepare {
  Workplace& place;

  Preparation operator()(const DigestOperation& o) const { return prepare_digest(place, o); }
  Preparation operator()(const MacOperation& o) const { return prepare_mac(place, o); }
  Preparation operator()(const CipherOperation& o) const { return prepare_cipher(place, o); }
  Preparation operator()(const AeadOperation& o) const { return prepare_aead(place, o); }
  Preparation operator()(const SignOperation& o) const { return prepare_signature(place, o); }
  Preparation operator()(const VerifyOperation& o) const { return prepare_verification(place, o); }
  Preparation operator()(const RsaDecryptOperation& o) const { return prepare_decryption(place, o); }
  Preparation operator()(const EcdhOperation& o) const { return prepare_agreement(place, o); }
  Preparation operator()(const KeyGenerationOperation& o) const { return prepare_generation(place, o); }
  Preparation operator()(const KdfOperation& o) const { return prepare_derivation(place, o); }
  Preparation operator()(const RandomOperation& o) const {
    return prepared_by(RandomState{OwnSession(place.token), AlignedBuffer(o.length)});
  }

  template <class Other>
  Preparation operator()(const Other&) const {
    return Preparation::none("this operation is not measured");
  }
};

}  // namespace

Preparation prepare(Token& token, const FreeblVector& freebl, const Operation& operation) {
  Workplace place{token, KeyStore(token, freebl)};
  return std::visit(Prepare{place}, operation);
}

}  // namespace fipsprobe::nss
