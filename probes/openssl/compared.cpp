#include "probes/openssl/compared.hpp"

namespace fipsprobe::openssl {
namespace {

template <class Op>
using Member = std::unique_ptr<Capability<Op>> Capabilities::*;

template <class Op>
class Compared : public Capability<Op> {
 public:
  Compared(std::unique_ptr<Capability<Op>> first, Outside outside, Member<Op> member)
      : first_(std::move(first)), outside_(std::move(outside)), member_(member) {}

  Outcome perform(const Op& operation) override {
    Outcome outcome = first_->perform(operation);
    if (outcome.kind != OutcomeKind::error && outcome.kind != OutcomeKind::unsupported) return outcome;
    Capabilities* const outside = outside_();
    if (outside == nullptr || outside->*member_ == nullptr) return outcome;
    if ((outside->*member_)->perform(operation).kind != OutcomeKind::ok) return outcome;
    return Outcome::refused(outcome.reason + " (done outside FIPS mode by the same library)");
  }

 private:
  std::unique_ptr<Capability<Op>> first_;
  Outside outside_;
  Member<Op> member_;
};

template <class Op>
std::unique_ptr<Capability<Op>> wrap(std::unique_ptr<Capability<Op>> first, const Outside& outside, Member<Op> member) {
  if (first == nullptr) return nullptr;
  return std::make_unique<Compared<Op>>(std::move(first), outside, member);
}

}  // namespace

Capabilities compared(Capabilities first, const Outside& outside) {
  return {wrap(std::move(first.digest), outside, &Capabilities::digest),
          wrap(std::move(first.cipher), outside, &Capabilities::cipher),
          wrap(std::move(first.aead), outside, &Capabilities::aead),
          wrap(std::move(first.mac), outside, &Capabilities::mac),
          wrap(std::move(first.verifier), outside, &Capabilities::verifier),
          wrap(std::move(first.key_generator), outside, &Capabilities::key_generator)};
}

}  // namespace fipsprobe::openssl
