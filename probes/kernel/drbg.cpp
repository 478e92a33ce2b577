#include <algorithm>
#include <optional>

#include "probes/kernel/algorithm_names.hpp"
#include "probes/kernel/services.hpp"

namespace fipsprobe::kernel {
namespace {

Bytes joined(const Bytes& first, const Bytes& second) {
  Bytes both = first;
  both.insert(both.end(), second.begin(), second.end());
  return both;
}

// needs_other_entropy tells whether a later step wants test entropy that is not the first: the kernel takes it only once, and
// uses it again for every reseed.
bool needs_other_entropy(const DrbgOperation& operation, const Bytes& entropy) {
  return std::ranges::any_of(operation.steps, [&](const DrbgStep& step) {
    const bool takes_entropy = step.kind == DrbgStep::Kind::reseed || operation.prediction_resistance;
    return takes_entropy && step.entropy != entropy;
  });
}

class KernelDrbg final : public Drbg {
 public:
  explicit KernelDrbg(Interface& interface) : interface_(interface) {}

  Outcome perform(const DrbgOperation& operation) override {
    const auto name = drbg_name(operation);
    if (!name) return Outcome::unsupported("the kernel has no " + describe(operation));
    const Bytes entropy = joined(operation.entropy, operation.nonce);
    // Without test entropy the kernel would seed itself, and random output would leave the worker.
    if (entropy.empty()) return Outcome::unsupported(*name + ": no test entropy is given");
    const Selection wanted{Type::rng, *name, std::nullopt, std::nullopt};
    const auto opened = interface_.open(wanted.type, wanted.name);
    if (const auto* const failure = std::get_if<Failure>(&opened)) return interface_.outcome_of(*failure, wanted);
    const Transform& transform = std::get<Transform>(opened);
    if (const auto failure = transform.set_entropy(entropy)) return interface_.outcome_of(*failure, wanted);
    if (needs_other_entropy(operation, entropy))
      return Outcome::not_available(*name + ": AF_ALG takes test entropy only once, so none for a reseed");
    if (operation.output_length > kMaxRandom)
      return Outcome::not_available(*name + ": AF_ALG gives at most 128 bytes in one request");
    if (const auto failure = transform.set_key(operation.personalization)) return interface_.outcome_of(*failure, wanted);
    return take_steps(transform, operation, wanted);
  }

 private:
  Outcome take_steps(const Transform& transform, const DrbgOperation& operation, const Selection& wanted) {
    Bytes output;
    for (const DrbgStep& step : operation.steps) {
      if (step.kind == DrbgStep::Kind::reseed) {
        if (const auto failure = transform.set_key(step.additional)) return interface_.outcome_of(*failure, wanted);
        continue;
      }
      auto generated = generate(transform, step.additional, operation.output_length);
      if (const auto* const failure = std::get_if<Failure>(&generated)) return interface_.outcome_of(*failure, wanted);
      output = std::get<Bytes>(std::move(generated));
      if (output.size() != operation.output_length)
        return Outcome::failed(wanted.name + ": recvmsg gave " + std::to_string(output.size()) + " bytes");
    }
    return Outcome::done(std::move(output));
  }

  // Every request uses the state of the transform. The request ends here, since the kernel reseeds no transform that has one.
  static Result<Bytes> generate(const Transform& transform, const Bytes& additional, std::size_t size) {
    const auto started = transform.start();
    if (const auto* const failure = std::get_if<Failure>(&started)) return *failure;
    const Request& request = std::get<Request>(started);
    if (!additional.empty()) {
      const std::array parts = {ByteView(additional)};
      if (const auto failure = request.send(parts, {}, false)) return *failure;
    }
    return request.receive(size);
  }

  Interface& interface_;
};

}  // namespace

std::unique_ptr<Drbg> make_drbg(Interface& interface) { return std::make_unique<KernelDrbg>(interface); }

}  // namespace fipsprobe::kernel
