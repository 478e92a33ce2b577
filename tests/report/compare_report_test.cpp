#include <fmt/format.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "harness/compare/compare.hpp"
#include "harness/report/compare_csv.hpp"
#include "harness/report/compare_html.hpp"
#include "harness/report/compare_text.hpp"
#include "harness/report/compare_words.hpp"
#include "harness/report/figures.hpp"
#include "harness/report/line_chart.hpp"
#include "harness/report/ratio_bars.hpp"
#include "tests/compare/sample_sides.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

std::vector<CompareSide> priced_pair() {
  std::vector<CompareSide> sides = sample_pair();
  sides[0].price = 0.17;
  sides[1].price = 0.154;
  for (CompareSide& side : sides) {
    std::vector<Run>& runs = side.evidence.modules[0].runs;
    runs.push_back(run_at_speed(Mode::fips, 1.5, 4));
    runs.push_back(run_at_speed(Mode::contrast, 1, 5));
  }
  return sides;
}

Comparison compared_pair(std::vector<CompareSide> sides) {
  return compare(std::move(sides), {.allow_emulated = true, .currency = "USD"});
}

std::string text_of_pair(std::vector<CompareSide> sides) {
  return compare_text(compared_pair(std::move(sides)), {.color = false});
}

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

// lines_of_cells splits a CSV text into lines, and tells how many cells each has.
std::vector<std::size_t> cells_of_lines(const std::string& csv) {
  std::vector<std::size_t> counts(1, 1);
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    if (csv[i] == '"') quoted = !quoted;
    if (csv[i] == ',' && !quoted) ++counts.back();
    if (csv[i] == '\n' && !quoted && i + 1 < csv.size()) counts.push_back(1);
  }
  return counts;
}

}  // namespace

TEST_CASE("factors and amounts have three digits") {
  CHECK(factor_text(1.854) == "1.85");
  CHECK(factor_text(12.34) == "12.3");
  CHECK(factor_text(1234.4) == "1234");
  CHECK(factor_text(0.5) == "0.50");
  CHECK(factor_text(0.01234) == "0.0123");
  CHECK(factor_text(0.00987) == "0.00987");
  CHECK(factor_text(1e7) == "1.00e+07");
  CHECK(span_text({1, 0.98, 1.02}) == "0.98 to 1.02");
  CHECK(amount_text(740) == "740");
  CHECK(amount_text(85.3e12) == "85.3 T");
  CHECK(amount_text(1.2e9) == "1.20 G");
}

TEST_CASE("a version is short: name and date are left out") {
  CHECK(version_in_short("OpenSSL 1.0.2k-fips  26 Jan 2017") == "1.0.2k-fips");
  CHECK(version_in_short("3.90") == "3.90");
  CHECK(version_in_short("unknown") == "unknown");
}

TEST_CASE("the first screen of the text says what was compared, and the answer") {
  const std::string text = text_of_pair(sample_pair());
  const std::string screen = text.substr(0, text.find("~ no difference shown"));
  CHECK(std::count(screen.begin(), screen.end(), '\n') < 24);
  CHECK_THAT(screen, ContainsSubstring("Speed of B / speed of A: above 1, B is faster"));
  CHECK_THAT(screen, ContainsSubstring("libcrypto.so.3 3.0.17 / libcrypto.so.10 1.0.2k-fips\n  as_found"));
  CHECK_THAT(screen, ContainsSubstring("2.00   2.00 to 2.00"));
  CHECK_THAT(screen, ContainsSubstring("7 points: 4 compared, 1 only in A, 1 only in B, 1 measured in neither"));
}

TEST_CASE("the text has every ratio, the costs, what money buys and what was not compared") {
  const std::string text = text_of_pair(priced_pair());
  CHECK_THAT(text, ContainsSubstring("hash"));
  CHECK_THAT(text, ContainsSubstring("RSA 2048 SHA-256 sign"));
  CHECK_THAT(text, ContainsSubstring("openssl: time of a call in FIPS mode / without it"));
  CHECK_THAT(text, ContainsSubstring("A: libcrypto.so.10 1.0.2k-fips"));
  CHECK_THAT(text, ContainsSubstring("for one USD, at 0.17 an hour for A and 0.154 for B"));
  CHECK_THAT(text, ContainsSubstring("only in A, 1 point: 3DES-CBC encrypt (unsupported: no legacy provider)"));
  CHECK_THAT(text, ContainsSubstring("measured in neither, 1 point: AES-256-SIV encrypt"));
  CHECK_THAT(text, ContainsSubstring("Benjamini-Hochberg"));
}

TEST_CASE("noise and emulation stand before the answer, and an emulated side is marked wherever it is named") {
  std::vector<CompareSide> sides = sample_pair();
  sides[0].evidence.bench->noise = {"other processes took 12 %"};
  sides[1].evidence.bench->emulated = "qemu-user";
  const std::string text = text_of_pair(sides);
  CHECK(text.find("NOISY: other processes took 12 %") < text.find("Speed of"));
  CHECK_THAT(text, ContainsSubstring("EMULATED by qemu-user, not a measurement"));
  CHECK_THAT(text, ContainsSubstring("Speed of B (emulated) / speed of A: above 1, B (emulated) is faster"));
  const std::string page = compare_html(compared_pair(sides));
  CHECK_THAT(page, ContainsSubstring("Emulated by qemu-user, not a measurement."));
  CHECK_THAT(page, ContainsSubstring("<h1>A: openssl 1.0.2k-fips against B (emulated): openssl 3.0.17</h1>"));
  CHECK_THAT(page, ContainsSubstring("other processes took 12 %"));
  CHECK_THAT(compare_csv(compared_pair(sides)), ContainsSubstring("B,B.json,qemu-user,openssl"));
}

TEST_CASE("the CSV has a row for each point, and as many cells in each as the header") {
  const std::string csv = compare_csv(compared_pair(sample_pair()));
  const std::vector<std::size_t> cells = cells_of_lines(csv);
  REQUIRE(cells.size() == 1 + 7);
  for (const std::size_t count : cells) CHECK(count == cells[0]);
  CHECK(occurrences(csv, "\r\n") == 8);
  CHECK_THAT(csv, ContainsSubstring(",no_difference_shown,") || ContainsSubstring(",faster,"));
  CHECK_THAT(csv, ContainsSubstring("only_in_a,unsupported: no legacy provider\r\n"));
}

TEST_CASE("the CSV has a row for what money buys at each point, with as many cells") {
  const Comparison comparison = compared_pair(priced_pair());
  const std::string csv = compare_csv(comparison);
  const std::vector<std::size_t> cells = cells_of_lines(csv);
  for (const std::size_t count : cells) CHECK(count == cells[0]);
  std::size_t points = 0;
  for (const ComparedRuns& runs : comparison.pairs.at(0).runs) points += runs.prices->points.size();
  CHECK(points > 0);
  CHECK(occurrences(csv, "\r\nfor_one_of_currency,A,A.json,") == points);
  const ComparedRuns& runs = comparison.pairs.at(0).runs.at(0);
  CHECK_THAT(csv, ContainsSubstring(fmt::format(",,,{:.9g},{:.9g},1,", runs.prices->points.at(0).first.value,
                                                runs.prices->points.at(0).second.value)));
}

TEST_CASE("the CSV quotes what RFC 4180 wants quoted, and no spreadsheet takes a name for a formula") {
  std::vector<CompareSide> sides = sample_pair();
  sides[0].evidence.modules[0].identity.soname = "=cmd|' /C calc'!A0";
  sides[0].evidence.modules[0].identity.version = "1, \"two\"\nthree";
  const std::string csv = compare_csv(compared_pair(sides));
  CHECK_THAT(csv, ContainsSubstring(",'=cmd|' /C calc'!A0,\"1, \"\"two\"\" three\","));
  const std::vector<std::size_t> cells = cells_of_lines(csv);
  for (const std::size_t count : cells) CHECK(count == cells[0]);
}

TEST_CASE("the page has the answer, a chart for each operation with sizes, and the numbers of every point") {
  const std::string page = compare_html(compared_pair(priced_pair()));
  CHECK_THAT(page, ContainsSubstring("libcrypto.so.3 3.0.17 against libcrypto.so.10 1.0.2k-fips, as_found"));
  CHECK_THAT(page, ContainsSubstring("<title id=\"c0t\">SHA-256</title>"));
  CHECK_THAT(page, ContainsSubstring("<desc id=\"c0d\">Throughput over message size, both axes logarithmic. A:"));
  CHECK_THAT(page, ContainsSubstring("RSA 2048 SHA-256 sign"));
  CHECK(occurrences(page, "<details class=\"plain\" open>") == 3);  // of groups, charts and points the first each
  CHECK(occurrences(page, "<details") == occurrences(page, "</details>"));
  CHECK_THAT(page, ContainsSubstring("What modes cost"));
  CHECK_THAT(page, ContainsSubstring("What one USD buys"));
  CHECK_THAT(page, ContainsSubstring("unsupported: no legacy provider"));
  for (const char* const never : {"<script", "http://", "https://", "{{", "nan", "inf%"}) {
    INFO(never);
    CHECK_THAT(page, !ContainsSubstring(never));
  }
}

TEST_CASE("one pair of runs has a headline in words") {
  const std::string page = compare_html(compared_pair(sample_pair()));
  CHECK_THAT(page, ContainsSubstring("B is 2.00 times as fast as A on the whole"));
  std::vector<CompareSide> turned = sample_pair();
  std::swap(turned[0].evidence, turned[1].evidence);
  CHECK_THAT(compare_html(compared_pair(turned)), ContainsSubstring("A is 2.00 times as fast as B on the whole"));
  std::vector<CompareSide> same = sample_pair();
  same[1].evidence = same[0].evidence;
  CHECK_THAT(compare_html(compared_pair(same)), ContainsSubstring("No difference shown between A and B on the whole"));
}

TEST_CASE("no text of a module, a host or a file gets into the page as markup") {
  const std::string evil = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
  std::vector<CompareSide> sides = priced_pair();
  for (CompareSide& side : sides) {
    side.file = evil;
    side.evidence.tool_version = evil;
    side.evidence.host["hostname"] = Fact::of(evil, evil);
    side.evidence.host["cpu.model"] = Fact::of(evil, evil);
    side.evidence.bench->noise = {evil};
    side.evidence.bench->emulated = evil;
    side.evidence.bench->clock = evil;
    ModuleEvidence& module = side.evidence.modules[0];
    module.identity.soname = evil;
    module.identity.version = evil;
    module.instance = evil;
    for (Run& run : module.runs) {
      for (BenchPoint& point : run.bench->points) {
        point.operation += evil;
        if (!point.reason.empty()) point.reason = evil;
      }
    }
  }
  const std::string page = compare_html(compare(sides, {.allow_emulated = true, .currency = evil}));
  CHECK_THAT(page, !ContainsSubstring("<script"));
  CHECK_THAT(page, !ContainsSubstring("<img"));
  CHECK(occurrences(page, "</title>") == 1 + occurrences(page, "<title id="));
  CHECK_THAT(page, ContainsSubstring("&lt;script&gt;"));
}

TEST_CASE("the axis of ratios holds them all, with 1 among its ticks") {
  const std::vector<Estimate> wide = {{0.001, 0.0005, 0.002}, {3000, 2900, 3100}};
  const RatioAxis axis = ratio_axis_for(wide);
  CHECK(axis.percent(0.0005) > 0);
  CHECK(axis.percent(3100) < 100);
  CHECK(axis.percent(1) > axis.percent(0.002));
  CHECK(axis.ticks.size() >= 3);
  CHECK(axis.ticks.size() <= 5);
  CHECK(std::count(axis.ticks.begin(), axis.ticks.end(), 1.0) == 1);
  const RatioAxis narrow = ratio_axis_for(std::vector<Estimate>{{1.001, 0.999, 1.002}});
  CHECK(std::count(narrow.ticks.begin(), narrow.ticks.end(), 1.0) == 1);
  CHECK(narrow.low < 0.96);
}

TEST_CASE("a chart of one size, or of extreme times, is still a chart") {
  const auto chart_of = [](std::vector<LinePoint> points) {
    return line_chart_svg({.id = "x", .title = "t", .series = {{.label = "A", .number = 0, .points = std::move(points)}}});
  };
  for (const std::string& svg : {chart_of({{1024, {1e9, 1e9, 1e9}}}),
                                 chart_of({{1, {1e-6, 1e-6, 1e-6}}, {std::uint64_t{1} << 63U, {1e31, 1e30, 1e31}}})}) {
    CHECK_THAT(svg, !ContainsSubstring("nan") && !ContainsSubstring("inf"));
    CHECK(svg.size() < 20'000);
  }
}

TEST_CASE("three sides share the charts of the first") {
  std::vector<CompareSide> sides = sample_pair();
  sides.push_back(side_of("C", {measured_module("openssl", "libcrypto.so.3", "3.5", {run_at_speed(Mode::as_found, 4, 5)})}));
  const std::string page = compare_html(compared_pair(sides));
  CHECK(occurrences(page, "class=\"lines\"") == 1);
  CHECK(occurrences(page, "class=\"end s2\"") == 1);
  CHECK_THAT(page, ContainsSubstring("A is 2.00 times as fast as C on the whole") || ContainsSubstring("A is 2.00 times"));
}
