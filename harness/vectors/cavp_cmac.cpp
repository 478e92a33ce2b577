#include <fmt/format.h>

#include <array>

#include "harness/vectors/cavp_kind.hpp"

// CMAC (SP 800-38B): the generation and verification tests of the CMACVS, and the examples of SP 800-38B.
namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 3> kTdesKeys = {"Key1", "Key2", "Key3"};
constexpr std::array<std::string_view, 3> kTdesKeysUpper = {"KEY1", "KEY2", "KEY3"};

Bytes cmac_tdes_key(Block& block, const std::array<std::string_view, 3>& names) {
  Bytes key;
  for (const std::string_view name : names) {
    const Bytes part = block.take(name).bytes(8);
    key.insert(key.end(), part.begin(), part.end());
  }
  return key;
}

Bytes aes_key(const Attribute& key) {
  Bytes bytes = key.bytes();
  if (bytes.size() != 16 && bytes.size() != 24 && bytes.size() != 32) key.fail("not 128, 192 or 256 bits");
  return bytes;
}

// cipher_in reads "Algorithms tested:Alg = AES KeySize = 192 Mode = Verify" of a CMACVS file.
std::optional<Cipher> cipher_in(const Preview& preview) {
  if (!preview.says("CMACVer information") && !preview.says("CMACGen information")) return std::nullopt;
  if (preview.says("Alg = AES")) return Cipher::aes;
  if (preview.says("Alg = TDES")) return Cipher::tdes;
  return std::nullopt;
}

class CavpCmacMapper : public CaseMapper {
 public:
  explicit CavpCmacMapper(Cipher cipher) : cipher_(cipher) {}

  std::vector<Case> map(Block& block) override {
    MacOperation operation;
    operation.kind = MacKind::cmac;
    operation.cipher = cipher_;
    operation.key = key_of(block);
    operation.message = block.take("Msg").message(block.take("Mlen").number());
    const Attribute size = block.take("Tlen");
    operation.tag_length = size.number();
    if (operation.tag_length == 0 || operation.tag_length > block_size(cipher_)) size.fail("not a size of this cipher's tags");
    Case result;
    result.expected.output = block.take("Mac").bytes(operation.tag_length);
    const std::optional<Attribute> verdict = block.take_if("Result");  // only a verification test has one
    if (verdict && !verdict->passed()) result.expected.kind = Expected::Kind::differs;
    result.operation = std::move(operation);
    return one(std::move(result));
  }

 private:
  // Klen: bytes of an AES key; of 3DES, how many of the three keys differ.
  Bytes key_of(Block& block) const {
    const Attribute size = block.take("Klen");
    if (cipher_ == Cipher::aes) {
      const Attribute key = block.take("Key");
      if (key.value.size() != 2 * size.number()) key.fail("not as long as Klen says");
      return aes_key(key);
    }
    if (size.number() < 1 || size.number() > 3) size.fail("not 1, 2 or 3 keys");
    return cmac_tdes_key(block, kTdesKeys);
  }

  Cipher cipher_;
};

std::optional<std::string> cmac_cavp_algorithm(const Preview& preview) {
  const std::optional<Cipher> cipher = cipher_in(preview);
  if (!cipher || !preview.has_attribute("Mac")) return std::nullopt;
  return fmt::format("{}-CMAC", name_of(*cipher));
}

std::unique_ptr<CaseMapper> cmac_cavp_mapper(const Preview& preview) {
  return std::make_unique<CavpCmacMapper>(*cipher_in(preview));
}

// example_cipher reads "AES-128-CMAC Test Vectors" and "3DES-CMAC Test Vectors".
std::optional<Cipher> example_cipher(const Preview& preview) {
  if (!preview.has_attribute("MESSAGE") || !preview.has_attribute("OUTPUT")) return std::nullopt;
  if (preview.says("3DES-CMAC Test Vectors")) return Cipher::tdes;
  for (const std::string_view title : {"AES-128-CMAC Test", "AES-192-CMAC Test", "AES-256-CMAC Test"}) {
    if (preview.says(title)) return Cipher::aes;
  }
  return std::nullopt;
}

class ExampleCmacMapper : public CaseMapper {
 public:
  explicit ExampleCmacMapper(Cipher cipher) : cipher_(cipher) {}

  std::vector<Case> map(Block& block) override {
    MacOperation operation;
    operation.kind = MacKind::cmac;
    operation.cipher = cipher_;
    operation.key = cipher_ == Cipher::aes ? aes_key(block.take("KEY")) : cmac_tdes_key(block, kTdesKeysUpper);
    operation.message = block.take("MESSAGE").bytes();
    operation.tag_length = block_size(cipher_);
    return one(known_output(std::move(operation), block.take("OUTPUT").bytes(block_size(cipher_))));
  }

 private:
  Cipher cipher_;
};

std::optional<std::string> example_algorithm(const Preview& preview) {
  const std::optional<Cipher> cipher = example_cipher(preview);
  if (!cipher) return std::nullopt;
  return fmt::format("{}-CMAC", name_of(*cipher));
}

std::unique_ptr<CaseMapper> example_mapper(const Preview& preview) {
  return std::make_unique<ExampleCmacMapper>(*example_cipher(preview));
}

}  // namespace

const CavpKind kCavpCmac = {cmac_cavp_algorithm, cmac_cavp_mapper};
const CavpKind kSp80038bCmac = {example_algorithm, example_mapper};

}  // namespace fipsprobe
