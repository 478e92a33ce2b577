#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/vectors/cavp_kind.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kPreviewLines = 64;

constexpr std::array kCavpKinds = {
    &kCavpAes,       &kCavpTdes,         &kCavpGcm,           &kCavpCcm,          &kCavpXts,           &kCavpKeyWrap,
    &kPlainKwp,      &kCavpSha,          &kCavpHmac,          &kRfcHmac,          &kCavpCmac,          &kSp80038bCmac,
    &kCavpRsa,       &kCavpRsaKey,       &kCavpDsa,           &kCavpDsaKeyPair,   &kCavpDsaParameters, &kCavpEcdsa,
    &kCavpEcKeyPair, &kCavpEcValidation, &kCavpEcdhPrimitive, &kCavpEccAgreement, &kCavpFfcAgreement,  &kCavpDrbg,
    &kEvpDrbg,       &kCavpKbkdf,        &kPycryptodomeKbkdf, &kBotanKbkdf,       &kCavpTlsPrf,        &kBotanTlsPrf,
    &kCavpIke1,      &kCavpIke2,         &kCavpX963,          &kRfcHkdf,          &kRfcPbkdf2,         &kEvpKdf};

std::string file_name_of(const std::string& name) {
  std::string file_name = name.substr(name.rfind('/') + 1);
  if (file_name.ends_with(".gz")) file_name.resize(file_name.size() - 3);
  return file_name;
}

void note_line(Preview& preview, std::string_view text) {
  if (text.empty()) return;
  if (text.front() == '#') {
    preview.comments.emplace_back(text.substr(1));
  } else if (text.front() == '[') {
    preview.instructions.emplace_back(text.substr(1, text.find(']') - 1));
  } else {
    const std::size_t end = text.find('=');
    const std::string_view name = text.substr(0, end);
    const std::size_t first = std::min(name.find_first_not_of(" \t"), name.size());
    preview.attributes.emplace_back(name.substr(first, name.find_last_not_of(" \t") + 1 - first));
  }
}

}  // namespace

std::optional<std::string> Preview::comment_after(std::string_view phrase) const {
  for (const std::string& comment : comments) {
    const std::size_t at = comment.find(phrase);
    if (at != std::string::npos) return comment.substr(at + phrase.size());
  }
  return std::nullopt;
}

bool Preview::has_attribute(std::string_view name) const { return std::ranges::find(attributes, name) != attributes.end(); }

Preview preview_of(std::unique_ptr<ByteStream> stream, const std::string& name) {
  LineReader lines(std::move(stream), name);
  Preview preview;
  preview.file_name = file_name_of(name);
  for (std::size_t count = 0; count < kPreviewLines; ++count) {
    const std::optional<Line> line = lines.next();
    if (!line) break;
    note_line(preview, line->text);
  }
  return preview;
}

std::span<const CavpKind* const> cavp_kinds() { return kCavpKinds; }

const CavpKind* find_kind(const Preview& preview) {
  const auto* const found =
      std::ranges::find_if(kCavpKinds, [&](const CavpKind* kind) { return kind->algorithm(preview).has_value(); });
  return found == kCavpKinds.end() ? nullptr : *found;
}

Direction direction_of(Block& block) {
  const Attribute word = block.word();
  if (word.name == "ENCRYPT") return Direction::encrypt;
  if (word.name == "DECRYPT") return Direction::decrypt;
  word.fail("neither [ENCRYPT] nor [DECRYPT]");
}

Case verification(VerifyOperation operation, bool passed) { return verdict(std::move(operation), passed); }

Case known_output(Operation operation, Bytes output) {
  Case result;
  result.operation = std::move(operation);
  result.expected.output = std::move(output);
  return result;
}

Case verdict(Operation operation, bool good) {
  Case result;
  result.operation = std::move(operation);
  result.expected.kind = good ? Expected::Kind::accepted : Expected::Kind::rejected;
  return result;
}

Case untestable(std::string name, std::string reason) {
  Case result;
  result.operation = UntestableOperation{std::move(name), std::move(reason)};
  return result;
}

std::vector<Case> one(Case single) {
  std::vector<Case> list;
  list.push_back(std::move(single));
  return list;
}

Hash hash_in(const Attribute& attribute, std::string_view name) {
  const std::optional<Hash> hash = hash_named(name);
  if (!hash) attribute.fail(fmt::format("no known hash {}", name));
  return *hash;
}

Hash hash_of(const Attribute& attribute) { return hash_in(attribute, attribute.value); }

Bytes coordinate(const Attribute& attribute, Curve curve) {
  Bytes value = attribute.integer();
  const std::size_t size = std::max(value.size(), field_size(curve));
  return left_padded(value, size).value();
}

std::optional<Bytes> left_padded(const Bytes& integer, std::size_t size) {
  if (integer.size() > size) return std::nullopt;
  Bytes padded(size);
  std::ranges::copy_backward(integer, padded.end());
  return padded;
}

Bytes pair_of_integers(const Bytes& r, const Bytes& s, std::size_t size) {
  const std::size_t half = std::max({size, r.size(), s.size()});
  Bytes pair(2 * half);
  std::ranges::copy_backward(r, pair.begin() + static_cast<std::ptrdiff_t>(half));
  std::ranges::copy_backward(s, pair.end());
  return pair;
}

}  // namespace fipsprobe
