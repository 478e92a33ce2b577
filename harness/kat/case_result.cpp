#include "harness/kat/case_result.hpp"

#include <algorithm>

#include "harness/kat/monte_carlo.hpp"

namespace fipsprobe {
namespace {

bool is_as_expected(const Outcome& answer, const Expected& expected) {
  switch (expected.kind) {
    case Expected::Kind::output: return answer.accepted && answer.output == expected.output;
    case Expected::Kind::differs: return answer.output != expected.output;
    case Expected::Kind::accepted: return answer.accepted && answer.output == expected.output;
    case Expected::Kind::rejected: return !answer.accepted;
    case Expected::Kind::either: return !answer.accepted || expected.output.empty() || answer.output == expected.output;
    case Expected::Kind::verifies: return answer.accepted && !answer.output.empty();
  }
  return false;
}

std::string text_of(const Expected& expected) {
  switch (expected.kind) {
    case Expected::Kind::output: return to_hex(expected.output);
    case Expected::Kind::differs: return "not " + to_hex(expected.output);
    case Expected::Kind::accepted: return expected.output.empty() ? "accepted" : "accepted, " + to_hex(expected.output);
    case Expected::Kind::rejected: return "rejected";
    case Expected::Kind::either:
      return expected.output.empty() ? "accepted or rejected" : "rejected, or " + to_hex(expected.output);
    case Expected::Kind::verifies: return "a signature that verifies";
  }
  return {};
}

std::string text_of(const Outcome& answer) {
  if (answer.kind != OutcomeKind::ok) return {};
  if (!answer.accepted) return "rejected";
  return answer.output.empty() ? "accepted" : to_hex(answer.output);
}

Outcome answer_to(Module& module, const Operation& operation) {
  const auto* round = std::get_if<MonteCarloOperation>(&operation);
  return round == nullptr ? perform(module, operation) : run_monte_carlo(module, *round);
}

bool is_whole(const PublicKey& key) {
  if (const auto* ec = std::get_if<EcPublicKey>(&key)) return !ec->x.empty() && !ec->y.empty();
  const auto* dsa = std::get_if<DsaPublicKey>(&key);
  return dsa == nullptr || !dsa->y.empty();
}

// verification_of asks whether the signature that came of an operation is right; nullopt when nothing says with which key.
std::optional<VerifyOperation> verification_of(const Operation& operation, const Outcome& answer) {
  VerifyOperation asked;
  if (const auto* sign = std::get_if<SignOperation>(&operation)) {
    asked = {.scheme = sign->scheme,
             .hash = sign->hash,
             .key = public_part(sign->key),
             .salt_length = sign->salt_length,
             .message = sign->message,
             .signature = answer.output};
  } else if (const auto* made = std::get_if<KeyGenerationOperation>(&operation); made != nullptr && answer.public_key) {
    asked = {.scheme = made->scheme,
             .hash = made->hash,
             .key = *answer.public_key,
             .salt_length = made->salt_length,
             .message = made->message,
             .signature = answer.output};
  } else {
    return std::nullopt;
  }
  if (!is_whole(asked.key)) return std::nullopt;
  return asked;
}

// ends_with tells whether a padded message ends with what was taken for its message.
bool ends_with(const Bytes& padded, const Bytes& message) {
  return message.size() <= padded.size() && std::equal(message.rbegin(), message.rend(), padded.rbegin());
}

// is_implicit_rejection tells whether an RSA PKCS#1 v1.5 decryption of a wrong padding answered with a message that is not
// there: newer modules derive one from the key and the ciphertext, so that nobody learns of the padding (as OpenSSL 3.2 and NSS
// do). The module's own primitive shows what the padded message really is, or that there is none.
bool is_implicit_rejection(Module& module, const Case& kat_case, const Outcome& answer) {
  const auto* decryption = std::get_if<RsaDecryptOperation>(&kat_case.operation);
  if (decryption == nullptr || decryption->padding != RsaPadding::pkcs1) return false;
  if (kat_case.expected.kind != Expected::Kind::rejected || answer.output.empty()) return false;
  RsaDecryptOperation bare = *decryption;
  bare.padding = RsaPadding::none;
  const Outcome padded = perform(module, Operation(bare));
  if (padded.kind != OutcomeKind::ok) return false;
  return !padded.accepted || !ends_with(padded.output, answer.output);
}

// check_by_itself has the module verify what it made. A module that cannot verify leaves that to the second one.
void check_by_itself(Module& module, CaseResult& result) {
  if (!result.produced) {
    result.kind = OutcomeKind::unsupported;
    result.answer = Outcome::unsupported("the file has no public key to verify the signature with");
    return;
  }
  const Outcome own = perform(module, Operation(*result.produced));
  if (own.kind != OutcomeKind::ok || own.accepted) return;
  result.kind = OutcomeKind::mismatch;
  result.answer.reason = "the module rejects the signature that it has made itself";
}

}  // namespace

CaseResult run_case(Module& module, const Case& kat_case) {
  CaseResult result{.kind = OutcomeKind::error, .answer = answer_to(module, kat_case.operation), .produced = std::nullopt};
  result.kind = result.answer.kind;
  if (result.kind != OutcomeKind::ok) return result;
  if (!is_as_expected(result.answer, kat_case.expected)) {
    if (!is_implicit_rejection(module, kat_case, result.answer)) result.kind = OutcomeKind::mismatch;
  } else if (kat_case.expected.kind == Expected::Kind::verifies) {
    result.produced = verification_of(kat_case.operation, result.answer);
    check_by_itself(module, result);
  }
  return result;
}

KatFailure failure_of(const Case& kat_case, const CaseResult& result) {
  const std::string& driver = result.answer.served_by;
  return {.case_id = kat_case.id,
          .line = kat_case.line,
          .operation = describe(kat_case.operation),
          .outcome = result.kind,
          .expected = text_of(kat_case.expected),
          .actual = text_of(result.answer),
          .detail = result.answer.reason + (driver.empty() ? "" : "by " + driver)};
}

}  // namespace fipsprobe
