#include "harness/bench/known_case.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "harness/vectors/vector_source.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kUsualNonce = 12;
constexpr std::size_t kUsualTag = 16;

// Usual says whether a case is one that is measured like: it has a message, and no unusual sizes.
struct Usual {
  bool operator()(const DigestOperation& o) const { return !o.message.empty() && o.total_length == 0 && o.bits == 0; }
  bool operator()(const MacOperation& o) const { return !o.message.empty(); }
  bool operator()(const CipherOperation& o) const { return !o.input.empty() && o.bits == 0; }
  bool operator()(const AeadOperation& o) const {
    return !o.input.empty() && o.nonce.size() == kUsualNonce && o.tag_length == kUsualTag;
  }
  bool operator()(const KdfOperation&) const { return true; }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }
};

bool gives_output(const Expected& expected) {
  const bool output = expected.kind == Expected::Kind::output || expected.kind == Expected::Kind::accepted;
  return output && !expected.output.empty();
}

std::optional<Case> first_of(std::string_view file, std::string_view name) {
  const std::vector<VectorSource> sources = builtin_sources();
  const auto source = std::ranges::find_if(sources, [&](const VectorSource& each) { return each.name.ends_with(file); });
  if (file.empty() || source == sources.end()) return std::nullopt;
  std::optional<Case> found;
  read_cases(*source, [&](const Case& each) {
    if (!gives_output(each.expected) || !std::visit(Usual{}, each.operation) || describe(each.operation) != name) return true;
    found = each;
    return false;
  });
  return found;
}

// Undone makes a known answer of one direction of a cipher out of one of the other.
struct Undone {
  Case known;

  std::optional<Case> operator()(CipherOperation& operation) {
    operation.direction = other(operation.direction);
    std::swap(operation.input, known.expected.output);
    return finished(operation);
  }

  // An AEAD's ciphertext has the tag behind it where it is the output, and beside it where it is the input.
  std::optional<Case> operator()(AeadOperation& operation) {
    operation.direction = other(operation.direction);
    std::swap(operation.input, known.expected.output);
    if (operation.direction == Direction::encrypt) {
      Bytes& sealed = known.expected.output;
      sealed.insert(sealed.end(), operation.tag.begin(), operation.tag.end());
      operation.tag.clear();
    } else {
      const auto text_end = operation.input.end() - static_cast<std::ptrdiff_t>(operation.tag_length);
      operation.tag.assign(text_end, operation.input.end());
      operation.input.erase(text_end, operation.input.end());
    }
    return finished(operation);
  }

  template <class Other>
  std::optional<Case> operator()(Other&) {
    return std::nullopt;
  }

  static Direction other(Direction direction) {
    return direction == Direction::encrypt ? Direction::decrypt : Direction::encrypt;
  }

  template <class Op>
  std::optional<Case> finished(const Op& operation) {
    known.operation = operation;
    known.id += ", undone";
    return std::move(known);
  }
};

// opposite_name is the name of the operation that undoes another; empty for one that has no direction.
std::string opposite_name(std::string_view name) {
  constexpr std::string_view encrypt = "encrypt";
  constexpr std::string_view decrypt = "decrypt";
  if (name.ends_with(encrypt)) return std::string(name.substr(0, name.size() - encrypt.size())).append(decrypt);
  if (name.ends_with(decrypt)) return std::string(name.substr(0, name.size() - decrypt.size())).append(encrypt);
  return {};
}

// look_for takes the other direction where the file does not have this one: files of CTR have no decryption, those of
// Wycheproof's AEADs no encryption.
std::optional<Case> look_for(std::string_view file, std::string_view name) {
  std::optional<Case> found = first_of(file, name);
  const std::string opposite = opposite_name(name);
  if (found || opposite.empty()) return found;
  found = first_of(file, opposite);
  if (!found) return std::nullopt;
  Operation operation = found->operation;
  return std::visit(Undone{*std::move(found)}, operation);
}

}  // namespace

std::optional<Case> known_case(std::string_view file, std::string_view name) {
  // A file has thousands of cases, and is asked for again at each size.
  static std::map<std::string, std::optional<Case>, std::less<>> kept;
  const auto found = kept.find(name);
  if (found != kept.end()) return found->second;
  return kept.emplace(name, look_for(file, name)).first->second;
}

}  // namespace fipsprobe
