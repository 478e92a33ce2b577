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
void wrap(Capabilities& all, Member<Op> member, const Outside& outside) {
  if (all.*member != nullptr) all.*member = std::make_unique<Compared<Op>>(std::move(all.*member), outside, member);
}

}  // namespace

Capabilities compared(Capabilities first, const Outside& outside) {
  wrap(first, &Capabilities::digest, outside);
  wrap(first, &Capabilities::cipher, outside);
  wrap(first, &Capabilities::aead, outside);
  wrap(first, &Capabilities::mac, outside);
  wrap(first, &Capabilities::verifier, outside);
  wrap(first, &Capabilities::signer, outside);
  wrap(first, &Capabilities::key_generator, outside);
  wrap(first, &Capabilities::key_wrap, outside);
  wrap(first, &Capabilities::rsa_decryptor, outside);
  wrap(first, &Capabilities::ecdh, outside);
  wrap(first, &Capabilities::ffdh, outside);
  wrap(first, &Capabilities::key_validator, outside);
  wrap(first, &Capabilities::dsa_parameter_validator, outside);
  wrap(first, &Capabilities::kdf, outside);
  wrap(first, &Capabilities::drbg, outside);
  return first;
}

}  // namespace fipsprobe::openssl
