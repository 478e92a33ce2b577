#include <algorithm>
#include <array>

#include "probes/kernel/algorithm_names.hpp"
#include "probes/kernel/services.hpp"

namespace fipsprobe::kernel {
namespace {

std::optional<Failure> send_message(const Request& request, ByteView message) {
  do {
    const ByteView part = message.first(std::min(message.size(), kMaxPart));
    message = message.subspan(part.size());
    const std::array parts = {part};
    if (const auto failure = request.send(parts, {}, !message.empty())) return failure;
  } while (!message.empty());
  return std::nullopt;
}

class KernelDigest final : public Digest {
 public:
  explicit KernelDigest(Interface& interface) : interface_(interface) {}

  Outcome perform(const DigestOperation& operation) override {
    const auto name = hash_name(operation.hash);
    if (!name) return Outcome::unsupported("the kernel has no " + std::string(name_of(operation.hash)));
    return hash_of(interface_, {Type::hash, *name, std::nullopt, std::nullopt}, operation.message, digest_size(operation.hash));
  }

 private:
  Interface& interface_;
};

}  // namespace

Outcome hash_of(Interface& interface, const Selection& wanted, ByteView message, std::size_t size) {
  const auto begun = interface.begin(wanted);
  if (const auto* const failure = std::get_if<Failure>(&begun)) return interface.outcome_of(*failure, wanted);
  const Request& request = std::get<Request>(begun);
  if (const auto failure = send_message(request, message)) return interface.outcome_of(*failure, wanted);
  auto received = request.receive(size);
  if (const auto* const failure = std::get_if<Failure>(&received)) return interface.outcome_of(*failure, wanted);
  Bytes& output = std::get<Bytes>(received);
  if (output.size() != size) return Outcome::failed(wanted.name + ": recvmsg gave " + std::to_string(output.size()) + " bytes");
  return Outcome::done(std::move(output));
}

std::unique_ptr<Digest> make_digest(Interface& interface) { return std::make_unique<KernelDigest>(interface); }

}  // namespace fipsprobe::kernel
