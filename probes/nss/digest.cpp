#include "harness/model/message_parts.hpp"
#include "probes/nss/services.hpp"

namespace fipsprobe::nss {

Outcome NssDigest::perform(const DigestOperation& operation) {
  const HashMechanisms* const row = mechanisms_of(operation.hash);
  if (row == nullptr) return no_mechanism(std::string(name_of(operation.hash)));
  if (operation.bits % 8 != 0) return no_mechanism("a message that ends inside a byte");
  if (auto missing = token_.missing(row->digest)) return *missing;
  const Mechanism mechanism{row->digest.type, nullptr, 0};
  MessageParts parts(operation);
  Reply reply = operation.total_length == 0 ? token_.digest(mechanism, operation.message)
                                            : token_.digest_parts(mechanism, [&] { return parts.next(); });
  if (!reply.ok()) return outcome_of(reply);
  return with_indicator(token_, Outcome::done(std::move(reply.data)));
}

}  // namespace fipsprobe::nss
