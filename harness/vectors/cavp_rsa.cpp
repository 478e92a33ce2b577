#include <fmt/format.h>

#include <array>
#include <charconv>

#include "harness/vectors/cavp_signature.hpp"

// RSA signatures (FIPS 186-4 §5; RFC 8017 §8.1 and §8.2, ANSI X9.31): the SigVer and SigGen tests of the RSAVS and the RSA2VS.
// The signature of a SigGen file is one to accept; where the file has d, it is one to make, too.
namespace fipsprobe {
namespace {

struct CavpRsaSchemeRow {
  std::string_view word;
  SignatureScheme scheme;
};

constexpr std::array kCavpRsaSchemes = {
    CavpRsaSchemeRow{"RSASSA-PSS", SignatureScheme::rsa_pss},
    CavpRsaSchemeRow{"(X9.31)", SignatureScheme::rsa_x931},
    CavpRsaSchemeRow{"PKCS#1 Ver 1.5", SignatureScheme::rsa_pkcs1},
    CavpRsaSchemeRow{"PKCS#1 Ver1.5", SignatureScheme::rsa_pkcs1},
};

// The encoded message (EM; IR in X9.31) of a signature whose format is wrong.
constexpr std::array<std::string_view, 4> kWrongEncodings = {"EM with hash moved", "EM with trailer wrong",
                                                             "IR with hash moved", "IR with trailer wrong"};

constexpr std::array<std::string_view, 2> kCavpRsaPrimes = {"p", "q"};
constexpr std::array<std::string_view, 1> kPrivateExponent = {"d"};
constexpr std::array<std::string_view, 2> kCavpRsaProse = {"NOTE: ", "!!"};

// title_of reads the test's title, as `"SigVer PKCS#1 Ver 1.5" information` and `"FIPS186-4 - SigGen RSA (X9.31)" information`.
std::optional<std::string> title_of(const Preview& preview, std::string_view test) {
  const std::optional<std::string> title = preview.comment_after(test);
  if (!title || !preview.has_attribute("SHAAlg") || !preview.has_attribute("S")) return std::nullopt;
  return title->substr(0, title->find('"'));
}

std::optional<SignatureScheme> scheme_in(const Preview& preview) {
  std::optional<std::string> title = title_of(preview, "SigVer ");
  if (!title) title = title_of(preview, "SigGen ");
  if (!title) return std::nullopt;
  for (const CavpRsaSchemeRow& row : kCavpRsaSchemes) {
    if (title->find(row.word) != std::string::npos) return row.scheme;
  }
  return std::nullopt;
}

// SaltLengths are what the comments say: "Salt len: 10" of all cases, or "Mod Size 2048 with SHA-224(Salt len: 15);
// SHA-256(...".
class SaltLengths {
 public:
  explicit SaltLengths(const Preview& preview) : all_(number_in(preview.comment_after(" Salt len: ").value_or(""))) {
    if (!preview.says("(Salt len: ")) return;
    all_.reset();
    combinations_ = preview.comment_after("Combinations selected:").value_or("");
  }

  std::optional<std::size_t> of(std::size_t modulus_bits, Hash hash) const {
    if (all_) return all_;
    const std::string size = fmt::format("Mod Size {} with", modulus_bits);
    const std::size_t begin = combinations_.find(size);
    if (begin == std::string::npos) return std::nullopt;
    const std::string part = combinations_.substr(begin, combinations_.find("Mod Size", begin + 1) - begin);
    const std::string phrase = fmt::format("{}(Salt len: ", name_of(hash));
    const std::size_t at = part.find(phrase);
    if (at == std::string::npos) return std::nullopt;
    return number_in(part.substr(at + phrase.size()));
  }

 private:
  static std::optional<std::size_t> number_in(const std::string& text) {
    std::size_t length = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), length).ec != std::errc()) return std::nullopt;
    return length;
  }

  std::optional<std::size_t> all_;
  std::string combinations_;
};

class RsaMapper : public CaseMapper {
 public:
  RsaMapper(SignatureScheme scheme, SaltLengths salt_lengths) : scheme_(scheme), salt_lengths_(std::move(salt_lengths)) {}

  std::vector<Case> map(Block& block) override {
    const std::size_t modulus_size = block.instruction("mod").size_in_bytes();
    if (!block.has("SHAAlg")) {
      read_key(block, modulus_size);
      return {};
    }
    if (key_.n.size() != modulus_size) block.fail("no n of the section's size before this case");
    VerifyOperation operation;
    operation.scheme = scheme_;
    operation.hash = hash_of(block.take("SHAAlg"));
    const std::optional<Attribute> exponent = block.take_if("e");
    operation.key = RsaPublicKey{key_.n, exponent ? exponent->integer() : key_.e};
    if (!exponent && key_.e.empty()) block.fail("no e before this case");
    operation.message = block.take("Msg").bytes();
    operation.signature = signature_of(block.take("S"), modulus_size);
    operation.salt_length = salt_length_of(block, operation.hash);
    ignore(block, kPrivateExponent);
    ignore(block, kWrongEncodings);
    const std::optional<Attribute> result = block.take_if("Result");
    if (result) return one(verification(std::move(operation), result->passed()));
    if (key_.d.empty()) return one(verification(std::move(operation), true));
    const bool is_random = scheme_ == SignatureScheme::rsa_pss && operation.salt_length != 0;
    return sign_and_verify(key_, std::move(operation), is_random);
  }

 private:
  void read_key(Block& block, std::size_t modulus_size) {
    const std::optional<Attribute> n = block.take_if("n");
    if (n) {
      key_ = {};
      key_.n = n->integer();
      if (key_.n.size() != modulus_size || (key_.n.front() & 0x80U) == 0) n->fail("not a modulus of the section's size");
    }
    const std::optional<Attribute> e = block.take_if("e");
    if (e) key_.e = e->integer();
    const std::optional<Attribute> d = block.take_if("d");
    if (d) key_.d = d->integer();
    ignore(block, kCavpRsaPrimes);
  }

  // signature_of reads a number, of which some files leave out a zero in front.
  static Bytes signature_of(const Attribute& attribute, std::size_t size) {
    std::optional<Bytes> padded = left_padded(attribute.integer(), size);
    if (!padded) attribute.fail("longer than the modulus");
    return std::move(*padded);
  }

  // ignore takes what a case has no use for: the private key of a verification and the encoding behind a wrong signature.
  static void ignore(Block& block, std::span<const std::string_view> names) {
    for (const std::string_view name : names) {
      const std::optional<Attribute> value = block.take_if(name);
      if (value) value->integer();
    }
  }

  std::size_t salt_length_of(Block& block, Hash hash) const {
    const std::optional<Attribute> salt = block.take_if("SaltVal");
    const std::size_t size = salt ? salt->bytes().size() : 0;
    if (scheme_ != SignatureScheme::rsa_pss) return 0;  // "00" there
    const std::optional<std::size_t> stated = salt_lengths_.of(8 * key_.n.size(), hash);
    if (!stated && !salt) block.fail("the case that starts here has no SaltVal");
    if (stated && salt && *stated != 0 && *stated != size) salt->fail("not as long as the file's \"Salt len\"");
    return stated.value_or(size);
  }

  SignatureScheme scheme_;
  SaltLengths salt_lengths_;
  RsaPrivateKey key_;
};

std::optional<std::string> cavp_rsa_algorithm(const Preview& preview) {
  const std::optional<SignatureScheme> scheme = scheme_in(preview);
  if (!scheme) return std::nullopt;
  return fmt::format("{} signature {}", name_of(*scheme), title_of(preview, "SigVer ") ? "verification" : "generation");
}

std::unique_ptr<CaseMapper> cavp_rsa_mapper(const Preview& preview) {
  return std::make_unique<RsaMapper>(*scheme_in(preview), SaltLengths(preview));
}

}  // namespace

const CavpKind kCavpRsa = {cavp_rsa_algorithm, cavp_rsa_mapper, {.prose = kCavpRsaProse}};

}  // namespace fipsprobe
