#include <algorithm>
#include <array>
#include <cerrno>

#include "probes/kernel/algorithm_names.hpp"
#include "probes/kernel/services.hpp"

namespace fipsprobe::kernel {
namespace {

// iv_of gives the IV in the kernel's form: the 96-bit nonce of GCM and ChaCha20-Poly1305 as it is; for CCM the first block of
// RFC 3610 §2.3, whose first byte is L - 1 with L = 15 - nonce bytes. nullopt for a nonce that the kernel has no form for.
std::optional<Bytes> iv_of(const AeadOperation& operation) {
  const std::size_t size = operation.nonce.size();
  if (operation.mode != AeadMode::ccm) return size == 12 ? std::optional(operation.nonce) : std::nullopt;
  if (size < 7 || size > 13) return std::nullopt;
  Bytes iv(16);
  iv[0] = static_cast<std::uint8_t>(14 - size);
  std::copy(operation.nonce.begin(), operation.nonce.end(), iv.begin() + 1);
  return iv;
}

class KernelAead final : public Aead {
 public:
  explicit KernelAead(Interface& interface) : interface_(interface) {}

  Outcome perform(const AeadOperation& operation) override {
    const auto name = aead_name(operation.mode, operation.cipher);
    if (!name) return Outcome::unsupported("the kernel has no " + describe(operation));
    const auto iv = iv_of(operation);
    if (!iv) return Outcome::unsupported(*name + ": no nonce of " + std::to_string(operation.nonce.size()) + " bytes");
    const Selection wanted{Type::aead, *name, operation.key, operation.tag_length};
    const auto begun = interface_.begin(wanted);
    if (const auto* const failure = std::get_if<Failure>(&begun)) return interface_.outcome_of(*failure, wanted);
    return process(std::get<Request>(begun), operation, *iv, wanted);
  }

 private:
  // What goes in is AAD || plaintext, or AAD || ciphertext || tag; what comes out is AAD || ciphertext || tag, or
  // AAD || plaintext.
  Outcome process(const Request& request, const AeadOperation& operation, const Bytes& iv, const Selection& wanted) {
    const bool encrypt = operation.direction == Direction::encrypt;
    const std::array<ByteView, 3> parts = {operation.aad, operation.input, encrypt ? ByteView{} : ByteView(operation.tag)};
    const Parameters parameters{encrypt, iv, static_cast<std::uint32_t>(operation.aad.size())};
    if (const auto failure = request.send(parts, parameters, false)) return interface_.outcome_of(*failure, wanted);
    const std::size_t size = operation.aad.size() + operation.input.size() + (encrypt ? operation.tag_length : 0);
    auto received = request.receive(size);
    if (const auto* const failure = std::get_if<Failure>(&received)) {
      if (!encrypt && failure->error == EBADMSG) return Outcome::verified(false);
      return interface_.outcome_of(*failure, wanted);
    }
    Bytes& output = std::get<Bytes>(received);
    if (output.size() != size)
      return Outcome::failed(wanted.name + ": recvmsg gave " + std::to_string(output.size()) + " bytes");
    output.erase(output.begin(), output.begin() + static_cast<std::ptrdiff_t>(operation.aad.size()));
    return Outcome::done(std::move(output));
  }

  Interface& interface_;
};

}  // namespace

std::unique_ptr<Aead> make_aead(Interface& interface) { return std::make_unique<KernelAead>(interface); }

}  // namespace fipsprobe::kernel
