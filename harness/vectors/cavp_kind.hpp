#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/vectors/case.hpp"
#include "harness/vectors/cavp_file.hpp"

// A kind of CAVP file is how its blocks become cases. Each kind is one file cavp_*.cpp; cavp_kinds.cpp lists them.
namespace fipsprobe {

// Preview is what tells a file's kind: its name and its first lines.
struct Preview {
  std::string file_name;                                        // without folders and without ".gz"
  std::vector<std::string> comments, instructions, attributes;  // texts behind "#", texts inside [], names

  // comment_after returns what follows `phrase` in the first comment that has it.
  std::optional<std::string> comment_after(std::string_view phrase) const;
  bool says(std::string_view phrase) const { return comment_after(phrase).has_value(); }
  bool has_attribute(std::string_view name) const;
};

// preview_of reads the first lines of a stream. Throws NotText when it is no text.
Preview preview_of(std::unique_ptr<ByteStream> stream, const std::string& name);

class CaseMapper {
 public:
  virtual ~CaseMapper() = default;

  // map makes the cases of a block; none when the block holds values for the blocks after it. It leaves Case::line empty, and
  // Case::id but for what tells apart the cases of one block: "SKEYID_d". Throws InputError for whatever the kind does not
  // allow.
  virtual std::vector<Case> map(Block& block) = 0;
};

struct CavpKind {
  // algorithm returns SetInfo::algorithm when the file is of this kind.
  std::optional<std::string> (*algorithm)(const Preview& preview) = nullptr;
  std::unique_ptr<CaseMapper> (*mapper)(const Preview& preview) = nullptr;
  CavpSyntax syntax = {};
};

extern const CavpKind kCavpAes, kCavpTdes, kCavpGcm, kCavpCcm, kCavpXts, kCavpKeyWrap, kPlainKwp, kCavpSha, kCavpHmac, kRfcHmac,
    kCavpCmac, kSp80038bCmac, kCavpRsa, kCavpRsaKey, kCavpDsa, kCavpDsaKeyPair, kCavpDsaParameters, kCavpEcdsa, kCavpEcKeyPair,
    kCavpEcValidation, kCavpEcdhPrimitive, kCavpEccAgreement, kCavpFfcAgreement, kCavpDrbg, kEvpDrbg, kCavpKbkdf,
    kPycryptodomeKbkdf, kBotanKbkdf, kCavpTlsPrf, kBotanTlsPrf, kCavpIke1, kCavpIke2, kCavpX963, kRfcHkdf, kRfcPbkdf2, kEvpKdf;

// cavp_kinds lists every kind; at most one of them takes a file.
std::span<const CavpKind* const> cavp_kinds();

// find_kind returns the kind that takes the file, nullptr when none does.
const CavpKind* find_kind(const Preview& preview);

// direction_of reads [ENCRYPT] or [DECRYPT].
Direction direction_of(Block& block);

// verification makes the case of a signature with the file's Result.
Case verification(VerifyOperation operation, bool passed);

// known_output makes the case of an operation with one right output; verdict that of input which is good or bad.
Case known_output(Operation operation, Bytes output);
Case verdict(Operation operation, bool good);

// untestable makes the case of an operation that nothing here can express.
Case untestable(std::string name, std::string reason);

// one makes the list of a single case.
std::vector<Case> one(Case single);

// hash_of reads the name of a hash function; hash_in reads it from a part of the attribute.
Hash hash_of(const Attribute& attribute);
Hash hash_in(const Attribute& attribute, std::string_view name);

// coordinate reads a coordinate of a point, as long as the curve's field at least.
Bytes coordinate(const Attribute& attribute, Curve curve);

// left_padded puts zeros before an integer up to `size` bytes; nullopt when it is longer.
std::optional<Bytes> left_padded(const Bytes& integer, std::size_t size);

// pair_of_integers returns r then s, `size` bytes each. Where one of them is longer, so out of range, both are padded to the
// longer one's size: such a signature must be rejected.
Bytes pair_of_integers(const Bytes& r, const Bytes& s, std::size_t size);

}  // namespace fipsprobe
