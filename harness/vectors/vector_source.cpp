#include "harness/vectors/vector_source.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "harness/vectors/builtin_vectors.hpp"
#include "harness/vectors/cavp_kind.hpp"
#include "harness/vectors/identify.hpp"

namespace fipsprobe {
namespace {

// place_of names the source in errors: the path of a file from outside, so that it can be opened.
std::string place_of(const VectorSource& source) { return source.file ? source.file->string() : source.name; }

std::unique_ptr<ByteStream> open_source(const VectorSource& source) {
  if (source.file) return open_file(*source.file, place_of(source));
  return open_packed(embedded_file(builtin_vectors(), source.name), source.name);
}

// Recognised is a kind together with what it was told from.
struct Recognised {
  const CavpKind* kind = nullptr;
  Preview preview;
};

Recognised recognised(const VectorSource& source) {
  Preview preview = preview_of(open_source(source), place_of(source));
  const CavpKind* const kind = find_kind(preview);
  if (kind == nullptr) throw InputError(place_of(source), 0, "no known kind of vector file; docs/vectors.md lists the kinds");
  return {kind, std::move(preview)};
}

// id_of names a case as its file does: by its section and COUNT, or by its place among the file's cases.
std::string id_of(Block& block, std::size_t ordinal) {
  std::string id = block.section();
  if (!id.empty()) id += ' ';
  for (const std::string_view name : {"COUNT", "Count"}) {
    const std::optional<Attribute> count = block.take_if(name);
    if (count) return id + fmt::format("{} = {}", name, count->number());
  }
  return id + fmt::format("#{}", ordinal);
}

}  // namespace

std::vector<VectorSource> builtin_sources() {
  std::vector<VectorSource> sources;
  for (const EmbeddedFile& file : builtin_vectors()) sources.push_back({std::string(file.name), std::nullopt});
  std::sort(sources.begin(), sources.end(), [](const auto& one, const auto& other) { return one.name < other.name; });
  return sources;
}

bool is_known_kind(const VectorSource& source) {
  std::unique_ptr<ByteStream> stream = open_source(source);
  try {
    return find_kind(preview_of(std::move(stream), place_of(source))) != nullptr;
  } catch (const NotText&) {
    return false;
  }
}

SetInfo recognise(const VectorSource& source) {
  const auto [kind, preview] = recognised(source);
  return {source.name, kind->algorithm(preview).value()};
}

void read_cases(const VectorSource& source, const CaseConsumer& consume) {
  const auto [kind, preview] = recognised(source);
  const std::unique_ptr<CaseMapper> mapper = kind->mapper(preview);
  CavpFile file(open_source(source), place_of(source), kCaseStarters);
  std::size_t ordinal = 0;
  while (Block* const block = file.next_block()) {
    std::optional<Case> read = mapper->map(*block);
    if (read) {
      read->id = id_of(*block, ++ordinal);
      read->line = block->line();
    }
    block->require_all_consumed();
    if (read && !consume(*read)) return;
  }
  if (ordinal == 0) throw InputError(place_of(source), 0, "holds no case");
}

}  // namespace fipsprobe
