#include "harness/vectors/cavp_kind.hpp"

// AES-GCM (SP 800-38D): the decryption and the encryption test with a given IV of the GCMVS.
namespace fipsprobe {
namespace {

std::optional<Direction> direction_in(const Preview& preview) {
  if (!preview.has_attribute("Tag") || !preview.has_attribute("AAD")) return std::nullopt;
  if (preview.says("GCM Decrypt with keysize") || preview.file_name.starts_with("gcmDecrypt")) return Direction::decrypt;
  // With an IV that the module makes (gcmEncryptIntIV) there is no known answer.
  if (preview.file_name.find("IntIV") != std::string::npos) return std::nullopt;
  if (preview.says("GCM Encrypt with keysize") || preview.file_name.starts_with("gcmEncryptExtIV")) return Direction::encrypt;
  return std::nullopt;
}

class GcmMapper : public CaseMapper {
 public:
  explicit GcmMapper(Direction direction) : direction_(direction) {}

  std::optional<Case> map(Block& block) override {
    AeadOperation operation;
    operation.mode = AeadMode::gcm;
    operation.cipher = Cipher::aes;
    operation.direction = direction_;
    operation.key = block.take("Key").bytes(block.instruction("Keylen").size_in_bytes());
    operation.nonce = block.take("IV").bytes(block.instruction("IVlen").size_in_bytes());
    operation.aad = block.take("AAD").bytes(block.instruction("AADlen").size_in_bytes());
    operation.tag_length = block.instruction("Taglen").size_in_bytes();
    const std::size_t text_size = block.instruction("PTlen").size_in_bytes();
    Bytes ciphertext = block.take("CT").bytes(text_size);
    Bytes tag = block.take("Tag").bytes(operation.tag_length);
    if (direction_ == Direction::encrypt) return encryption(block, std::move(operation), std::move(ciphertext), tag);
    operation.input = std::move(ciphertext);
    operation.tag = std::move(tag);
    return decryption(block, std::move(operation), text_size);
  }

 private:
  static Case encryption(Block& block, AeadOperation operation, Bytes ciphertext, const Bytes& tag) {
    operation.input = block.take("PT").bytes(ciphertext.size());
    ciphertext.insert(ciphertext.end(), tag.begin(), tag.end());
    Case result;
    result.operation = std::move(operation);
    result.expected.output = std::move(ciphertext);
    return result;
  }

  static Case decryption(Block& block, AeadOperation operation, std::size_t text_size) {
    Case result;
    result.operation = std::move(operation);
    result.expected.kind = block.take_flag("FAIL") ? Expected::Kind::rejected : Expected::Kind::accepted;
    if (result.expected.kind == Expected::Kind::accepted) result.expected.output = block.take("PT").bytes(text_size);
    return result;
  }

  Direction direction_;
};

std::optional<std::string> algorithm(const Preview& preview) {
  if (!direction_in(preview)) return std::nullopt;
  return "AES-GCM";
}

std::unique_ptr<CaseMapper> mapper(const Preview& preview) { return std::make_unique<GcmMapper>(*direction_in(preview)); }

}  // namespace

const CavpKind kCavpGcm = {algorithm, mapper};

}  // namespace fipsprobe
