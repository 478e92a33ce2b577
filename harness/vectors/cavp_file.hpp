#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/bytes.hpp"
#include "harness/vectors/line_reader.hpp"

// The request and response files of NIST's CAVP, and files written in their manner:
//   # text          a comment
//   [Name = Value]  an instruction; a run of them opens a section and holds until the next run
//   [WORD]          an instruction without a value: [ENCRYPT], [P-256,SHA-1]
//   Name = Value    an attribute; a run of them is a block: one case, or values that the cases after it share
//   WORD            a flag: FAIL
// Some kinds also have lines that no case needs; CavpSyntax says which.
// A block ends at an empty line, an instruction, or an attribute that starts a case.
namespace fipsprobe {

inline constexpr std::size_t kMaxAttributes = 256;  // of a block, and instructions of a section

// kCaseStarters: names of the attributes that come first in a case, for files without empty lines between cases.
inline constexpr std::array<std::string_view, 4> kCaseStarters = {"COUNT", "Count", "SHAAlg", "Len"};

// CavpSyntax is in what a kind's files differ.
struct CavpSyntax {
  std::span<const std::string_view> starters = kCaseStarters;  // names of attributes that start a case
  std::span<const std::string_view> repeated = {};             // names that a block may have several times
  std::span<const std::string_view> prose = {};                // beginnings of lines that no case needs
  bool has_intermediate_values = false;                        // lines that start with a tab show steps of the calculation
};

// Attribute is one "Name = Value" of a file. Its views are valid until the next block is read. What reads its value throws
// InputError with the file and line when the value is not of the form asked for.
struct Attribute {
  std::string_view file;
  std::size_t line = 0;
  std::string_view name;
  std::string_view value;  // empty for a flag
  bool is_word = false;    // a flag or a [WORD]

  [[noreturn]] void fail(const std::string& why) const;

  // bytes reads pairs of hexadecimal digits. bytes(size) takes exactly `size` bytes.
  Bytes bytes() const;
  Bytes bytes(std::size_t size) const;

  // message reads `size` bytes; of no bytes, CAVP writes "00" or nothing.
  Bytes message(std::size_t size) const;

  // integer reads an unsigned big-endian integer of any number of digits, and drops its leading zeros.
  Bytes integer() const;

  // bits reads digits 0 and 1, and packs them from the highest bit of the first byte on; bits after the last digit are zero.
  Bytes bits() const;

  // number reads decimal digits, at most 2^32 - 1.
  std::size_t number() const;

  // size_in_bytes reads a number of bits that must be whole bytes.
  std::size_t size_in_bytes() const;

  // passed reads a result: "P" or "F", either with an explanation in parentheses behind it. passed(yes, no) takes other words.
  bool passed() const;
  bool passed(std::string_view yes, std::string_view no) const;

  // reason returns the explanation in parentheses behind a result; empty without one.
  std::string_view reason() const;

  // listed splits "[Alen = 0, Plen = 24]" into its attributes.
  std::vector<Attribute> listed() const;
};

// Block holds the attributes of one block and the instructions of its section. What is taken counts as consumed.
class Block {
 public:
  const std::string& file() const { return file_; }
  std::size_t line() const { return line_; }                  // of its first attribute
  std::size_t section_line() const { return section_line_; }  // of its section's first instruction; 0 without a section
  const std::string& section() const { return section_; }     // "[Keylen = 128] [IVlen = 96]"

  bool has(std::string_view name) const;

  // take consumes the attribute of that name and throws InputError when there is none; take_if returns nullopt instead.
  Attribute take(std::string_view name);
  std::optional<Attribute> take_if(std::string_view name);

  // take_all consumes the attributes of that name, in their order; for names that CavpSyntax::repeated has.
  std::vector<Attribute> take_all(std::string_view name);

  // take_with_prefix consumes the attributes whose names start with `prefix`, in their order.
  std::vector<Attribute> take_with_prefix(std::string_view prefix);

  // take_flag consumes a line that is only that word; false when there is none.
  bool take_flag(std::string_view name);

  // instruction consumes "[Name = Value]"; word consumes the section's first [WORD]. Both throw InputError when there is none.
  Attribute instruction(std::string_view name);
  std::optional<Attribute> instruction_if(std::string_view name);
  Attribute word();

  // words consumes every [WORD] of the section.
  std::vector<Attribute> words();

  [[noreturn]] void fail(const std::string& why) const;

  // require_all_consumed throws InputError for an attribute or instruction that nothing took.
  void require_all_consumed() const;

 private:
  friend class CavpFile;

  // Name and value are offsets in text_, which may move while it grows.
  struct Entry {
    std::size_t line, name, name_size, value, value_size;
    bool is_word, consumed;
  };

  // Texts keeps lines apart from the reader's buffer, in one growing string.
  struct Texts {
    std::string text;
    std::vector<Entry> entries;

    std::string_view name_of(const Entry& entry) const { return std::string_view(text).substr(entry.name, entry.name_size); }
    std::string_view value_of(const Entry& entry) const { return std::string_view(text).substr(entry.value, entry.value_size); }
    std::size_t find(std::string_view name, bool is_word) const;  // entries.size() when there is none
    void add(const Line& line, const std::string& file, bool may_repeat);
    void clear();
  };

  Attribute attribute_of(const Texts& texts, const Entry& entry) const;
  std::vector<Attribute> take_those(const std::function<bool(std::string_view)>& is_wanted);

  std::string file_;
  std::size_t line_ = 0;
  std::size_t section_line_ = 0;
  std::string section_;
  Texts attributes_;
  Texts instructions_;
};

// CavpFile reads a file block by block.
class CavpFile {
 public:
  CavpFile(std::unique_ptr<ByteStream> stream, std::string name, const CavpSyntax& syntax);

  // next_block returns the next block, nullptr at the end. The block is the same object each time. Throws InputError for a line
  // that is of none of these forms, a name twice in a block or section, more than kMaxAttributes, or a section without a block.
  Block* next_block();

 private:
  std::optional<Line> next_line();
  void add_instruction(const Line& line);
  void add_attribute(const Line& line);
  bool ends_block(std::string_view text) const;
  bool is_passed_over(std::string_view text) const;

  LineReader lines_;
  CavpSyntax syntax_;
  std::optional<Line> pending_;   // read already, belongs to the next block
  bool section_is_open_ = false;  // the last thing read was an instruction
  Block block_;
};

}  // namespace fipsprobe
