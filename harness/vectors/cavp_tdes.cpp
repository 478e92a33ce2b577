#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/vectors/cavp_block_mode.hpp"

// 3DES in the modes of SP 800-38A: the known answer and Monte Carlo tests of SP 800-20 and the multi-block message tests of the
// TMOVS. The interleaved modes of these (CBC-I, OFB-I, CFB-P) are of no standard in force, so no module offers them.
namespace fipsprobe {
namespace {

constexpr std::size_t kDesKeySize = 8;
constexpr std::size_t kTdesMonteCarloIterations = 10000;  // SP 800-20 §5
constexpr std::string_view kMonteCarloPhrase = "TDES Monte Carlo (Modes) Test for ";
constexpr std::array<std::string_view, 5> kInterleaved = {"CBCI", "OFBI", "CFBP1", "CFBP8", "CFBP64"};

// mode_name reads "TDES Multi block Message Test for ECB" and "VARIABLE KEY - KAT for CBC".
std::string mode_name(const Preview& preview) {
  if (!preview.has_attribute("KEYs") && !preview.has_attribute("KEY1")) return {};
  for (const std::string_view phrase :
       {std::string_view("Multi block Message Test for "), std::string_view("KAT for "), kMonteCarloPhrase}) {
    const std::optional<std::string> mode = preview.comment_after(phrase);
    if (mode) return *mode;
  }
  return {};
}

bool is_interleaved(const std::string& mode) { return std::ranges::find(kInterleaved, mode) != kInterleaved.end(); }

// key_of reads the three keys; KEYs is K1 = K2 = K3.
Bytes key_of(Block& block) {
  constexpr std::array<std::string_view, 3> names = {"KEY1", "KEY2", "KEY3"};
  const bool one_for_all = block.has("KEYs");
  Bytes key;
  for (const std::string_view name : names) {
    const Bytes part = block.take(one_for_all ? "KEYs" : name).bytes(kDesKeySize);
    key.insert(key.end(), part.begin(), part.end());
  }
  return key;
}

class TdesMapper : public CaseMapper {
 public:
  TdesMapper(CipherMode mode, bool is_monte_carlo) : mode_(mode), is_monte_carlo_(is_monte_carlo) {}

  std::vector<Case> map(Block& block) override {
    Case read = cipher_case(block, Cipher::tdes, mode_, key_of(block));
    return one(is_monte_carlo_ ? monte_carlo_of(std::move(read), kTdesMonteCarloIterations) : std::move(read));
  }

 private:
  CipherMode mode_;
  bool is_monte_carlo_;
};

// InterleavedMapper reads the three IVs, and texts that may be in three parts.
class InterleavedMapper : public CaseMapper {
 public:
  explicit InterleavedMapper(std::string mode) : mode_(std::move(mode)) {}

  std::vector<Case> map(Block& block) override {
    const Direction direction = direction_of(block);
    key_of(block);
    for (const std::string_view name : {"IV1", "IV2", "IV3"}) block.take(name).bytes(kDesKeySize);
    read_text(block, "PLAINTEXT");
    read_text(block, "CIPHERTEXT");
    return one(untestable(fmt::format("3DES-{} {}", mode_, name_of(direction)), "an interleaved mode of 3DES"));
  }

 private:
  // read_text: one CAVP file leaves out the second and the third part.
  static void read_text(Block& block, std::string_view name) {
    const std::optional<Attribute> whole = block.take_if(name);
    check_digits(whole ? *whole : block.take(fmt::format("{}1", name)));
    for (const int part : {2, 3}) {
      const std::optional<Attribute> other = block.take_if(fmt::format("{}{}", name, part));
      if (other) check_digits(*other);
    }
  }

  static void check_digits(const Attribute& text) {
    if (text.value.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos) text.fail("not hexadecimal digits");
  }

  std::string mode_;
};

std::optional<std::string> tdes_algorithm(const Preview& preview) {
  const std::string name = mode_name(preview);
  if (!is_interleaved(name) && !mode_named(name, Cipher::tdes)) return std::nullopt;
  return fmt::format("3DES-{}", name);
}

std::unique_ptr<CaseMapper> tdes_mapper(const Preview& preview) {
  std::string name = mode_name(preview);
  if (is_interleaved(name)) return std::make_unique<InterleavedMapper>(std::move(name));
  return std::make_unique<TdesMapper>(*mode_named(name, Cipher::tdes), preview.says(kMonteCarloPhrase));
}

}  // namespace

const CavpKind kCavpTdes = {tdes_algorithm, tdes_mapper};

}  // namespace fipsprobe
