#include "probes/module.hpp"

#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace fipsprobe {
namespace {

template <class Op>
Outcome perform_on(Capability<Op>* capability, const Op& operation) {
  if (capability == nullptr) return Outcome::unsupported("the module offers no such service");
  return capability->perform(operation);
}

// only_bits clears what a module made of the bits behind the end of an input that ends inside a byte. CFB1 handles one bit
// after the other, so they do not touch those before them.
Outcome only_bits(Outcome outcome, std::size_t bits) {
  if (bits % 8 != 0 && outcome.output.size() == bits / 8 + 1) {
    outcome.output.back() = static_cast<std::uint8_t>(outcome.output.back() & (0xff00U >> (bits % 8)));
  }
  return outcome;
}

// random_bytes: a module's own random bytes are asked for where they are measured, and nowhere else.
Outcome random_bytes(Module& module, const RandomOperation& operation) {
  const Preparation made = module.prepare(operation);
  if (made.prepared == nullptr) return Outcome::unsupported(made.why_not);
  return made.prepared->run(1) == 1 ? Outcome::done(made.prepared->output()) : Outcome::failed("no random bytes were given");
}

struct Dispatch {
  Module& module;

  Outcome operator()(const DigestOperation& o) const { return perform(module, o); }
  Outcome operator()(const MacOperation& o) const { return perform_on(module.mac(), o); }
  Outcome operator()(const CipherOperation& o) const { return perform(module, o); }
  Outcome operator()(const AeadOperation& o) const { return perform_on(module.aead(), o); }
  Outcome operator()(const VerifyOperation& o) const { return perform_on(module.verifier(), o); }
  Outcome operator()(const SignOperation& o) const { return perform_on(module.signer(), o); }
  Outcome operator()(const KeyGenerationOperation& o) const { return perform_on(module.key_generator(), o); }
  Outcome operator()(const KeyWrapOperation& o) const { return perform_on(module.key_wrap(), o); }
  Outcome operator()(const RsaDecryptOperation& o) const { return perform_on(module.rsa_decryptor(), o); }
  Outcome operator()(const EcdhOperation& o) const { return perform_on(module.ecdh(), o); }
  Outcome operator()(const FfdhOperation& o) const { return perform_on(module.ffdh(), o); }
  Outcome operator()(const KeyValidationOperation& o) const { return perform_on(module.key_validator(), o); }
  Outcome operator()(const DsaParameterOperation& o) const { return perform_on(module.dsa_parameter_validator(), o); }
  Outcome operator()(const KdfOperation& o) const { return perform_on(module.kdf(), o); }
  Outcome operator()(const DrbgOperation& o) const { return perform_on(module.drbg(), o); }
  Outcome operator()(const RandomOperation& o) const { return random_bytes(module, o); }
  Outcome operator()(const MonteCarloOperation&) const { throw std::logic_error("a Monte Carlo test is no single operation"); }
  Outcome operator()(const UntestableOperation& o) const { return Outcome::unsupported(o.reason); }
};

}  // namespace

Outcome perform(Module& module, const DigestOperation& operation) {
  if (operation.bits % 8 != 0) return Outcome::unsupported("no module takes a message that ends inside a byte");
  return perform_on(module.digest(), operation);
}

Outcome perform(Module& module, const CipherOperation& operation) {
  if (operation.bits % 8 != 0 && operation.mode != CipherMode::cfb1) {
    return Outcome::unsupported("no module takes an input that ends inside a byte");
  }
  return only_bits(perform_on(module.cipher(), operation), operation.bits);
}

Outcome perform(Module& module, const Operation& operation) { return std::visit(Dispatch{module}, operation); }

}  // namespace fipsprobe
