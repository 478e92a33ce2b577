#include <fmt/format.h>

#include <array>
#include <charconv>

#include "harness/vectors/cavp_block_mode.hpp"

// AES in the modes of SP 800-38A: the known answer, multi-block message and Monte Carlo tests of the AESAVS.
namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 6> kTests = {"GFSbox", "KeySbox", "VarKey", "VarTxt", "MMT", "MCT"};
constexpr std::size_t kAesMonteCarloIterations = 1000;  // AESAVS §6.4
constexpr std::array<std::string_view, 6> kModesInNames = {"CFB128", "CFB8", "CFB1", "CBC", "ECB", "OFB"};

// mode_in_comment reads "AESVS MMT test data for CBC".
std::optional<CipherMode> mode_in_comment(const Preview& preview) {
  if (preview.says("AES Counter test vectors")) return CipherMode::ctr;
  for (const std::string_view test : kTests) {
    for (const std::string& comment : preview.comments) {
      const std::string title = fmt::format(" AESVS {} test data for ", test);
      if (comment.starts_with(title)) return mode_named(comment.substr(title.size()), Cipher::aes);
    }
  }
  return std::nullopt;
}

// mode_in_name reads a file name of the AESAVS, as "CFB128VarKey192.rsp", where a file has lost its comments.
std::optional<CipherMode> mode_in_name(const std::string& name) {
  for (const std::string_view mode : kModesInNames) {
    for (const std::string_view test : kTests) {
      if (name.starts_with(fmt::format("{}{}", mode, test))) return mode_named(mode, Cipher::aes);
    }
  }
  return std::nullopt;
}

std::optional<CipherMode> aes_mode_of(const Preview& preview) {
  if (!preview.has_attribute("KEY") || !preview.has_attribute("PLAINTEXT")) return std::nullopt;
  const std::optional<CipherMode> mode = mode_in_comment(preview);
  if (mode || preview.says("AESVS")) return mode;
  return mode_in_name(preview.file_name);
}

bool aes_is_monte_carlo(const Preview& preview) {
  return preview.says("AESVS MCT") || (!preview.says("AESVS") && preview.file_name.find("MCT") != std::string::npos);
}

// stated_key_size reads "Key Length : 128": bytes, or 0 where the file does not say.
std::size_t stated_key_size(const Preview& preview) {
  const std::string text = preview.comment_after("Key Length : ").value_or("");
  std::size_t bits = 0;
  std::from_chars(text.data(), text.data() + text.size(), bits);
  return bits / 8;
}

class AesMapper : public CaseMapper {
 public:
  AesMapper(CipherMode mode, std::size_t key_size, bool aes_is_monte_carlo)
      : mode_(mode), key_size_(key_size), is_monte_carlo_(aes_is_monte_carlo) {}

  std::vector<Case> map(Block& block) override {
    const Attribute key = block.take("KEY");
    Bytes bytes = key_size_ == 0 ? key.bytes() : key.bytes(key_size_);
    if (bytes.size() != 16 && bytes.size() != 24 && bytes.size() != 32) key.fail("not 128, 192 or 256 bits");
    Case read = cipher_case(block, Cipher::aes, mode_, std::move(bytes));
    return one(is_monte_carlo_ ? monte_carlo_of(std::move(read), kAesMonteCarloIterations) : std::move(read));
  }

 private:
  CipherMode mode_;
  std::size_t key_size_;
  bool is_monte_carlo_;
};

std::optional<std::string> aes_algorithm(const Preview& preview) {
  const std::optional<CipherMode> mode = aes_mode_of(preview);
  if (!mode) return std::nullopt;
  return fmt::format("AES-{}", file_mode_name(*mode, Cipher::aes));
}

std::unique_ptr<CaseMapper> aes_mapper(const Preview& preview) {
  return std::make_unique<AesMapper>(*aes_mode_of(preview), stated_key_size(preview), aes_is_monte_carlo(preview));
}

}  // namespace

const CavpKind kCavpAes = {aes_algorithm, aes_mapper};

}  // namespace fipsprobe
