#pragma once

#include <memory>

#include "probes/module.hpp"

namespace fipsprobe {

// Capabilities is all that one library, in one state, can be asked for; nullptr where it has no such service.
struct Capabilities {
  std::unique_ptr<Digest> digest;
  std::unique_ptr<BlockCipher> cipher;
  std::unique_ptr<Aead> aead;
  std::unique_ptr<Mac> mac;
  std::unique_ptr<Verifier> verifier;
  std::unique_ptr<Signer> signer;
  std::unique_ptr<KeyGenerator> key_generator;
  std::unique_ptr<KeyWrap> key_wrap;
  std::unique_ptr<RsaDecryptor> rsa_decryptor;
  std::unique_ptr<Ecdh> ecdh;
  std::unique_ptr<Ffdh> ffdh;
  std::unique_ptr<KeyValidator> key_validator;
  std::unique_ptr<DsaParameterValidator> dsa_parameter_validator;
  std::unique_ptr<Kdf> kdf;
  std::unique_ptr<Drbg> drbg;
};

// CapableModule is a module that keeps its services in one Capabilities. The derived class owns it, so that it ends before the
// library that it calls.
class CapableModule : public Module {
 public:
  Digest* digest() final { return capabilities().digest.get(); }
  BlockCipher* cipher() final { return capabilities().cipher.get(); }
  Aead* aead() final { return capabilities().aead.get(); }
  Mac* mac() final { return capabilities().mac.get(); }
  Verifier* verifier() final { return capabilities().verifier.get(); }
  Signer* signer() final { return capabilities().signer.get(); }
  KeyGenerator* key_generator() final { return capabilities().key_generator.get(); }
  KeyWrap* key_wrap() final { return capabilities().key_wrap.get(); }
  RsaDecryptor* rsa_decryptor() final { return capabilities().rsa_decryptor.get(); }
  Ecdh* ecdh() final { return capabilities().ecdh.get(); }
  Ffdh* ffdh() final { return capabilities().ffdh.get(); }
  KeyValidator* key_validator() final { return capabilities().key_validator.get(); }
  DsaParameterValidator* dsa_parameter_validator() final { return capabilities().dsa_parameter_validator.get(); }
  Kdf* kdf() final { return capabilities().kdf.get(); }
  Drbg* drbg() final { return capabilities().drbg.get(); }

 private:
  virtual const Capabilities& capabilities() const = 0;
};

}  // namespace fipsprobe
