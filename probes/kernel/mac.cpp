#include "probes/kernel/algorithm_names.hpp"
#include "probes/kernel/services.hpp"

namespace fipsprobe::kernel {
namespace {

std::optional<std::string> name_for(const MacOperation& operation) {
  return operation.kind == MacKind::hmac ? hmac_name(operation.hash) : cmac_name(operation.cipher);
}

class KernelMac final : public Mac {
 public:
  KernelMac(Interface& interface, Aead& aead) : interface_(interface), aead_(aead) {}

  Outcome perform(const MacOperation& operation) override {
    if (operation.kind == MacKind::gmac) return gmac(operation);
    const auto name = name_for(operation);
    if (!name) return Outcome::unsupported("the kernel has no " + describe(operation));
    const std::size_t whole = operation.kind == MacKind::hmac ? digest_size(operation.hash) : block_size(operation.cipher);
    if (operation.tag_length > whole)
      return Outcome::unsupported(*name + ": no tag of " + std::to_string(operation.tag_length) + " bytes");
    Outcome outcome = hash_both_ways(interface_, {Type::hash, *name, operation.key, std::nullopt}, operation.message, whole);
    if (outcome.kind == OutcomeKind::ok) outcome.output.resize(operation.tag_length);
    return outcome;
  }

 private:
  Outcome gmac(const MacOperation& operation) {
    AeadOperation authentication;
    authentication.mode = AeadMode::gcm;
    authentication.cipher = operation.cipher;
    authentication.direction = Direction::encrypt;
    authentication.key = operation.key;
    authentication.nonce = operation.nonce;
    authentication.aad = operation.message;
    authentication.tag_length = operation.tag_length;
    return aead_.perform(authentication);
  }

  Interface& interface_;
  Aead& aead_;
};

}  // namespace

std::unique_ptr<Mac> make_mac(Interface& interface, Aead& aead) { return std::make_unique<KernelMac>(interface, aead); }

}  // namespace fipsprobe::kernel
