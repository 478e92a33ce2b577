#pragma once

#include <array>
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

  // map makes a case of a block, all but its id and line; nullopt when the block holds values for the blocks after it. Throws
  // InputError for whatever the kind does not allow.
  virtual std::optional<Case> map(Block& block) = 0;
};

struct CavpKind {
  // algorithm returns SetInfo::algorithm when the file is of this kind.
  std::optional<std::string> (*algorithm)(const Preview& preview);
  std::unique_ptr<CaseMapper> (*mapper)(const Preview& preview);
};

extern const CavpKind kCavpAes, kCavpTdes, kCavpGcm, kCavpSha, kCavpHmac, kRfcHmac, kCavpCmac, kSp80038bCmac, kCavpRsa,
    kCavpDsa, kCavpEcdsa;

// cavp_kinds lists every kind; at most one of them takes a file.
std::span<const CavpKind* const> cavp_kinds();

// find_kind returns the kind that takes the file, nullptr when none does.
const CavpKind* find_kind(const Preview& preview);

// kCaseStarters: names of the attributes that come first in a case, for files without empty lines between cases.
inline constexpr std::array<std::string_view, 4> kCaseStarters = {"COUNT", "Count", "SHAAlg", "Len"};

// direction_of reads [ENCRYPT] or [DECRYPT].
Direction direction_of(Block& block);

// verification makes the case of a signature with the file's Result.
Case verification(VerifyOperation operation, bool passed);

// left_padded puts zeros before an integer up to `size` bytes; nullopt when it is longer.
std::optional<Bytes> left_padded(const Bytes& integer, std::size_t size);

// pair_of_integers returns r then s, `size` bytes each. Where one of them is longer, so out of range, both are padded to the
// longer one's size: such a signature must be rejected.
Bytes pair_of_integers(const Bytes& r, const Bytes& s, std::size_t size);

}  // namespace fipsprobe
