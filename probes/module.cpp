#include "probes/module.hpp"

namespace fipsprobe {
namespace {

template <class Op>
Outcome perform_on(Capability<Op>* capability, const Op& operation) {
  if (capability == nullptr) return Outcome::unsupported("the module offers no such service");
  return capability->perform(operation);
}

struct Dispatch {
  Module& module;

  Outcome operator()(const DigestOperation& o) const { return perform_on(module.digest(), o); }
  Outcome operator()(const MacOperation& o) const { return perform_on(module.mac(), o); }
  Outcome operator()(const CipherOperation& o) const { return perform_on(module.cipher(), o); }
  Outcome operator()(const AeadOperation& o) const { return perform_on(module.aead(), o); }
  Outcome operator()(const VerifyOperation& o) const { return perform_on(module.verifier(), o); }
  Outcome operator()(const KeyGenerationOperation& o) const { return perform_on(module.key_generator(), o); }
};

}  // namespace

Outcome perform(Module& module, const Operation& operation) { return std::visit(Dispatch{module}, operation); }

}  // namespace fipsprobe
