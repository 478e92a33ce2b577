#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/cli/assess_options.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/output.hpp"
#include "harness/compare/compare.hpp"
#include "harness/compare/comparison_json.hpp"
#include "harness/model/errors.hpp"
#include "harness/model/json_text.hpp"
#include "harness/report/compare_csv.hpp"
#include "harness/report/compare_html.hpp"
#include "harness/report/compare_text.hpp"

namespace fipsprobe {
namespace {

constexpr double kLeastPrice = 1e-6;
constexpr double kMostPrice = 1e6;

struct CompareCommandOptions {
  std::vector<std::string> files, prices;
  CompareOptions compare;
  OutputOptions output;
};

// side_from reads FILE or FILE#SELECTOR. A '#' may be part of the file's name: a file of the whole name comes first.
CompareSide side_from(const std::string& word, std::size_t index) {
  CompareSide side;
  side.label = std::string(1, static_cast<char>('A' + index));
  side.file = word;
  std::error_code ignored;
  const std::size_t mark = word.rfind('#');
  if (mark != std::string::npos && !std::filesystem::exists(word, ignored)) {
    side.file = word.substr(0, mark);
    side.selector = selector_from(std::string_view(word).substr(mark + 1));
  }
  side.evidence = read_evidence_file(side.file);
  return side;
}

double price_from(const std::string& word, const std::string& number) {
  double price = 0;
  std::size_t read = 0;
  try {
    price = std::stod(number, &read);
  } catch (const std::logic_error&) {
    read = 0;
  }
  if (read == 0 || read != number.size() || !(price >= kLeastPrice && price <= kMostPrice)) {
    throw UsageError(fmt::format("--price {}: give a price per hour above 0, for example A=0.17", word));
  }
  return price;
}

// is_named tells whether a side goes by this name: its label, its file as given, or the file's name alone.
bool is_named(const CompareSide& side, const std::string& name) {
  return name == side.label || name == side.file || name == std::filesystem::path(side.file).filename().string();
}

std::vector<CompareSide> with_price(std::vector<CompareSide> sides, const std::string& word) {
  const std::size_t equals = word.rfind('=');
  if (equals == std::string::npos) throw UsageError(fmt::format("--price {}: write LABEL=PRICE, for example A=0.17", word));
  const double price = price_from(word, word.substr(equals + 1));
  bool any = false;
  for (CompareSide& side : sides) {
    if (!is_named(side, word.substr(0, equals))) continue;
    side.price = price;
    any = true;
  }
  if (!any) throw UsageError(fmt::format("--price {}: no file goes by that name; they are A, B, ... in their order", word));
  return sides;
}

std::string rendered(const Comparison& comparison, const OutputOptions& output) {
  if (output.format == "json") return json_text(to_json(comparison));
  if (output.format == "csv") return compare_csv(comparison);
  if (output.format == "html") return compare_html(comparison);
  return compare_text(comparison, {.color = use_color(output)});
}

int run_compare(const CompareCommandOptions& options) {
  if (options.files.size() < 2 || options.files.size() > kMaxSides) {
    throw UsageError(
        fmt::format("compare: give 2 to {} files of figures; two modules of one file as FILE#FAMILY/VERSION twice", kMaxSides));
  }
  std::vector<CompareSide> sides;
  for (const std::string& word : options.files) sides.push_back(side_from(word, sides.size()));
  for (const std::string& word : options.prices) sides = with_price(std::move(sides), word);
  write_result(options.output, rendered(compare(std::move(sides), options.compare), options.output));
  return kExitPass;
}

}  // namespace

void add_compare_command(Program& program) {
  const auto options = std::make_shared<CompareCommandOptions>();
  CLI::App* const command =
      program.add("compare", "figures of benchmarks side by side: ratios, whether a difference is shown, what modes cost",
                  "fipsprobe compare x86_64.json arm64.json --price A=0.17 --price B=0.154\n"
                  "  fipsprobe compare bench.json#openssl/1.0.2k bench.json#openssl/3.0 --format html -o compare.html",
                  [options] { return run_compare(*options); });
  command
      ->add_option(
          "files", options->files,
          "2 to 8 files of \"bench -o\". FILE#FAMILY/PART:MODE chooses of a file: PART is part of a module's version, file, "
          "soname or package; each of the three may be left out")
      ->required();
  command
      ->add_option("--price", options->prices,
                   "of an hour of a machine, as LABEL=PRICE: labels are A, B, ... in the order of the files, or their names")
      ->expected(1)
      ->take_all();
  command->add_option("--currency", options->compare.currency, "of the prices, for example USD");
  command->add_flag("--allow-emulated", options->compare.allow_emulated,
                    "also compare figures of emulated machines, which are not measurements; they stay marked");
  add_output_options(*command, options->output, {"text", "json", "csv", "html"});
}

}  // namespace fipsprobe
