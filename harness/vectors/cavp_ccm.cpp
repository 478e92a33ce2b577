#include <algorithm>
#include <array>

#include "harness/vectors/cavp_kind.hpp"

// AES-CCM (SP 800-38C): the five tests of the CCMVS. A file's head gives the sizes that stay, a section those that change, and
// a block without a count the key and, where all the section's cases share it, the nonce.
namespace fipsprobe {
namespace {

// CcmSizes are in bytes.
struct CcmSizes {
  static constexpr std::array<std::string_view, 4> kNames = {"Alen", "Plen", "Nlen", "Tlen"};
  std::array<std::optional<std::size_t>, 4> values;

  void set(const Attribute& attribute) {
    const auto* const name = std::ranges::find(kNames, attribute.name);
    if (name == kNames.end()) attribute.fail("none of Alen, Plen, Nlen and Tlen");
    values[static_cast<std::size_t>(name - kNames.begin())] = attribute.number();
  }

  void read(Block& block) {
    for (const std::string_view name : kNames) {
      const std::optional<Attribute> attribute = block.take_if(name);
      if (attribute) set(*attribute);
      const std::optional<Attribute> instruction = block.instruction_if(name);
      if (!instruction) continue;
      for (const Attribute& part : instruction->listed()) set(part);
    }
  }

  std::size_t of(std::size_t which, const Block& block) const {
    if (!values[which]) block.fail("no " + std::string(kNames[which]) + " before this case");
    return *values[which];
  }
  std::size_t aad(const Block& block) const { return of(0, block); }
  std::size_t text(const Block& block) const { return of(1, block); }
  std::size_t nonce(const Block& block) const { return of(2, block); }
  std::size_t tag(const Block& block) const { return of(3, block); }
};

class CcmMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    sizes_.read(block);
    read_key(block);
    if (!block.has("Adata")) return {};
    if (key_section_ != block.section_line()) block.fail("no Key in the section before this case");
    AeadOperation operation;
    operation.mode = AeadMode::ccm;
    operation.cipher = Cipher::aes;
    operation.key = key_;
    operation.nonce = nonce_;
    const std::optional<Attribute> nonce = block.take_if("Nonce");
    if (nonce) operation.nonce = nonce->bytes(sizes_.nonce(block));
    if (operation.nonce.empty()) block.fail("the case that starts here has no Nonce");
    operation.aad = block.take("Adata").message(sizes_.aad(block));
    operation.tag_length = sizes_.tag(block);
    Bytes sealed = block.take("CT").bytes(sizes_.text(block) + operation.tag_length);
    return one(block.has("Result") ? decryption(block, std::move(operation), std::move(sealed))
                                   : encryption(block, std::move(operation), std::move(sealed)));
  }

 private:
  void read_key(Block& block) {
    const std::optional<Attribute> key = block.take_if("Key");
    if (!key) return;
    key_ = key->bytes();
    if (key_.size() != 16 && key_.size() != 24 && key_.size() != 32) key->fail("not 128, 192 or 256 bits");
    key_section_ = block.section_line();
    nonce_.clear();
    if (block.has("Adata")) return;
    const std::optional<Attribute> nonce = block.take_if("Nonce");
    if (nonce) nonce_ = nonce->bytes(sizes_.nonce(block));
  }

  Case encryption(Block& block, AeadOperation operation, Bytes sealed) const {
    operation.direction = Direction::encrypt;
    operation.input = block.take("Payload").message(sizes_.text(block));
    return known_output(std::move(operation), std::move(sealed));
  }

  Case decryption(Block& block, AeadOperation operation, Bytes sealed) const {
    operation.direction = Direction::decrypt;
    const auto tag = sealed.end() - static_cast<std::ptrdiff_t>(operation.tag_length);
    operation.tag.assign(tag, sealed.end());
    sealed.erase(tag, sealed.end());
    operation.input = std::move(sealed);
    const bool passed = block.take("Result").passed("Pass", "Fail");
    Case result = verdict(std::move(operation), passed);
    if (passed) result.expected.output = block.take("Payload").message(sizes_.text(block));
    return result;
  }

  CcmSizes sizes_;
  Bytes key_, nonce_;
  std::size_t key_section_ = 0;  // line of the section that key_ belongs to
};

std::optional<std::string> ccm_algorithm(const Preview& preview) {
  if (!preview.says("\"CCM-")) return std::nullopt;
  if (!preview.has_attribute("Adata") || !preview.has_attribute("CT")) return std::nullopt;
  return "AES-CCM";
}

std::unique_ptr<CaseMapper> ccm_mapper(const Preview& /*preview*/) { return std::make_unique<CcmMapper>(); }

}  // namespace

const CavpKind kCavpCcm = {ccm_algorithm, ccm_mapper};

}  // namespace fipsprobe
