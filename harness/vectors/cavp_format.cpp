#include <fmt/format.h>

#include "harness/vectors/cavp_kind.hpp"
#include "harness/vectors/vector_format.hpp"

// The text files of NIST's CAVP, and files written in their manner (cavp_file.hpp).
namespace fipsprobe {
namespace {

// CavpRecognised is a kind together with what it was told from.
struct CavpRecognised {
  const CavpKind* kind = nullptr;  // nullptr: no known kind
  Preview preview;
};

CavpRecognised recognised(const VectorSource& source) {
  Preview preview = preview_of(open_source(source), place_of(source));
  const CavpKind* const kind = find_kind(preview);
  return {kind, std::move(preview)};
}

// count_of reads a case's own number; nullopt where the file has none.
std::optional<std::string> count_of(Block& block) {
  for (const std::string_view name : {"COUNT", "Count"}) {
    const std::optional<Attribute> count = block.take_if(name);
    if (count) return fmt::format("{} = {}", name, count->number());
  }
  return std::nullopt;
}

// name_cases names cases as their file does: by section and COUNT, or by their place among the file's cases, of which there are
// `before` before them.
void name_cases(std::vector<Case>& cases, Block& block, std::size_t before) {
  const std::string section = block.section().empty() ? std::string() : block.section() + ' ';
  const std::optional<std::string> count = count_of(block);
  for (Case& cavp_read : cases) {
    std::string id = section + count.value_or(fmt::format("#{}", ++before));
    if (!cavp_read.id.empty()) id += ' ' + cavp_read.id;
    cavp_read.id = std::move(id);
    cavp_read.line = block.line();
  }
}

std::optional<std::string> cavp_algorithm(const VectorSource& source) {
  const auto [kind, preview] = recognised(source);
  if (kind == nullptr) return std::nullopt;
  return kind->algorithm(preview);
}

void cavp_read(const VectorSource& source, const CaseConsumer& consume) {
  const auto [kind, preview] = recognised(source);
  const std::unique_ptr<CaseMapper> mapper = kind->mapper(preview);
  CavpFile file(open_source(source), place_of(source), kind->syntax);
  std::size_t ordinal = 0;
  while (Block* const block = file.next_block()) {
    std::vector<Case> cases = mapper->map(*block);
    if (!cases.empty()) name_cases(cases, *block, ordinal);
    block->require_all_consumed();
    ordinal += cases.size();
    for (const Case& cavp_read : cases) {
      if (!consume(cavp_read)) return;
    }
  }
  if (ordinal == 0) throw InputError(place_of(source), 0, "holds no case");
}

}  // namespace

const VectorFormat kCavpFormat = {"CAVP", cavp_algorithm, cavp_read};

}  // namespace fipsprobe
