#include <fmt/format.h>

#include "harness/vectors/cavp_kind.hpp"

// Hash functions (FIPS 180-4, FIPS 202): the short and long message and the Monte Carlo tests of the SHAVS and the SHA3VS, and
// the variable output test of SHAKE.
namespace fipsprobe {
namespace {

constexpr std::size_t kShaMonteCarloIterations = 1000;  // SHAVS §6.4, SHA3VS §6.2.3 and §6.3.3

// hash_in reads `"SHA-256 ShortMsg" information`.
std::optional<Hash> hash_in(const Preview& preview) {
  if (preview.has_attribute("Key")) return std::nullopt;
  const std::string quoted = preview.comment_after("\"").value_or("");
  return hash_named(quoted.substr(0, quoted.find(' ')));
}

bool is_xof(Hash hash) { return digest_size(hash) == 0; }

bool is_message_test(const Preview& preview) { return preview.says("ShortMsg\"") || preview.says("LongMsg\""); }

// sha_is_monte_carlo: files that also show every step's message (MDi) are not read.
bool sha_is_monte_carlo(const Preview& preview) { return preview.says(" Monte\"") && !preview.has_attribute("MDi"); }

bool is_variable_output(const Preview& preview) { return preview.says("VariableOut\""); }

// check_size: SHA-1 and SHA-2 files give bytes, SHA-3 files bits.
void check_size(const Attribute& size, Hash hash) {
  const std::size_t stated = size.number();
  if (stated != digest_size(hash) && stated != 8 * digest_size(hash)) size.fail("not the size of this hash");
}

class MessageMapper : public CaseMapper {
 public:
  explicit MessageMapper(Hash hash) : hash_(hash) {}

  std::vector<Case> map(Block& block) override {
    DigestOperation operation;
    operation.hash = hash_;
    if (is_xof(hash_)) {
      operation.output_length = block.instruction("Outputlen").size_in_bytes();
    } else {
      check_size(block.instruction("L"), hash_);
    }
    const std::size_t bits = block.take("Len").number();
    operation.message = block.take("Msg").message((bits + 7) / 8);
    if (bits % 8 != 0) operation.bits = bits;
    const std::size_t size = is_xof(hash_) ? operation.output_length : digest_size(hash_);
    return one(known_output(std::move(operation), block.take(is_xof(hash_) ? "Output" : "MD").bytes(size)));
  }

 private:
  Hash hash_;
};

// VariableOutputMapper: messages of one size, outputs of many.
class VariableOutputMapper : public CaseMapper {
 public:
  explicit VariableOutputMapper(Hash hash) : hash_(hash) {}

  std::vector<Case> map(Block& block) override {
    block.words();  // "Tested for Output of byte-oriented messages"
    block.instruction("Minimum Output Length (bits)").number();
    block.instruction("Maximum Output Length (bits)").number();
    DigestOperation operation;
    operation.hash = hash_;
    operation.message = block.take("Msg").bytes(block.instruction("Input Length").size_in_bytes());
    const std::size_t bits = block.take("Outputlen").number();
    operation.output_length = (bits + 7) / 8;
    Bytes output = block.take("Output").bytes(operation.output_length);
    if (bits % 8 != 0) return one(untestable(describe(operation), "an output that ends inside a byte"));
    return one(known_output(std::move(operation), std::move(output)));
  }

 private:
  Hash hash_;
};

// MonteCarloMapper: each block is an outer round that starts with what came of the round before.
class MonteCarloMapper : public CaseMapper {
 public:
  explicit MonteCarloMapper(Hash hash) : hash_(hash) {}

  std::vector<Case> map(Block& block) override {
    check_size(block.instruction("L"), hash_);
    const std::optional<Attribute> seed = block.take_if("Seed");
    if (seed) {
      seed_ = seed->bytes(digest_size(hash_));
      return {};
    }
    if (seed_.empty()) block.fail("no Seed before this case");
    MonteCarloOperation round;
    const bool is_sha3 = name_of(hash_).starts_with("SHA3");
    round.rule = is_sha3 ? MonteCarloOperation::Rule::digest_chain : MonteCarloOperation::Rule::digest_three;
    DigestOperation first;
    first.hash = hash_;
    first.message = seed_;
    round.first = std::move(first);
    round.iterations = kShaMonteCarloIterations;
    seed_ = block.take("MD").bytes(digest_size(hash_));
    return one(known_output(std::move(round), seed_));
  }

 private:
  Hash hash_;
  Bytes seed_;
};

// XofMonteCarloMapper: SHA3VS §6.3.3. The first output is as long as the greatest length; every output's last two bytes give
// the next one's length.
class XofMonteCarloMapper : public CaseMapper {
 public:
  explicit XofMonteCarloMapper(Hash hash) : hash_(hash) {}

  std::vector<Case> map(Block& block) override {
    const std::size_t least = (block.instruction("Minimum Output Length (bits)").number() + 7) / 8;
    const Attribute greatest_bits = block.instruction("Maximum Output Length (bits)");
    const std::size_t greatest = greatest_bits.number() / 8;
    if (greatest < least) greatest_bits.fail("below the minimum");
    const std::optional<Attribute> seed = block.take_if("Msg");
    if (seed) {
      message_ = seed->bytes();
      length_ = greatest;
      return {};
    }
    if (message_.empty()) block.fail("no Msg before this case");
    MonteCarloOperation round;
    round.rule = MonteCarloOperation::Rule::xof_chain;
    DigestOperation first;
    first.hash = hash_;
    first.message = message_;
    first.output_length = length_;
    round.first = std::move(first);
    round.iterations = kShaMonteCarloIterations;
    round.min_output = least;
    round.max_output = greatest;
    message_ = block.take("Output").bytes(block.take("Outputlen").size_in_bytes());
    const std::size_t last = message_[message_.size() - 2] * std::size_t{256} + message_.back();
    length_ = least + last % (greatest - least + 1);
    return one(known_output(std::move(round), message_));
  }

 private:
  Hash hash_;
  Bytes message_;
  std::size_t length_ = 0;
};

std::optional<std::string> sha_algorithm(const Preview& preview) {
  const std::optional<Hash> hash = hash_in(preview);
  if (!hash) return std::nullopt;
  const bool is_known =
      is_message_test(preview) || sha_is_monte_carlo(preview) || (is_xof(*hash) && is_variable_output(preview));
  if (!is_known) return std::nullopt;
  return std::string(name_of(*hash));
}

std::unique_ptr<CaseMapper> sha_mapper(const Preview& preview) {
  const Hash hash = *hash_in(preview);
  if (is_variable_output(preview)) return std::make_unique<VariableOutputMapper>(hash);
  if (!sha_is_monte_carlo(preview)) return std::make_unique<MessageMapper>(hash);
  if (is_xof(hash)) return std::make_unique<XofMonteCarloMapper>(hash);
  return std::make_unique<MonteCarloMapper>(hash);
}

}  // namespace

const CavpKind kCavpSha = {sha_algorithm, sha_mapper};

}  // namespace fipsprobe
