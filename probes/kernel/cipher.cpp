#include <algorithm>
#include <array>

#include "probes/kernel/algorithm_names.hpp"
#include "probes/kernel/services.hpp"

namespace fipsprobe::kernel {
namespace {

// A multiple of every block size, within what one request may carry.
constexpr std::size_t kPart = std::size_t{32} << 10U;

// Longer messages are sent in parts anyway, or would need too many.
constexpr std::size_t kCheckedInParts = 4096;

class KernelCipher final : public BlockCipher {
 public:
  explicit KernelCipher(Interface& interface) : interface_(interface) {}

  Outcome perform(const CipherOperation& operation) override {
    const auto name = cipher_name(operation.cipher, operation.mode);
    if (!name) return Outcome::unsupported("the kernel has no " + describe(operation));
    if (operation.input.empty()) return Outcome::not_available("AF_ALG does no cipher operation on an empty message");
    // The kernel does not carry the XTS tweak from one part to the next.
    const bool whole = operation.mode == CipherMode::xts;
    if (whole && operation.input.size() > kMaxPart) {
      return Outcome::not_available("longer than AF_ALG takes in one request");
    }
    const Selection wanted{Type::skcipher, *name, operation.key, std::nullopt};
    Outcome at_once = process(wanted, operation, whole ? kMaxPart : kPart);
    if (at_once.kind != OutcomeKind::ok || !interface_.is_new(wanted, operation.input)) return at_once;
    return checked_in_parts(checked_by_rfc3686(std::move(at_once), operation), *name, operation);
  }

 private:
  // The kernel keeps the chaining value between the parts: only the first brings the IV.
  Outcome process(const Selection& wanted, const CipherOperation& operation, std::size_t part_size) {
    const auto begun = interface_.begin(wanted);
    if (const auto* const failure = std::get_if<Failure>(&begun)) return interface_.outcome_of(*failure, wanted);
    const Request& request = std::get<Request>(begun);
    Parameters parameters{operation.direction == Direction::encrypt, operation.iv, std::nullopt};
    Bytes output;
    for (ByteView rest = operation.input; !rest.empty();) {
      const std::array parts = {rest.first(std::min(rest.size(), part_size))};
      rest = rest.subspan(parts.front().size());
      if (const auto failure = request.send(parts, parameters, !rest.empty())) return interface_.outcome_of(*failure, wanted);
      const auto received = request.receive(parts.front().size());
      if (const auto* const failure = std::get_if<Failure>(&received)) return interface_.outcome_of(*failure, wanted);
      const Bytes& bytes = std::get<Bytes>(received);
      if (bytes.size() != parts.front().size()) return Outcome::failed(wanted.name + ": recvmsg gave fewer bytes than went in");
      output.insert(output.end(), bytes.begin(), bytes.end());
      parameters = {};
    }
    return Outcome::done(std::move(output));
  }

  // The first block by itself and then the rest must give what the whole gives. A stream cipher and XTS do not go on from one
  // part to the next.
  Outcome checked_in_parts(Outcome at_once, const std::string& name, const CipherOperation& operation) {
    const std::size_t block = block_size(operation.cipher);
    if (at_once.kind != OutcomeKind::ok || operation.mode == CipherMode::xts || operation.mode == CipherMode::stream)
      return at_once;
    if (operation.input.size() <= block || operation.input.size() > kCheckedInParts) return at_once;
    const Outcome in_parts = process({Type::skcipher, name, operation.key, std::nullopt}, operation, block);
    if (in_parts.kind != OutcomeKind::ok) return in_parts;
    return differ(name, "in parts", at_once.output, in_parts.output).value_or(std::move(at_once));
  }

  // rfc3686(ctr(aes)) is counter mode as IPsec has it: the key ends with four bytes of the counter block, and the counter
  // starts at one (RFC 3686 §4). A kernel without it is no worse.
  Outcome checked_by_rfc3686(Outcome plain, const CipherOperation& operation) {
    constexpr std::array<std::uint8_t, 4> one = {0, 0, 0, 1};
    const bool fits = operation.mode == CipherMode::ctr && operation.cipher == Cipher::aes && operation.iv.size() == 16 &&
                      std::equal(one.begin(), one.end(), operation.iv.begin() + 12);
    if (!fits) return plain;
    CipherOperation as_in_ipsec = operation;
    as_in_ipsec.key.insert(as_in_ipsec.key.end(), operation.iv.begin(), operation.iv.begin() + 4);
    as_in_ipsec.iv.assign(operation.iv.begin() + 4, operation.iv.begin() + 12);
    const std::string name = "rfc3686(ctr(aes))";
    const Outcome other = process({Type::skcipher, name, as_in_ipsec.key, std::nullopt}, as_in_ipsec, kPart);
    if (other.kind != OutcomeKind::ok) return other.kind == OutcomeKind::error ? other : plain;
    return differ(name, "by RFC 3686", plain.output, other.output).value_or(std::move(plain));
  }

  Interface& interface_;
};

}  // namespace

std::unique_ptr<BlockCipher> make_cipher(Interface& interface) { return std::make_unique<KernelCipher>(interface); }

}  // namespace fipsprobe::kernel
