#include "harness/vectors/cavp_kind.hpp"

// AES-XTS (SP 800-38E, IEEE Std 1619): the XTSVS, with the tweak as 16 bytes or as the number of the data unit.
namespace fipsprobe {
namespace {

constexpr std::size_t kXtsTweakSize = 16;

// xts_tweak_of: the number of a data unit is written into the tweak from its least significant byte on (IEEE Std 1619 §5.1).
Bytes xts_tweak_of(Block& block) {
  const std::optional<Attribute> unit = block.take_if("DataUnitSeqNumber");
  if (!unit) return block.take("i").bytes(kXtsTweakSize);
  Bytes tweak(kXtsTweakSize);
  std::size_t rest = unit->number();
  for (std::size_t i = 0; rest != 0; ++i, rest /= 256) tweak[i] = static_cast<std::uint8_t>(rest % 256);
  return tweak;
}

class XtsMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    CipherOperation operation;
    operation.cipher = Cipher::aes;
    operation.mode = CipherMode::xts;
    operation.direction = direction_of(block);
    const Attribute key = block.take("Key");
    operation.key = key.bytes();
    if (operation.key.size() != 32 && operation.key.size() != 64) key.fail("not two keys of 128 or 256 bits");
    operation.iv = xts_tweak_of(block);
    const std::size_t bits = block.take("DataUnitLen").number();
    const std::size_t size = (bits + 7) / 8;
    const bool encrypts = operation.direction == Direction::encrypt;
    operation.input = block.take(encrypts ? "PT" : "CT").bytes(size);
    Bytes output = block.take(encrypts ? "CT" : "PT").bytes(size);
    if (bits % 8 != 0) return one(untestable(describe(operation), "a data unit that ends inside a byte"));
    return one(known_output(std::move(operation), std::move(output)));
  }
};

std::optional<std::string> xts_algorithm(const Preview& preview) {
  if (!preview.says("XTSGen information") || !preview.has_attribute("DataUnitLen")) return std::nullopt;
  return "AES-XTS";
}

std::unique_ptr<CaseMapper> xts_mapper(const Preview& /*preview*/) { return std::make_unique<XtsMapper>(); }

}  // namespace

const CavpKind kCavpXts = {xts_algorithm, xts_mapper};

}  // namespace fipsprobe
