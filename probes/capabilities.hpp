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
  std::unique_ptr<KeyGenerator> key_generator;
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
  KeyGenerator* key_generator() final { return capabilities().key_generator.get(); }

 private:
  virtual const Capabilities& capabilities() const = 0;
};

}  // namespace fipsprobe
