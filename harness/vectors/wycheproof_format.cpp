#include <fmt/format.h>

#include "harness/vectors/json_header.hpp"
#include "harness/vectors/json_set.hpp"
#include "harness/vectors/vector_format.hpp"
#include "harness/vectors/wycheproof_test.hpp"

// The test vectors of Project Wycheproof: version 1 and the layout 0.8 before it.
namespace fipsprobe {
namespace {

bool is_wycheproof(const nlohmann::json& header) {
  return header.contains("algorithm") &&
         (header.contains("numberOfTests") || header.contains("schema") || header.contains("generatorVersion"));
}

// note_of returns "Flipped bit 0 in tag [ModifiedTag]".
std::string note_of(const JsonFields& test) {
  std::string note = test.text_or("comment", "");
  if (!test.has("flags")) return note;
  const std::vector<std::string> flags = test.texts("flags");
  if (flags.empty()) return note;
  return fmt::format("{}{}[{}]", note, note.empty() ? "" : " ", fmt::join(flags, ", "));
}

Case case_of(const WycheproofTest& test) {
  try {
    return map_wycheproof(test);
  } catch (const Untestable& untestable) {
    test.result();
    Case made;
    made.operation = UntestableOperation{fmt::format("{} {}", test.algorithm, test.type()), untestable.reason};
    return made;
  }
}

void wycheproof_read(SourceStream& source, const nlohmann::json& header_members, const CaseConsumer& consume) {
  const std::string& file = source.name();
  const JsonFields header(header_members, file, 0, "");
  const std::string name = header.text("algorithm");
  JsonSet set(source.from_start(), file, {"type"});
  IdSet ids;
  std::size_t count = 0;
  while (const std::optional<JsonTest> wycheproof_read = set.next()) {
    const WycheproofTest test{name, wycheproof_read->group->fields(), wycheproof_read->fields()};
    const std::size_t id = test.test.number("tcId");
    if (!ids.insert(id)) test.test.fail("tcId", fmt::format("{} is there twice", id));
    Case made = case_of(test);
    made.id = fmt::format("tc {}", id);
    made.line = wycheproof_read->line;
    made.note = note_of(test.test);
    ++count;
    if (!consume(made)) return;
  }
  const JsonFields whole_header = set.header();
  if (whole_header.has("numberOfTests") && whole_header.number("numberOfTests") != count) {
    whole_header.fail("numberOfTests", fmt::format("the file has {} tests", count));
  }
  if (count == 0) throw InputError(file, 0, "holds no case");
}

class WycheproofReader : public SetReader {
 public:
  WycheproofReader(SourceStream& source, nlohmann::json header) : source_(source), header_(std::move(header)) {}

  std::string algorithm() const override { return set_algorithm(header_); }
  void read(const CaseConsumer& consume) override { wycheproof_read(source_, header_, consume); }

 private:
  SourceStream& source_;
  nlohmann::json header_;
};

std::unique_ptr<SetReader> recognise_wycheproof(SourceStream& source) {
  std::optional<nlohmann::json> header = json_header_of(source);
  if (!header || !is_wycheproof(*header)) return nullptr;
  return std::make_unique<WycheproofReader>(source, std::move(*header));
}

}  // namespace

const VectorFormat kWycheproofFormat = {"Wycheproof", recognise_wycheproof};

}  // namespace fipsprobe
