#include "probes/libgcrypt/drbg.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fipsprobe::libgcrypt {
namespace {

// One algorithm of the generators: its word in 1.7 and later, its bit in 1.5.3.
struct Flag {
  const char* word;
  std::uint32_t bit;
};

constexpr Flag kPredictionResistance = {"pr", 1U << 28U}, kHmac = {"hmac", 1U << 12U}, kAes = {"aes", 1U << 0U};

std::optional<Flag> hash_flag(Hash hash) {
  switch (hash) {
    case Hash::sha1: return Flag{"sha1", 1U << 4U};
    case Hash::sha224: return Flag{"sha224", 1U << 5U};
    case Hash::sha256: return Flag{"sha256", 1U << 6U};
    case Hash::sha384: return Flag{"sha384", 1U << 7U};
    case Hash::sha512: return Flag{"sha512", 1U << 8U};
    default: return std::nullopt;
  }
}

std::optional<Flag> key_flag(std::size_t size) {
  switch (size) {
    case 16: return Flag{"sym128", 1U << 13U};
    case 24: return Flag{"sym192", 1U << 14U};
    case 32: return Flag{"sym256", 1U << 15U};
    default: return std::nullopt;
  }
}

// flags_of names the generator; empty when no version has it.
std::vector<Flag> flags_of(const DrbgOperation& operation) {
  std::vector<Flag> flags;
  const bool ctr = operation.mechanism == DrbgMechanism::ctr;
  if (ctr && (operation.cipher != Cipher::aes || !operation.derivation_function)) return {};
  const std::optional<Flag> size_or_hash = ctr ? key_flag(operation.key_size) : hash_flag(operation.hash);
  if (!size_or_hash) return {};
  if (ctr) flags.push_back(kAes);
  if (operation.mechanism == DrbgMechanism::hmac) flags.push_back(kHmac);
  flags.push_back(*size_or_hash);
  if (operation.prediction_resistance) flags.push_back(kPredictionResistance);
  return flags;
}

// Course is the calls of an operation in the order in which the test makes them.
struct Course {
  const DrbgStep* reseed = nullptr;
  const DrbgStep* first = nullptr;
  const DrbgStep* second = nullptr;
};

// course_of returns nullopt for calls that the test cannot make: it reseeds at most once, before two calls of generate whose
// inputs are of one length.
std::optional<Course> course_of(const DrbgOperation& operation) {
  const std::vector<DrbgStep>& steps = operation.steps;
  const bool reseeds = !steps.empty() && steps.front().kind == DrbgStep::Kind::reseed;
  const std::size_t start = reseeds ? 1 : 0;
  if (steps.size() != start + 2) return std::nullopt;
  const DrbgStep &first = steps[start], &second = steps[start + 1];
  if (first.kind != DrbgStep::Kind::generate || second.kind != DrbgStep::Kind::generate) return std::nullopt;
  if (first.entropy.size() != second.entropy.size() || first.additional.size() != second.additional.size()) return std::nullopt;
  if (operation.prediction_resistance == first.entropy.empty()) return std::nullopt;
  return Course{reseeds ? &steps.front() : nullptr, &first, &second};
}

class GcryDrbg final : public Drbg {
 public:
  explicit GcryDrbg(const Library& library) : library_(library) {}

  Outcome perform(const DrbgOperation& operation) override {
    const std::vector<Flag> flags = flags_of(operation);
    if (flags.empty()) return Outcome::unsupported("libgcrypt has no such DRBG: Hash, HMAC with SHA, CTR with AES and df only");
    const std::optional<Course> course = course_of(operation);
    if (!course) return Outcome::unsupported("libgcrypt's DRBG test makes no such calls: [reseed], generate, generate");
    Bytes seed = operation.entropy;  // SP 800-90A Rev. 1 §10: entropy, nonce and personalization come one after another
    seed.insert(seed.end(), operation.nonce.begin(), operation.nonce.end());
    return run(operation, *course, seed, flags);
  }

 private:
  Outcome run(const DrbgOperation& operation, const Course& course, const Bytes& seed, const std::vector<Flag>& flags) {
    std::string words;
    std::uint32_t number = 0;
    for (const Flag& flag : flags) {
      words += fmt::format("{}{}", words.empty() ? "" : " ", flag.word);
      number |= flag.bit;
    }
    DrbgTest test = test_of(operation, course, seed);
    if (library_.is_before_1_6()) {
      test.flags.number = number;
    } else {
      test.flags.words = words.c_str();
    }
    Bytes output(operation.output_length);
    const int command = library_.is_before_1_6() ? kRunDrbgTestOf15 : kRunDrbgTest;
    const GcryError error = library_.control(command, &test, output.data());
    if (error != 0) return declined(error, words);
    // The test does not say when the generator fails: it then leaves the buffer as it was.
    const bool untouched = std::all_of(output.begin(), output.end(), [](std::uint8_t byte) { return byte == 0; });
    return untouched && output.size() >= 16 ? Outcome::failed("the DRBG test gave no output")
                                            : Outcome::done(std::move(output));
  }

  static DrbgTest test_of(const DrbgOperation& operation, const Course& course, const Bytes& seed) {
    DrbgTest test{};
    test.entropy = seed.data();
    test.entropy_size = seed.size();
    if (operation.prediction_resistance) {
      test.entropy_a = course.first->entropy.data();
      test.entropy_b = course.second->entropy.data();
      test.entropy_ab_size = course.first->entropy.size();
    }
    test.additional_a = course.first->additional.data();
    test.additional_b = course.second->additional.data();
    test.additional_size = course.first->additional.size();
    test.personalization = operation.personalization.data();
    test.personalization_size = operation.personalization.size();
    test.expected_size = operation.output_length;
    if (course.reseed != nullptr) {
      test.entropy_reseed = course.reseed->entropy.data();
      test.entropy_reseed_size = course.reseed->entropy.size();
      test.additional_reseed = course.reseed->additional.data();
      test.additional_reseed_size = course.reseed->additional.size();
    }
    return test;
  }

  // A build without the command, a word that it does not know, or a generator that it does not have.
  Outcome declined(GcryError error, const std::string& words) {
    const Code code = code_of(error);
    const std::string text = library_.text_of(fmt::format("gcry_control(DRBG test, {})", words), error);
    const bool missing = code == Code::inv_op || code == Code::inv_flag || code == Code::general;
    return missing ? Outcome::unsupported(text) : Outcome::failed(text);
  }

  const Library& library_;
};

}  // namespace

std::unique_ptr<Drbg> make_drbg(const Library& library) {
  // Between those versions the command's number stood for a test of another generator, with other arguments; gcry_md_extract
  // came with 1.7 too.
  if (!library.is_before_1_6() && library.md_extract == nullptr) return nullptr;
  return std::make_unique<GcryDrbg>(library);
}

}  // namespace fipsprobe::libgcrypt
