#include <fmt/format.h>

#include <array>

#include "harness/vectors/cavp_block_mode.hpp"

// 3DES in the modes of SP 800-38A: the known answer tests of SP 800-20 and the multi-block message tests of the TMOVS.
namespace fipsprobe {
namespace {

constexpr std::size_t kDesKeySize = 8;

// mode_of reads "TDES Multi block Message Test for ECB" and "VARIABLE KEY - KAT for CBC". The interleaved modes (CBCI, OFBI,
// CFBP) have other attributes and are no kind of file that is read.
std::optional<CipherMode> mode_of(const Preview& preview) {
  if (!preview.has_attribute("KEYs") && !preview.has_attribute("KEY1")) return std::nullopt;
  for (const std::string_view phrase : {"Multi block Message Test for ", "KAT for "}) {
    const std::optional<std::string> mode = preview.comment_after(phrase);
    if (mode) return mode_named(*mode, Cipher::tdes);
  }
  return std::nullopt;
}

class TdesMapper : public CaseMapper {
 public:
  explicit TdesMapper(CipherMode mode) : mode_(mode) {}

  std::optional<Case> map(Block& block) override { return cipher_case(block, Cipher::tdes, mode_, key_of(block)); }

 private:
  // KEYs is K1 = K2 = K3.
  static Bytes key_of(Block& block) {
    constexpr std::array<std::string_view, 3> names = {"KEY1", "KEY2", "KEY3"};
    const bool one_for_all = block.has("KEYs");
    Bytes key;
    for (const std::string_view name : names) {
      const Bytes part = block.take(one_for_all ? "KEYs" : name).bytes(kDesKeySize);
      key.insert(key.end(), part.begin(), part.end());
    }
    return key;
  }

  CipherMode mode_;
};

std::optional<std::string> algorithm(const Preview& preview) {
  const std::optional<CipherMode> mode = mode_of(preview);
  if (!mode) return std::nullopt;
  return fmt::format("3DES-{}", file_mode_name(*mode, Cipher::tdes));
}

std::unique_ptr<CaseMapper> mapper(const Preview& preview) { return std::make_unique<TdesMapper>(*mode_of(preview)); }

}  // namespace

const CavpKind kCavpTdes = {algorithm, mapper};

}  // namespace fipsprobe
