#include <algorithm>
#include <array>
#include <cerrno>

#include "probes/kernel/aead_iv.hpp"
#include "probes/kernel/algorithm_names.hpp"
#include "probes/kernel/services.hpp"

namespace fipsprobe::kernel {
namespace {

constexpr std::ptrdiff_t kIpsecIv = 8;  // RFC 4106 §3.1, RFC 4309 §3.1

// ipsec_name gives the template of IPsec that can do the operation as well: RFC 4106 takes GCM with 12 bytes of nonce, RFC 4309
// CCM with 11, both an ESP header of 8 or 12 bytes as AAD and a tag of 8, 12 or 16 bytes. Empty: none.
std::string ipsec_name(const AeadOperation& operation) {
  const bool is_gcm = operation.mode == AeadMode::gcm && operation.nonce.size() == 12;
  const bool is_ccm = operation.mode == AeadMode::ccm && operation.nonce.size() == 11;
  const bool fits = operation.cipher == Cipher::aes && (operation.aad.size() == 8 || operation.aad.size() == 12) &&
                    (operation.tag_length == 8 || operation.tag_length == 12 || operation.tag_length == 16);
  if (!fits || !(is_gcm || is_ccm)) return {};
  return is_gcm ? "rfc4106(gcm(aes))" : "rfc4309(ccm(aes))";
}

class KernelAead final : public Aead {
 public:
  explicit KernelAead(Interface& interface) : interface_(interface) {}

  Outcome perform(const AeadOperation& operation) override {
    const auto name = aead_name(operation.mode, operation.cipher);
    if (!name) return Outcome::unsupported("the kernel has no " + describe(operation));
    const auto iv = aead_iv(operation);
    if (!iv) return Outcome::unsupported(*name + ": no nonce of " + std::to_string(operation.nonce.size()) + " bytes");
    const Selection wanted{Type::aead, *name, operation.key, operation.tag_length};
    Outcome plain = process(wanted, operation, operation.aad, *iv);
    const std::string ipsec = ipsec_name(operation);
    const bool ends_here = plain.kind != OutcomeKind::ok || ipsec.empty() || !interface_.is_new(wanted, operation.input);
    return ends_here ? plain : checked_by(ipsec, std::move(plain), operation);
  }

 private:
  // What goes in is AAD || plaintext, or AAD || ciphertext || tag; what comes out is AAD || ciphertext || tag, or
  // AAD || plaintext.
  Outcome process(const Selection& wanted, const AeadOperation& operation, const Bytes& aad, const Bytes& iv) {
    const auto begun = interface_.begin(wanted);
    if (const auto* const failure = std::get_if<Failure>(&begun)) return interface_.outcome_of(*failure, wanted);
    const Request& request = std::get<Request>(begun);
    const bool encrypt = operation.direction == Direction::encrypt;
    const std::array<ByteView, 3> parts = {aad, operation.input, encrypt ? ByteView{} : ByteView(operation.tag)};
    const Parameters parameters{encrypt, iv, static_cast<std::uint32_t>(aad.size())};
    if (const auto failure = request.send(parts, parameters, false)) return interface_.outcome_of(*failure, wanted);
    const std::size_t size = aad.size() + operation.input.size() + (encrypt ? operation.tag_length : 0);
    auto received = request.receive(size);
    if (const auto* const failure = std::get_if<Failure>(&received)) {
      if (!encrypt && failure->error == EBADMSG) return Outcome::verified(false);
      return interface_.outcome_of(*failure, wanted);
    }
    Bytes& output = std::get<Bytes>(received);
    if (output.size() != size)
      return Outcome::failed(wanted.name + ": recvmsg gave " + std::to_string(output.size()) + " bytes");
    output.erase(output.begin(), output.begin() + static_cast<std::ptrdiff_t>(aad.size()));
    return Outcome::done(std::move(output));
  }

  // The templates of IPsec do the same with the nonce in two parts: the first, the salt, ends the key, and the rest goes with
  // the message and after the AAD. A kernel without them is no worse.
  Outcome checked_by(const std::string& name, Outcome plain, const AeadOperation& operation) {
    const auto salt_end = operation.nonce.end() - kIpsecIv;
    Bytes key = operation.key;
    key.insert(key.end(), operation.nonce.begin(), salt_end);
    const Bytes iv(salt_end, operation.nonce.end());
    Bytes aad = operation.aad;
    aad.insert(aad.end(), iv.begin(), iv.end());
    const Outcome other = process({Type::aead, name, key, operation.tag_length}, operation, aad, iv);
    if (other.kind != OutcomeKind::ok) return other.kind == OutcomeKind::error ? other : plain;
    if (other.accepted != plain.accepted)
      return Outcome::failed(name + (other.accepted ? " accepts" : " rejects") + " what the plain mode does not");
    return differ(name, "by the RFC's form", plain.output, other.output).value_or(std::move(plain));
  }

  Interface& interface_;
};

}  // namespace

std::optional<Bytes> aead_iv(const AeadOperation& operation) {
  const std::size_t size = operation.nonce.size();
  if (operation.mode != AeadMode::ccm) return size == 12 ? std::optional(operation.nonce) : std::nullopt;
  if (size < 7 || size > 13) return std::nullopt;
  Bytes iv(16);
  iv[0] = static_cast<std::uint8_t>(14 - size);
  std::copy(operation.nonce.begin(), operation.nonce.end(), iv.begin() + 1);
  return iv;
}

std::unique_ptr<Aead> make_aead(Interface& interface) { return std::make_unique<KernelAead>(interface); }

}  // namespace fipsprobe::kernel
