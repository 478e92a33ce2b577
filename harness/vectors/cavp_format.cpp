#include <fmt/format.h>

#include "harness/vectors/cavp_kind.hpp"
#include "harness/vectors/vector_format.hpp"

// The text files of NIST's CAVP, and files written in their manner (cavp_file.hpp).
namespace fipsprobe {
namespace {

// Recognised is a kind together with what it was told from.
struct Recognised {
  const CavpKind* kind = nullptr;  // nullptr: no known kind
  Preview preview;
};

Recognised recognised(const VectorSource& source) {
  Preview preview = preview_of(open_source(source), place_of(source));
  const CavpKind* const kind = find_kind(preview);
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

std::optional<std::string> algorithm(const VectorSource& source) {
  const auto [kind, preview] = recognised(source);
  if (kind == nullptr) return std::nullopt;
  return kind->algorithm(preview);
}

void read(const VectorSource& source, const CaseConsumer& consume) {
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

}  // namespace

const VectorFormat kCavpFormat = {"CAVP", algorithm, read};

}  // namespace fipsprobe
