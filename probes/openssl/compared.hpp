#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "probes/module.hpp"

namespace fipsprobe::openssl {

// Compared tells a refusal from a failure. What a capability in FIPS mode does not do (error or unsupported), it asks of the
// same library outside FIPS mode: when that does it, FIPS mode was the reason, and the outcome is refused.
template <class Op>
class Compared : public Capability<Op> {
 public:
  using Make = std::function<std::unique_ptr<Capability<Op>>()>;

  // `other` makes the capability outside FIPS mode; it is called once, when first needed.
  Compared(std::unique_ptr<Capability<Op>> first, Make other) : first_(std::move(first)), make_other_(std::move(other)) {}

  Outcome perform(const Op& operation) override {
    Outcome outcome = first_->perform(operation);
    if (outcome.kind != OutcomeKind::error && outcome.kind != OutcomeKind::unsupported) return outcome;
    if (!asked_) other_ = make_other_();
    asked_ = true;
    if (other_ == nullptr || other_->perform(operation).kind != OutcomeKind::ok) return outcome;
    return Outcome::refused(outcome.reason + " (done outside FIPS mode by the same library)");
  }

 private:
  std::unique_ptr<Capability<Op>> first_;
  Make make_other_;
  bool asked_ = false;
  std::unique_ptr<Capability<Op>> other_;
};

}  // namespace fipsprobe::openssl
