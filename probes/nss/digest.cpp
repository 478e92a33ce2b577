#include "probes/nss/services.hpp"

namespace fipsprobe::nss {

Outcome NssDigest::perform(const DigestOperation& operation) {
  const HashMechanisms* const row = mechanisms_of(operation.hash);
  if (row == nullptr) return no_mechanism(std::string(name_of(operation.hash)));
  if (auto missing = token_.missing(row->digest)) return *missing;
  Reply reply = token_.digest({row->digest.type, nullptr, 0}, operation.message);
  if (!reply.ok()) return outcome_of(reply);
  return with_indicator(token_, Outcome::done(std::move(reply.data)));
}

}  // namespace fipsprobe::nss
