#include <algorithm>
#include <array>

#include "probes/kernel/algorithm_names.hpp"
#include "probes/kernel/services.hpp"

namespace fipsprobe::kernel {
namespace {

// A multiple of every block size, within what one request may carry.
constexpr std::size_t kPart = std::size_t{32} << 10U;

class KernelCipher final : public BlockCipher {
 public:
  explicit KernelCipher(Interface& interface) : interface_(interface) {}

  Outcome perform(const CipherOperation& operation) override {
    const auto name = cipher_name(operation.cipher, operation.mode);
    if (!name) return Outcome::unsupported("the kernel has no " + describe(operation));
    if (operation.input.empty()) return Outcome::not_available("AF_ALG does no cipher operation on an empty message");
    // The kernel does not carry the XTS tweak from one part to the next.
    if (operation.mode == CipherMode::xts && operation.input.size() > kPart) {
      return Outcome::not_available("longer than AF_ALG takes in one request");
    }
    const Selection wanted{Type::skcipher, *name, operation.key, std::nullopt};
    const auto begun = interface_.begin(wanted);
    if (const auto* const failure = std::get_if<Failure>(&begun)) return interface_.outcome_of(*failure, wanted);
    return process(std::get<Request>(begun), operation, wanted);
  }

 private:
  // The kernel keeps the chaining value between the parts: only the first brings the IV.
  Outcome process(const Request& request, const CipherOperation& operation, const Selection& wanted) {
    Parameters parameters{operation.direction == Direction::encrypt, operation.iv, std::nullopt};
    Bytes output;
    for (ByteView rest = operation.input; !rest.empty();) {
      const std::array parts = {rest.first(std::min(rest.size(), kPart))};
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

  Interface& interface_;
};

}  // namespace

std::unique_ptr<BlockCipher> make_cipher(Interface& interface) { return std::make_unique<KernelCipher>(interface); }

}  // namespace fipsprobe::kernel
