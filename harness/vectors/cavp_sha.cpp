#include <fmt/format.h>

#include "harness/vectors/cavp_kind.hpp"

// Hash functions with output of fixed size (FIPS 180-4, FIPS 202): the short and long message tests of the SHAVS.
namespace fipsprobe {
namespace {

// hash_in reads `"SHA-256 ShortMsg" information`.
std::optional<Hash> hash_in(const Preview& preview) {
  if (!preview.has_attribute("Msg") || !preview.has_attribute("MD") || preview.has_attribute("Key")) return std::nullopt;
  if (!preview.says("ShortMsg\"") && !preview.says("LongMsg\"")) return std::nullopt;
  const std::string quoted = preview.comment_after("\"").value_or("");
  const std::optional<Hash> hash = hash_named(quoted.substr(0, quoted.find(' ')));
  if (!hash || digest_size(*hash) == 0) return std::nullopt;
  return hash;
}

class ShaMapper : public CaseMapper {
 public:
  explicit ShaMapper(Hash hash) : hash_(hash) {}

  std::optional<Case> map(Block& block) override {
    const Attribute size = block.instruction("L");  // SHA-1 and SHA-2 files give bytes, SHA-3 files bits
    const std::size_t stated = size.number();
    if (stated != digest_size(hash_) && stated != 8 * digest_size(hash_)) size.fail("not the size of this hash");
    const std::size_t bits = block.take("Len").number();
    DigestOperation operation;
    operation.hash = hash_;
    operation.message = block.take("Msg").message((bits + 7) / 8);
    if (bits % 8 != 0) operation.bits = bits;
    Case result;
    result.operation = std::move(operation);
    result.expected.output = block.take("MD").bytes(digest_size(hash_));
    return result;
  }

 private:
  Hash hash_;
};

std::optional<std::string> algorithm(const Preview& preview) {
  const std::optional<Hash> hash = hash_in(preview);
  if (!hash) return std::nullopt;
  return std::string(name_of(*hash));
}

std::unique_ptr<CaseMapper> mapper(const Preview& preview) { return std::make_unique<ShaMapper>(*hash_in(preview)); }

}  // namespace

const CavpKind kCavpSha = {algorithm, mapper};

}  // namespace fipsprobe
