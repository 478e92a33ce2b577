#include <array>
#include <cerrno>

#include "probes/kernel/algorithm_names.hpp"
#include "probes/kernel/services.hpp"

namespace fipsprobe::kernel {
namespace {

constexpr std::size_t kSemiblock = 8;  // SP 800-38F §4.1

Outcome rejected(std::string reason) {
  Outcome outcome = Outcome::verified(false);
  outcome.reason = std::move(reason);
  return outcome;
}

class KernelKeyWrap final : public KeyWrap {
 public:
  explicit KernelKeyWrap(Interface& interface) : interface_(interface) {}

  Outcome perform(const KeyWrapOperation& operation) override {
    const auto name = wrap_name(operation.mode, operation.cipher);
    if (!name || operation.inverse) return Outcome::unsupported("the kernel has no " + describe(operation));
    const Selection wanted{Type::skcipher, *name, operation.key, std::nullopt};
    const auto begun = interface_.begin(wanted);
    if (const auto* const failure = std::get_if<Failure>(&begun)) return interface_.outcome_of(*failure, wanted);
    if (operation.direction == Direction::encrypt)
      return Outcome::not_available(*name + ": AF_ALG does not give back the IV, the first 8 bytes of the wrapped key");
    // The IV goes beside the data, and a cipher operation without data is not done.
    if (operation.input.size() <= kSemiblock)
      return Outcome::not_available(*name + ": AF_ALG takes no input of 8 bytes or fewer");
    return unwrap(std::get<Request>(begun), operation, wanted);
  }

 private:
  // The kernel compares what comes out before the key with the default ICV1 (SP 800-38F §6.2) itself: EBADMSG when it differs.
  // EINVAL: fewer than three semiblocks, or a part of one.
  Outcome unwrap(const Request& request, const KeyWrapOperation& operation, const Selection& wanted) {
    const ByteView input = operation.input;
    const std::array parts = {input.subspan(kSemiblock)};
    const Parameters parameters{false, input.first(kSemiblock), std::nullopt};
    if (const auto failure = request.send(parts, parameters, false)) return interface_.outcome_of(*failure, wanted);
    auto received = request.receive(parts.front().size());
    if (const auto* const failure = std::get_if<Failure>(&received)) {
      if (failure->error == EBADMSG) return Outcome::verified(false);
      if (failure->error == EINVAL) return rejected(wanted.name + ": " + failure->words());
      return interface_.outcome_of(*failure, wanted);
    }
    Bytes& output = std::get<Bytes>(received);
    if (output.size() != parts.front().size()) return Outcome::failed(wanted.name + ": recvmsg gave fewer bytes than went in");
    return Outcome::done(std::move(output));
  }

  Interface& interface_;
};

}  // namespace

std::unique_ptr<KeyWrap> make_key_wrap(Interface& interface) { return std::make_unique<KernelKeyWrap>(interface); }

}  // namespace fipsprobe::kernel
