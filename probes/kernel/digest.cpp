#include <algorithm>
#include <array>
#include <utility>

#include "harness/model/message_parts.hpp"
#include "probes/kernel/algorithm_names.hpp"
#include "probes/kernel/services.hpp"

namespace fipsprobe::kernel {
namespace {

// send_part sends one part in as many pieces as a request takes at once. `more` says that another part follows.
std::optional<Failure> send_part(const Request& request, ByteView part, bool more) {
  do {
    const std::array pieces = {part.first(std::min(part.size(), kMaxPart))};
    part = part.subspan(pieces.front().size());
    if (const auto failure = request.send(pieces, {}, more || !part.empty())) return failure;
  } while (!part.empty());
  return std::nullopt;
}

// A message of no bytes is one part of no bytes.
std::optional<Failure> send_message(const Request& request, const Source& message) {
  ByteView part = message();
  do {
    const ByteView following = part.empty() ? ByteView{} : message();
    if (const auto failure = send_part(request, part, !following.empty())) return failure;
    part = following;
  } while (!part.empty());
  return std::nullopt;
}

class KernelDigest final : public Digest {
 public:
  explicit KernelDigest(Interface& interface) : interface_(interface) {}

  Outcome perform(const DigestOperation& operation) override {
    const auto name = hash_name(operation.hash);
    if (!name) return Outcome::unsupported("the kernel has no " + std::string(name_of(operation.hash)));
    const Selection wanted{Type::hash, *name, std::nullopt, std::nullopt};
    if (operation.total_length == 0) return hash_both_ways(interface_, wanted, operation.message, digest_size(operation.hash));
    MessageParts parts(operation);
    return hash_of(
        interface_, wanted, [&] { return parts.next(); }, digest_size(operation.hash));
  }

 private:
  Interface& interface_;
};

}  // namespace

Outcome hash_of(Interface& interface, const Selection& wanted, const Source& message, std::size_t size) {
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

Outcome hash_both_ways(Interface& interface, const Selection& wanted, ByteView message, std::size_t size) {
  ByteView rest = message;
  const Outcome at_once = hash_of(
      interface, wanted, [&] { return std::exchange(rest, ByteView{}); }, size);
  if (at_once.kind != OutcomeKind::ok || message.size() < 2 || !interface.is_new(wanted, message)) return at_once;
  rest = message;
  std::size_t part = 0;
  const Outcome in_parts = hash_of(
      interface, wanted,
      [&] {
        part = std::min(2 * part + 1, rest.size());  // 1, 3, 7, ...: no boundary of a block is met by rule
        const ByteView next = rest.first(part);
        rest = rest.subspan(part);
        return next;
      },
      size);
  if (in_parts.kind != OutcomeKind::ok) return in_parts;
  return differ(wanted.name, "in parts", at_once.output, in_parts.output).value_or(at_once);
}

std::optional<Outcome> differ(const std::string& name, const std::string& other_way, const Bytes& result, const Bytes& other) {
  if (result == other) return std::nullopt;
  return Outcome::failed(name + ": " + to_hex(result) + " at once, but " + to_hex(other) + " " + other_way);
}

std::unique_ptr<Digest> make_digest(Interface& interface) { return std::make_unique<KernelDigest>(interface); }

}  // namespace fipsprobe::kernel
