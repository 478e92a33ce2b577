#include <fmt/format.h>

#include <array>
#include <charconv>

#include "harness/vectors/cavp_kind.hpp"

// RSA signature verification (FIPS 186-4 §5): the tests of the RSA2VS for RFC 8017 §8.1 and §8.2 and ANSI X9.31.
namespace fipsprobe {
namespace {

struct SchemeRow {
  std::string_view phrase;
  SignatureScheme scheme;
};

constexpr std::array kSchemes = {
    SchemeRow{"SigVer PKCS#1 Ver 1.5", SignatureScheme::rsa_pkcs1},
    SchemeRow{"SigVer PKCS#1 RSASSA-PSS", SignatureScheme::rsa_pss},
    SchemeRow{"SigVer RSA (X9.31)", SignatureScheme::rsa_x931},
};

// The encoded message (EM; IR in X9.31) of a signature whose format is wrong.
constexpr std::array<std::string_view, 4> kWrongEncodings = {"EM with hash moved", "EM with trailer wrong",
                                                             "IR with hash moved", "IR with trailer wrong"};

constexpr std::array<std::string_view, 2> kPrimes = {"p", "q"};
constexpr std::array<std::string_view, 1> kPrivateExponent = {"d"};

std::optional<SignatureScheme> scheme_in(const Preview& preview) {
  for (const SchemeRow& row : kSchemes) {
    if (preview.says(row.phrase) && preview.has_attribute("SHAAlg")) return row.scheme;
  }
  return std::nullopt;
}

// stated_salt_length reads the comment "Salt len: 10": bytes.
std::optional<std::size_t> stated_salt_length(const Preview& preview) {
  const std::string text = preview.comment_after("Salt len: ").value_or("");
  std::size_t length = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), length).ec != std::errc()) return std::nullopt;
  return length;
}

class RsaMapper : public CaseMapper {
 public:
  RsaMapper(SignatureScheme scheme, std::optional<std::size_t> salt_length) : scheme_(scheme), salt_length_(salt_length) {}

  std::optional<Case> map(Block& block) override {
    const std::size_t modulus_size = block.instruction("mod").size_in_bytes();
    if (!block.has("SHAAlg")) {
      read_key(block, modulus_size);
      return std::nullopt;
    }
    const Attribute hash_name = block.take("SHAAlg");
    const std::optional<Hash> hash = hash_named(hash_name.value);
    if (!hash) hash_name.fail("no known hash");
    if (modulus_.size() != modulus_size) block.fail("no n of the section's size before this case");
    VerifyOperation operation;
    operation.scheme = scheme_;
    operation.hash = *hash;
    operation.key = RsaPublicKey{modulus_, block.take("e").integer()};
    operation.message = block.take("Msg").bytes();
    operation.signature = block.take("S").bytes(modulus_size);
    operation.salt_length = salt_length_of(block);
    ignore(block, kPrivateExponent);
    ignore(block, kWrongEncodings);
    return verification(std::move(operation), block.take("Result").passed());
  }

 private:
  void read_key(Block& block, std::size_t modulus_size) {
    const std::optional<Attribute> n = block.take_if("n");
    if (n) {
      modulus_ = n->integer();
      if (modulus_.size() != modulus_size || (modulus_.front() & 0x80U) == 0) n->fail("not a modulus of the section's size");
    }
    ignore(block, kPrimes);
  }

  // ignore takes what verification has no use for: the private key and the encoding behind a wrong signature, where given.
  static void ignore(Block& block, std::span<const std::string_view> names) {
    for (const std::string_view name : names) {
      const std::optional<Attribute> value = block.take_if(name);
      if (value) value->integer();
    }
  }

  std::size_t salt_length_of(Block& block) const {
    const std::optional<Attribute> salt = block.take_if("SaltVal");
    const std::size_t size = salt ? salt->bytes().size() : 0;
    if (scheme_ != SignatureScheme::rsa_pss) return 0;  // "00" there
    if (!salt_length_ && !salt) block.fail("the case that starts here has no SaltVal");
    if (salt_length_ && salt && *salt_length_ != 0 && *salt_length_ != size)
      salt->fail("not as long as the file's \"Salt len\"");
    return salt_length_.value_or(size);
  }

  SignatureScheme scheme_;
  std::optional<std::size_t> salt_length_;
  Bytes modulus_;
};

std::optional<std::string> algorithm(const Preview& preview) {
  const std::optional<SignatureScheme> scheme = scheme_in(preview);
  if (!scheme) return std::nullopt;
  return fmt::format("{} signature verification", name_of(*scheme));
}

std::unique_ptr<CaseMapper> mapper(const Preview& preview) {
  return std::make_unique<RsaMapper>(*scheme_in(preview), stated_salt_length(preview));
}

}  // namespace

const CavpKind kCavpRsa = {algorithm, mapper};

}  // namespace fipsprobe
