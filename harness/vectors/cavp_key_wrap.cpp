#include <fmt/format.h>

#include "harness/vectors/cavp_kind.hpp"

// Key wrapping (SP 800-38F): the KWVS, and KWP cases in the manner of [KWP], Key, Input, Output.
namespace fipsprobe {
namespace {

// Test is read from "'NIST SP 800-38F KW-AD with AES-128 inverse cipher function' information".
struct Test {
  KeyWrapMode mode{};
  Cipher cipher{};
  Direction direction{};
  bool inverse = false;
  std::size_t key_size = 0;  // bytes
};

std::optional<Test> test_in(const Preview& preview) {
  const std::string title = preview.comment_after("NIST SP 800-38F ").value_or("");
  if (!preview.has_attribute("K") || !preview.has_attribute("C")) return std::nullopt;
  const std::size_t dash = title.find('-');
  if (dash == std::string::npos) return std::nullopt;
  const std::string name = title.substr(0, dash);
  Test test;
  if (name != "KW" && name != "KWP" && name != "TKW") return std::nullopt;
  test.mode = name == "KWP" ? KeyWrapMode::kwp : KeyWrapMode::kw;
  test.cipher = name == "TKW" ? Cipher::tdes : Cipher::aes;
  test.direction = title.substr(dash, 3) == "-AE" ? Direction::encrypt : Direction::decrypt;
  test.inverse = title.find("inverse cipher function") != std::string::npos;
  if (name == "TKW") test.key_size = 24;
  if (title.find("AES-128") != std::string::npos) test.key_size = 16;
  if (title.find("AES-192") != std::string::npos) test.key_size = 24;
  if (title.find("AES-256") != std::string::npos) test.key_size = 32;
  if (test.key_size == 0) return std::nullopt;
  return test;
}

class KeyWrapMapper : public CaseMapper {
 public:
  explicit KeyWrapMapper(const Test& test) : test_(test) {}

  std::vector<Case> map(Block& block) override {
    KeyWrapOperation operation;
    operation.mode = test_.mode;
    operation.cipher = test_.cipher;
    operation.direction = test_.direction;
    operation.inverse = test_.inverse;
    operation.key = block.take("K").bytes(test_.key_size);
    const std::size_t size = block.instruction("PLAINTEXT LENGTH").size_in_bytes();
    Bytes wrapped = block.take("C").bytes();
    if (test_.direction == Direction::encrypt) {
      operation.input = block.take("P").bytes(size);
      return one(known_output(std::move(operation), std::move(wrapped)));
    }
    operation.input = std::move(wrapped);
    const bool is_good = !block.take_flag("FAIL");
    Case result = verdict(std::move(operation), is_good);
    if (is_good) result.expected.output = block.take("P").bytes(size);
    return one(std::move(result));
  }

 private:
  Test test_;
};

std::optional<std::string> key_wrap_algorithm(const Preview& preview) {
  const std::optional<Test> test = test_in(preview);
  if (!test) return std::nullopt;
  return fmt::format("{}-{}", name_of(test->cipher), name_of(test->mode));
}

std::unique_ptr<CaseMapper> key_wrap_mapper(const Preview& preview) {
  return std::make_unique<KeyWrapMapper>(*test_in(preview));
}

class PlainKwpMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    const Attribute mode = block.word();
    if (mode.name != "KWP") mode.fail("not KWP");
    KeyWrapOperation operation;
    operation.mode = KeyWrapMode::kwp;
    operation.cipher = Cipher::aes;
    operation.direction = Direction::encrypt;
    operation.key = block.take("Key").bytes();
    operation.input = block.take("Input").bytes();
    return one(known_output(std::move(operation), block.take("Output").bytes()));
  }
};

std::optional<std::string> plain_algorithm(const Preview& preview) {
  const bool has_all = preview.has_attribute("Key") && preview.has_attribute("Input") && preview.has_attribute("Output");
  if (!has_all || preview.instructions.empty() || preview.instructions.front() != "KWP") return std::nullopt;
  return "AES-KWP";
}

std::unique_ptr<CaseMapper> plain_mapper(const Preview& /*preview*/) { return std::make_unique<PlainKwpMapper>(); }

}  // namespace

const CavpKind kCavpKeyWrap = {key_wrap_algorithm, key_wrap_mapper};
const CavpKind kPlainKwp = {plain_algorithm, plain_mapper};

}  // namespace fipsprobe
