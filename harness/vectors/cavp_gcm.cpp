#include "harness/vectors/cavp_kind.hpp"

// AES-GCM (SP 800-38D): the decryption test of the GCMVS, and its encryption tests with the IV in the file, whoever chose it.
namespace fipsprobe {
namespace {

std::optional<Direction> direction_in(const Preview& preview) {
  if (!preview.has_attribute("Tag") || !preview.has_attribute("AAD") || !preview.has_attribute("IV")) return std::nullopt;
  if (preview.says("GCM Decrypt with keysize") || preview.file_name.starts_with("gcmDecrypt")) return Direction::decrypt;
  if (preview.says("GCM Encrypt with keysize") || preview.file_name.starts_with("gcmEncrypt")) return Direction::encrypt;
  return std::nullopt;
}

constexpr std::size_t in_bytes(std::size_t bits) { return (bits + 7) / 8; }

// GcmSizes are the section's, in bits.
struct GcmSizes {
  std::size_t key, nonce, text, aad, tag;

  explicit GcmSizes(Block& block)
      : key(block.instruction("Keylen").number()),
        nonce(block.instruction("IVlen").number()),
        text(block.instruction("PTlen").number()),
        aad(block.instruction("AADlen").number()),
        tag(block.instruction("Taglen").number()) {}

  bool are_whole_bytes() const { return (key | nonce | text | aad | tag) % 8 == 0; }
};

class GcmMapper : public CaseMapper {
 public:
  explicit GcmMapper(Direction direction) : direction_(direction) {}

  std::vector<Case> map(Block& block) override {
    const GcmSizes sizes(block);
    AeadOperation operation;
    operation.mode = AeadMode::gcm;
    operation.cipher = Cipher::aes;
    operation.direction = direction_;
    operation.key = block.take("Key").bytes(in_bytes(sizes.key));
    operation.nonce = block.take("IV").bytes(in_bytes(sizes.nonce));
    operation.aad = block.take("AAD").bytes(in_bytes(sizes.aad));
    operation.tag_length = in_bytes(sizes.tag);
    Bytes ciphertext = block.take("CT").bytes(in_bytes(sizes.text));
    Bytes tag = block.take("Tag").bytes(operation.tag_length);
    Case read = direction_ == Direction::encrypt
                    ? encryption(block, std::move(operation), std::move(ciphertext), tag)
                    : decryption(block, std::move(operation), std::move(ciphertext), std::move(tag));
    if (sizes.are_whole_bytes()) return one(std::move(read));
    return one(untestable(describe(read.operation), "a length that is no whole number of bytes"));
  }

 private:
  static Case encryption(Block& block, AeadOperation operation, Bytes ciphertext, const Bytes& tag) {
    operation.input = block.take("PT").bytes(ciphertext.size());
    ciphertext.insert(ciphertext.end(), tag.begin(), tag.end());
    return known_output(std::move(operation), std::move(ciphertext));
  }

  static Case decryption(Block& block, AeadOperation operation, Bytes ciphertext, Bytes tag) {
    const std::size_t text_size = ciphertext.size();
    operation.input = std::move(ciphertext);
    operation.tag = std::move(tag);
    Case result = verdict(std::move(operation), !block.take_flag("FAIL"));
    if (result.expected.kind == Expected::Kind::accepted) result.expected.output = block.take("PT").bytes(text_size);
    return result;
  }

  Direction direction_;
};

std::optional<std::string> gcm_algorithm(const Preview& preview) {
  if (!direction_in(preview)) return std::nullopt;
  return "AES-GCM";
}

std::unique_ptr<CaseMapper> gcm_mapper(const Preview& preview) { return std::make_unique<GcmMapper>(*direction_in(preview)); }

}  // namespace

const CavpKind kCavpGcm = {gcm_algorithm, gcm_mapper};

}  // namespace fipsprobe
