#include <fmt/format.h>

#include <utility>

#include "harness/vectors/cavp_kind.hpp"

// Key derivation in files of a few cases: ANSI X9.63 (KDF135VS), HKDF (RFC 5869) and PBKDF2 (RFC 6070).
namespace fipsprobe {
namespace {

Case cavp_kdf_derivation(KdfParameters parameters, Bytes output) {
  KdfOperation operation;
  operation.length = output.size();
  operation.parameters = std::move(parameters);
  return known_output(std::move(operation), std::move(output));
}

class X963Mapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    X963KdfParameters parameters;
    const Attribute hash = block.word();
    parameters.hash = hash_in(hash, hash.name);
    const std::size_t secret_bits = block.instruction("shared secret length").number();  // 521 is the size of a field
    parameters.secret = block.take("Z").bytes((secret_bits + 7) / 8);
    parameters.shared_info = block.take("SharedInfo").bytes(block.instruction("SharedInfo length").size_in_bytes());
    return one(cavp_kdf_derivation(std::move(parameters),
                                   block.take("key_data").bytes(block.instruction("key data length").size_in_bytes())));
  }
};

// HkdfMapper: there are empty lines between COUNT, what goes in and what comes out.
class HkdfMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    if (block.has("Hash")) read_input(block);
    if (!block.has("OKM")) {
      block.take_if("COUNT");
      return {};
    }
    if (length_ == 0) block.fail("no L before this case");
    const std::optional<Attribute> key = block.take_if("PRK");  // a step on the way
    if (key) key->bytes(digest_size(parameters_.hash));
    const std::size_t length = std::exchange(length_, 0);
    return one(cavp_kdf_derivation(std::exchange(parameters_, {}), block.take("OKM").bytes(length)));
  }

 private:
  void read_input(Block& block) {
    parameters_.hash = hash_of(block.take("Hash"));
    parameters_.input = block.take("IKM").bytes();
    parameters_.salt = block.take("salt").bytes();
    parameters_.info = block.take("info").bytes();
    length_ = block.take("L").number();
  }

  HkdfParameters parameters_;
  std::size_t length_ = 0;  // bytes; 0: the case that it belongs to is read
};

class Pbkdf2Mapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    Pbkdf2Parameters parameters;
    parameters.hash = Hash::sha1;
    parameters.password = text_of(block.take("PASSWORD"));
    parameters.salt = text_of(block.take("SALT"));
    parameters.iterations = static_cast<std::uint32_t>(block.take("ITERATIONS").number());
    return one(cavp_kdf_derivation(std::move(parameters), block.take("DERIVED_KEY").bytes(block.take("LENGTH").number())));
  }

 private:
  // text_of reads text in which \0 is a zero byte.
  static Bytes text_of(const Attribute& attribute) {
    Bytes text;
    for (std::size_t i = 0; i < attribute.value.size(); ++i) {
      if (attribute.value.substr(i, 2) == "\\0") {
        text.push_back(0);
        ++i;
      } else {
        text.push_back(static_cast<std::uint8_t>(attribute.value[i]));
      }
    }
    return text;
  }
};

std::optional<std::string> x963_algorithm(const Preview& preview) {
  if (!preview.says("'ANS X9.63") || !preview.has_attribute("key_data")) return std::nullopt;
  return "X9.63 KDF";
}

std::optional<std::string> hkdf_algorithm(const Preview& preview) {
  if (!preview.has_attribute("IKM") || !preview.has_attribute("OKM") || !preview.has_attribute("Hash")) return std::nullopt;
  return "HKDF";
}

std::optional<std::string> pbkdf2_algorithm(const Preview& preview) {
  if (!preview.says("PBKDF2 SHA1 vectors") || !preview.has_attribute("DERIVED_KEY")) return std::nullopt;
  return "PBKDF2";
}

std::unique_ptr<CaseMapper> x963_mapper(const Preview& /*preview*/) { return std::make_unique<X963Mapper>(); }
std::unique_ptr<CaseMapper> hkdf_mapper(const Preview& /*preview*/) { return std::make_unique<HkdfMapper>(); }
std::unique_ptr<CaseMapper> pbkdf2_mapper(const Preview& /*preview*/) { return std::make_unique<Pbkdf2Mapper>(); }

}  // namespace

const CavpKind kCavpX963 = {x963_algorithm, x963_mapper, {.has_intermediate_values = true}};
const CavpKind kRfcHkdf = {hkdf_algorithm, hkdf_mapper};
const CavpKind kRfcPbkdf2 = {pbkdf2_algorithm, pbkdf2_mapper};

}  // namespace fipsprobe
