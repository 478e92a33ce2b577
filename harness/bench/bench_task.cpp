#include "harness/bench/bench_task.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "harness/bench/known_case.hpp"
#include "harness/host/file_digest.hpp"
#include "probes/served_by.hpp"

namespace fipsprobe {
namespace {

// A point of more bytes than this is set up again for each repeat: bench_task.hpp, rest.
constexpr std::uint64_t kRestAbove = std::uint64_t{1} << 17U;

// complete has the module make the ciphertext and the tag that an AEAD decryption lacks; the outcome when it does not.
std::optional<Outcome> complete(Module& module, Operation& operation) {
  auto* const aead = std::get_if<AeadOperation>(&operation);
  if (aead == nullptr || aead->direction == Direction::encrypt) return std::nullopt;
  AeadOperation encryption = *aead;
  encryption.direction = Direction::encrypt;
  const Outcome sealed = perform(module, Operation(encryption));
  if (sealed.kind != OutcomeKind::ok) return sealed;
  if (sealed.output.size() != aead->input.size() + aead->tag_length) {
    return Outcome::failed("the encryption gave a text of another size");
  }
  const auto end = sealed.output.begin() + static_cast<std::ptrdiff_t>(aead->input.size());
  aead->input.assign(sealed.output.begin(), end);
  aead->tag.assign(end, sealed.output.end());
  return std::nullopt;
}

// explained tells a message that is too large for the module's interface from an error.
Outcome explained(Module& module, const Operation& operation, Outcome outcome) {
  if (outcome.kind != OutcomeKind::error) return outcome;
  Preparation made = module.prepare(operation);
  return made.too_large ? Outcome::unsupported(std::move(made.why_not)) : std::move(outcome);
}

// verification_of asks whether a signature that cannot be compared is right: it has random parts, or the key is fresh. Nullopt
// for everything else.
std::optional<VerifyOperation> verification_of(const Operation& operation, const Bytes& signature,
                                               const std::optional<PublicKey>& fresh) {
  const auto* sign = std::get_if<SignOperation>(&operation);
  if (sign != nullptr && sign->scheme != SignatureScheme::rsa_pkcs1) {
    return VerifyOperation{.scheme = sign->scheme,
                           .hash = sign->hash,
                           .key = public_part(sign->key),
                           .salt_length = sign->salt_length,
                           .message = sign->message,
                           .signature = signature};
  }
  const auto* made = std::get_if<KeyGenerationOperation>(&operation);
  if (made == nullptr || !fresh) return std::nullopt;
  return VerifyOperation{.scheme = made->scheme,
                         .hash = made->hash,
                         .key = *fresh,
                         .salt_length = made->salt_length,
                         .message = made->message,
                         .signature = signature};
}

bool is_random(const Operation& operation) { return std::holds_alternative<RandomOperation>(operation); }
bool is_generation(const Operation& operation) { return std::holds_alternative<KeyGenerationOperation>(operation); }
bool is_verification(const Operation& operation) { return std::holds_alternative<VerifyOperation>(operation); }

// wrong_answer compares the one-shot answer with what is known; the words for a difference, else empty.
std::string wrong_answer(Module& module, const BenchOperation& operation, const Operation& asked, const Outcome& one_shot) {
  if (!one_shot.accepted) return "the module rejects what it should accept";
  if (const auto verification = verification_of(asked, one_shot.output, one_shot.public_key)) {
    const Outcome verified = perform(module, Operation(*verification));
    return verified.kind == OutcomeKind::ok && verified.accepted ? "" : "the module does not verify its own signature";
  }
  if (operation.answer && !operation.answer->empty() && *operation.answer != one_shot.output) {
    return "the answer is not the known one";
  }
  return {};
}

// wrong_on_vector has what is measured done on a published case; empty when it gives the published answer. Nullopt when there
// is no such case, or the module does not do it: its sizes may be forbidden where those of the benchmark are not.
std::optional<std::string> wrong_on_vector(Module& module, const std::optional<Case>& known) {
  if (!known || perform(module, known->operation).kind != OutcomeKind::ok) return std::nullopt;
  const Preparation made = module.prepare(known->operation);
  if (made.prepared == nullptr) return std::nullopt;
  const bool right = made.prepared->run(1) == 1 && made.prepared->output() == known->expected.output;
  return right ? "" : fmt::format("the answer to {} is not the published one", known->id);
}

// accepts_forgery tells whether what is measured takes a signature of which one bit is wrong.
bool accepts_forgery(Module& module, const Operation& operation) {
  VerifyOperation forged = std::get<VerifyOperation>(operation);
  forged.signature.back() ^= 1U;
  const Preparation made = module.prepare(Operation(forged));
  return made.prepared != nullptr && made.prepared->run(1) == 1;
}

BenchCheck check_for(const BenchOperation& operation, const std::optional<Case>& known) {
  if (known) {
    const std::string how = fmt::format("{} {}; at this size: as the one-shot call", operation.vectors, known->id);
    return {BenchCheck::Kind::known_answer, how};
  }
  const Operation sample = operation.make(1);
  if (is_verification(sample)) {
    return {BenchCheck::Kind::known_answer, "a signature made by another implementation is accepted, a wrong one is not"};
  }
  if (operation.answer) return {BenchCheck::Kind::known_answer, "an answer made by another implementation"};
  if (is_random(sample)) return {BenchCheck::Kind::repeatable, "the output differs from call to call"};
  if (is_generation(sample)) {
    return {BenchCheck::Kind::second_route, "a key that the one-shot call made signs, and the module verifies it"};
  }
  if (std::holds_alternative<SignOperation>(sample)) {
    return {BenchCheck::Kind::second_route, "the module verifies the signature"};
  }
  return {BenchCheck::Kind::second_route, "the module's one-shot call gives the same"};
}

}  // namespace

BenchTask::Started BenchTask::start(Module& module, const BenchOperation& operation, std::uint64_t size, unsigned threads) {
  std::unique_ptr<BenchTask> task(new BenchTask(module, operation, size, threads));
  task->operation_ = operation.make(size);
  if (auto failed = complete(module, task->operation_)) return explained(module, task->operation_, *std::move(failed));
  Outcome one_shot = perform(module, task->operation_);
  if (one_shot.kind != OutcomeKind::ok) return explained(module, task->operation_, std::move(one_shot));
  if (std::string wrong = wrong_answer(module, operation, task->operation_, one_shot); !wrong.empty()) return wrong;
  task->answer_ = sha256(one_shot.output);
  if (std::string why_not = task->set_up(); !why_not.empty()) return Outcome::not_available(why_not);

  std::optional<Case> known = known_case(operation.vectors, operation.name);
  const std::optional<std::string> on_vector = wrong_on_vector(module, known);
  if (on_vector && !on_vector->empty()) return *on_vector;
  if (!on_vector) known.reset();
  task->how_ = check_for(operation, known);
  if (const std::string driver = served_by(*task->prepared_.front()); !driver.empty()) task->how_.how += "; driver " + driver;
  if (is_verification(task->operation_) && accepts_forgery(module, task->operation_)) {
    return std::string("a wrong signature is accepted");
  }
  if (std::string wrong = task->check(); !wrong.empty()) return wrong;
  return task;
}

std::string BenchTask::set_up() {
  for (unsigned i = 0; i < threads_; ++i) {
    Preparation made = module_.prepare(operation_);
    if (made.prepared == nullptr) return "it cannot be measured: " + made.why_not;
    prepared_.push_back(std::move(made.prepared));
  }
  return {};
}

void BenchTask::rest() {
  if (size_ <= kRestAbove) return;
  prepared_.clear();
  operation_ = kind_.make(1);
}

std::string BenchTask::wake() {
  if (!prepared_.empty()) return {};
  operation_ = kind_.make(size_);
  if (const auto failed = complete(module_, operation_)) return failed->reason;
  return set_up();
}

std::string BenchTask::check() {
  for (const auto& each : prepared_) {
    if (std::string wrong = wrong_with(*each); !wrong.empty()) return wrong;
  }
  return {};
}

std::string BenchTask::wrong_with(Prepared& prepared) const {
  if (!prepared.restart() || prepared.run(1) != 1) return "the module failed at what it had done before";
  if (is_verification(operation_) || is_generation(operation_)) return {};
  const Bytes output = prepared.output();
  if (is_random(operation_)) {
    if (prepared.run(1) != 1) return "the module failed at what it had done before";
    return output == prepared.output() && output.size() >= 16 ? "random output came twice" : "";
  }
  if (const auto verification = verification_of(operation_, output, std::nullopt)) {
    const Outcome verified = perform(module_, Operation(*verification));
    return verified.kind == OutcomeKind::ok && verified.accepted ? "" : "the module does not verify the signature";
  }
  return sha256(output) == answer_ ? "" : "the answer is not that of the one-shot call";
}

}  // namespace fipsprobe
