#include <fmt/format.h>

#include "harness/vectors/cavp_kind.hpp"

// HMAC (FIPS 198-1): the HMACVS, and the test cases of RFC 2202 and RFC 4231 written in the manner of CAVP.
namespace fipsprobe {
namespace {

// hash_of_size: [L=20] names the hash of a HMACVS file by the bytes of its output.
Hash hash_of_size(const Attribute& size) {
  switch (size.number()) {
    case 20: return Hash::sha1;
    case 28: return Hash::sha224;
    case 32: return Hash::sha256;
    case 48: return Hash::sha384;
    case 64: return Hash::sha512;
    default: size.fail("not the size of SHA-1 or a SHA-2 hash");
  }
}

std::vector<Case> hmac_hmac_case(MacOperation operation, Bytes tag) {
  operation.tag_length = tag.size();
  return one(known_output(std::move(operation), std::move(tag)));
}

class CavpHmacMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    MacOperation operation;
    operation.kind = MacKind::hmac;
    operation.hash = hash_of_size(block.instruction("L"));
    operation.key = block.take("Key").bytes(block.take("Klen").number());
    operation.message = block.take("Msg").bytes();
    const Attribute size = block.take("Tlen");
    Bytes tag = block.take("Mac").bytes(size.number());
    if (tag.empty() || tag.size() > digest_size(operation.hash)) size.fail("not a size of this hash's tags");
    return hmac_hmac_case(std::move(operation), std::move(tag));
  }
};

std::optional<std::string> hmac_cavp_algorithm(const Preview& preview) {
  const bool has_all = preview.has_attribute("Klen") && preview.has_attribute("Tlen") && preview.has_attribute("Mac");
  if (!has_all || preview.has_attribute("Result")) return std::nullopt;
  if (!preview.says("HMAC information") && !preview.file_name.starts_with("HMAC.")) return std::nullopt;
  return "HMAC";
}

std::unique_ptr<CaseMapper> hmac_cavp_mapper(const Preview& /*preview*/) { return std::make_unique<CavpHmacMapper>(); }

// rfc_hash reads "Test Cases for HMAC-SHA224".
std::optional<Hash> rfc_hash(const Preview& preview) {
  if (!preview.has_attribute("Len") || !preview.has_attribute("Key") || !preview.has_attribute("MD")) return std::nullopt;
  const std::string name = preview.comment_after("Test Cases for HMAC-").value_or("");
  return hash_named(name);
}

class RfcHmacMapper : public CaseMapper {
 public:
  explicit RfcHmacMapper(Hash hash) : hash_(hash) {}

  std::vector<Case> map(Block& block) override {
    MacOperation operation;
    operation.kind = MacKind::hmac;
    operation.hash = hash_;
    operation.key = block.take("Key").bytes();
    operation.message = block.take("Msg").message(block.take("Len").size_in_bytes());
    return hmac_hmac_case(std::move(operation), block.take("MD").bytes(digest_size(hash_)));
  }

 private:
  Hash hash_;
};

std::optional<std::string> rfc_algorithm(const Preview& preview) {
  const std::optional<Hash> hash = rfc_hash(preview);
  if (!hash) return std::nullopt;
  return fmt::format("HMAC-{}", name_of(*hash));
}

std::unique_ptr<CaseMapper> rfc_mapper(const Preview& preview) { return std::make_unique<RfcHmacMapper>(*rfc_hash(preview)); }

}  // namespace

const CavpKind kCavpHmac = {hmac_cavp_algorithm, hmac_cavp_mapper};
const CavpKind kRfcHmac = {rfc_algorithm, rfc_mapper};

}  // namespace fipsprobe
