#include <fmt/format.h>

#include "harness/vectors/cavp_kind.hpp"
#include "harness/vectors/vector_format.hpp"

// The text files of NIST's CAVP, and files written in their manner (cavp_file.hpp).
namespace fipsprobe {
namespace {

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

void cavp_read(SourceStream& source, const CavpSyntax& syntax, CaseMapper& mapper, const CaseConsumer& consume) {
  CavpFile file(source.from_start(), source.name(), syntax);
  std::size_t ordinal = 0;
  while (Block* const block = file.next_block()) {
    std::vector<Case> cases = mapper.map(*block);
    if (!cases.empty()) name_cases(cases, *block, ordinal);
    block->require_all_consumed();
    ordinal += cases.size();
    for (const Case& cavp_read : cases) {
      if (!consume(cavp_read)) return;
    }
  }
  if (ordinal == 0) throw InputError(source.name(), 0, "holds no case");
}

class CavpReader : public SetReader {
 public:
  CavpReader(SourceStream& source, const CavpKind& kind, Preview preview)
      : source_(source), kind_(kind), preview_(std::move(preview)) {}

  std::string algorithm() const override { return kind_.algorithm(preview_).value(); }
  void read(const CaseConsumer& consume) override { cavp_read(source_, kind_.syntax, *kind_.mapper(preview_), consume); }

 private:
  SourceStream& source_;
  const CavpKind& kind_;
  Preview preview_;
};

std::unique_ptr<SetReader> recognise_cavp(SourceStream& source) {
  Preview preview = preview_of(source.from_start(), source.name());
  const CavpKind* const kind = find_kind(preview);
  if (kind == nullptr) return nullptr;
  return std::make_unique<CavpReader>(source, *kind, std::move(preview));
}

}  // namespace

const VectorFormat kCavpFormat = {"CAVP", recognise_cavp};

}  // namespace fipsprobe
