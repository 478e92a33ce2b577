#include <fmt/format.h>

#include "harness/vectors/acvp_test.hpp"

// SHA-1, SHA-2 (FIPS 180-4), SHA-3 and SHAKE (FIPS 202).
namespace fipsprobe {
namespace {

using Rule = MonteCarloOperation::Rule;

constexpr std::size_t kIterations = 1000;  // inner iterations of a Monte Carlo round: SHAVS §6.4, SHA3VS §6.2.3

Hash hash_of(const AcvpTest& test) {
  std::string name = test.algorithm;
  if (name.starts_with("SHAKE-")) name.erase(5, 1);
  const std::optional<Hash> hash = hash_named(name);
  if (!hash) throw Untestable{fmt::format("no operation for ACVP algorithm {}", test.algorithm)};
  return *hash;
}

bool is_shake(Hash hash) { return digest_size(hash) == 0; }

bool is_sha3(Hash hash) { return name_of(hash).starts_with("SHA3"); }

std::size_t output_size(const AcvpTest& test, Hash hash) {
  if (!is_shake(hash)) return digest_size(hash);
  return whole_bytes(test.given("outLen").number("outLen"), "an output");
}

std::vector<AcvpCase> digest_case(const AcvpTest& test, DigestOperation operation) {
  const std::size_t size = output_size(test, operation.hash);
  if (is_shake(operation.hash)) operation.output_length = size;
  Bytes output = test.answer.hex("md", size);
  return output_case(std::move(operation), std::move(output));
}

std::vector<AcvpCase> message_case(const AcvpTest& test, Hash hash) {
  DigestOperation operation;
  operation.hash = hash;
  const std::size_t bits = test.bits("len");
  operation.message = test.test.hex_bits("msg", bits);
  if (bits % 8 != 0) operation.bits = bits;
  return digest_case(test, std::move(operation));
}

// large_case: the message is the content, repeated to the full length.
std::vector<AcvpCase> large_case(const AcvpTest& test, Hash hash) {
  const JsonFields large = test.test.object("largeMsg");
  if (large.text("expansionTechnique") != "repeating") throw Untestable{"a large message that is not made by repeating"};
  DigestOperation operation;
  operation.hash = hash;
  operation.message = large.hex_bits("content", large.number("contentLength"));
  whole_bytes(large.number("contentLength"), "the content of a large message");
  operation.total_length = whole_bytes(large.number("fullLength"), "a message");
  if (operation.message.empty()) large.fail("content", "must not be empty");
  return digest_case(test, std::move(operation));
}

// rule_of: ACVP's "alternate" form keeps the size of the message the same; without it each message has the hash's own size.
Rule rule_of(const AcvpTest& test, Hash hash, std::size_t seed_size) {
  const bool is_alternate = test.group.text_or("mctVersion", "standard") == "alternate";
  if (is_shake(hash)) return Rule::xof_chain;
  if (!is_sha3(hash)) return is_alternate ? Rule::digest_three_cut : Rule::digest_three;
  if (is_alternate && seed_size != digest_size(hash)) throw Untestable{"an alternate Monte Carlo test of SHA-3"};
  return Rule::digest_chain;
}

// next_output_length: SHA3VS §6.3.3, the last 16 bits of an output give the length of the next one.
std::size_t next_output_length(const MonteCarloOperation& round, const Bytes& output) {
  if (output.size() < 2) return round.min_output;
  const std::size_t last = output[output.size() - 2] * std::size_t{256} + output.back();
  return round.min_output + last % (round.max_output - round.min_output + 1);
}

MonteCarloOperation first_round(const AcvpTest& test, Hash hash) {
  DigestOperation first;
  first.hash = hash;
  first.message = test.bytes("msg", "len", "a message");
  MonteCarloOperation round;
  round.rule = rule_of(test, hash, first.message.size());
  round.iterations = kIterations;
  round.message_size = round.rule == Rule::digest_three_cut ? first.message.size() : 0;
  if (round.rule == Rule::xof_chain) {
    // Ends that are inside a byte are moved inwards, as ACVP does.
    round.min_output = test.bits("minOutLen") / 8 + (test.bits("minOutLen") % 8 == 0 ? 0 : 1);
    round.max_output = test.bits("maxOutLen") / 8;
    if (round.max_output < round.min_output) test.group.fail("maxOutLen", "less than minOutLen");
    first.output_length = round.max_output;
  }
  round.first = std::move(first);
  return round;
}

// acvp_hash_monte_carlo_cases makes one case of each entry of resultsArray; the seed of a round is the digest of the round
// before.
std::vector<AcvpCase> acvp_hash_monte_carlo_cases(const AcvpTest& test, Hash hash) {
  MonteCarloOperation round = first_round(test, hash);
  std::vector<AcvpCase> cases;
  for (const JsonFields& entry : test.answer.objects("resultsArray")) {
    const Bytes output = is_shake(hash) ? entry.hex("md") : entry.hex("md", digest_size(hash));
    std::vector<AcvpCase> made = output_case(round, output);
    made.front().part = fmt::format("round {}", cases.size());
    cases.push_back(std::move(made.front()));
    auto& first = std::get<DigestOperation>(round.first);
    if (round.rule == Rule::xof_chain) first.output_length = next_output_length(round, output);
    first.message = output;
  }
  return cases;
}

}  // namespace

std::vector<AcvpCase> map_acvp_hash(const AcvpTest& test) {
  const Hash hash = hash_of(test);
  const std::string type = test.type();
  if (type == "MCT") return acvp_hash_monte_carlo_cases(test, hash);
  if (type == "LDT") return large_case(test, hash);
  return message_case(test, hash);
}

}  // namespace fipsprobe
