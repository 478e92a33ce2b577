#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cctype>
#include <sstream>

#include "harness/report/html.hpp"
#include "harness/report/junit.hpp"
#include "harness/report/printable.hpp"
#include "harness/report/text.hpp"
#include "tests/assess/found.hpp"
#include "tests/assess/sample_evidence.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

// hostile_evidence holds terminal escapes, markup and broken bytes wherever a module or a host can put text.
Evidence hostile_evidence() {
  const std::string evil = "\x1b]0;owned\x07\x1b[2J<script>alert('x')</script>&\"\xff\xc2\x9b\x01";
  Evidence evidence = sample_evidence();
  evidence.tool_version = evidence.collected_at = evil;
  for (auto& [name, fact] : evidence.host) {
    if (name != "os.id" && name != "os.version_id") fact = Fact::of(evil, evil);
  }
  ModuleEvidence& module = evidence.modules[0];
  module.instance = "/tmp/" + evil + ".so";
  module.identity = {evil, evil, evil, evil, evil, evil, evil, evil, {{evil, evil}}};
  Run& run = module.runs[0];
  run.fips.how = run.diagnostics = evil;
  run.self_tests[0] = {evil, SelfTestResult::Value::fail, evil};
  run.environment[evil] = evil;
  run.refusals[0] = {evil, OutcomeKind::ok, evil};
  run.sets[0].counts[OutcomeKind::mismatch] = 1;
  run.sets[0].source = evil;
  run.sets[0].failures.push_back({evil, 3, evil, OutcomeKind::mismatch, evil, evil, evil});
  module.runs[1].unavailable = evil;
  return evidence;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// has_control tells whether a byte other than a line feed would steer a terminal.
bool has_control(const std::string& text) {
  return std::ranges::any_of(text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; }) ||
         text.find("\xc2\x9b") != std::string::npos || text.find('\xff') != std::string::npos;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("the first screen of the text report shows ten modules in 24 lines of 100 columns") {
  Evidence evidence = sample_evidence();
  for (std::size_t i = 0; i < 5; ++i) {
    evidence.modules.push_back(evidence.modules[i]);
    evidence.modules.back().instance += ".second";
  }
  const std::vector<std::string> lines = lines_of(render_text(evidence, assessed(evidence), {}));
  const auto sum =
      std::ranges::find_if(lines, [](const std::string& line) { return line.find("not applicable.") != std::string::npos; });
  REQUIRE(sum != lines.end());
  CHECK(sum - lines.begin() < 24);
  CHECK(std::all_of(lines.begin(), sum, [](const std::string& line) { return width_of(line) <= 100; }));
  CHECK(std::ranges::count_if(lines.begin(), sum, [](const std::string& line) {
          return line.starts_with("lib") || line.starts_with("kernel");
        }) == 10);
}

TEST_CASE("the text report shows each statement in its own column, and the certificate's state") {
  Evidence evidence = sample_evidence();
  evidence.modules[1].runs[0].fips = {FipsState::Value::off, "gcry_control = 0"};
  const std::string text = render_text(evidence, assessed(evidence), {});
  CHECK_THAT(text,
             ContainsSubstring(
                 "libcrypto.so.10     pass     pass     pass       pass     pass     pass     unknown  4548 historical\n"));
  CHECK_THAT(text,
             ContainsSubstring(
                 "libgcrypt.so.11     FAIL     pass     pass       pass     pass     unknown  unknown  3618 historical\n"));
  CHECK_THAT(text, ContainsSubstring("historical: agency risk decision, existing applications only"));
}

TEST_CASE("modules of the same file name are told apart") {
  Evidence evidence = sample_evidence();
  evidence.modules.push_back(evidence.modules[0]);
  evidence.modules.back().instance = "/opt/lib/libcrypto.so.10";
  const std::string text = render_text(evidence, assessed(evidence), {});
  CHECK_THAT(text, ContainsSubstring("\nlibcrypto.so.10 #1 "));
  CHECK_THAT(text, ContainsSubstring("\nlibcrypto.so.10 #2 "));
}

TEST_CASE("the table of known answers counts every outcome of each run") {
  Evidence evidence = sample_evidence();
  evidence.modules.resize(1);
  evidence.modules[0].runs[1].unavailable = "no contrast here";
  const std::string text = render_text(evidence, assessed(evidence), {});
  CHECK_THAT(
      text,
      ContainsSubstring(
          "module           run       total  ok  mismatch  refused  unsupported  not_available  error  crashed  timed_out\n"
          "libcrypto.so.10  as_found     28  24         0        0            4              0      0        0          0\n"
          "libcrypto.so.10  contrast  could not be had: no contrast here\n"));
}

TEST_CASE("colours are used only when asked for") {
  const Evidence evidence = sample_evidence();
  CHECK_FALSE(has_control(render_text(evidence, assessed(evidence), {.color = false})));
  CHECK_THAT(render_text(evidence, assessed(evidence), {.color = true}), ContainsSubstring("\x1b[32mpass"));
}

TEST_CASE("nothing that a module or a host says reaches the reader as a control character or as markup") {
  const Evidence evidence = hostile_evidence();
  const Assessment assessment = assessed(evidence);
  CHECK_FALSE(has_control(render_text(evidence, assessment, {})));
  for (const std::string& text : {render_html(evidence, assessment), render_junit(evidence, assessment)}) {
    CHECK_FALSE(has_control(text));
    CHECK(text.find("<script") == std::string::npos);
    CHECK_THAT(text, ContainsSubstring("&lt;script&gt;"));
  }
}

TEST_CASE("no report holds the word that is never printed") {
  const std::string word = std::string("compl") + "iant";
  const Evidence evidence = sample_evidence();
  for (const char* const as_of : {"2019-01-01", "2024-01-01", "2026-11-23"}) {
    const Assessment assessment = assessed(evidence, {}, as_of);
    for (std::string text :
         {render_text(evidence, assessment, {}), render_html(evidence, assessment), render_junit(evidence, assessment)}) {
      std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      CHECK(text.find(word) == std::string::npos);
    }
  }
}

TEST_CASE("the page needs nothing but itself") {
  const Evidence evidence = sample_evidence();
  const std::string html = render_html(evidence, assessed(evidence));
  for (const char* const reference : {"<link", "<script", "<img", "<iframe", " src=", " href=", "url(", "@import", "{{"}) {
    INFO(reference);
    CHECK(html.find(reference) == std::string::npos);
  }
  CHECK(html.starts_with("<!DOCTYPE html>"));
  CHECK(html.ends_with("</html>\n"));
}

TEST_CASE("the page has every finding, every module and every fact, and opens and closes its elements in pairs") {
  const Evidence evidence = sample_evidence();
  const Assessment assessment = assessed(evidence);
  const std::string html = render_html(evidence, assessment);
  for (const Finding& finding : assessment.findings) CHECK_THAT(html, ContainsSubstring("<code>" + finding.id + "</code>"));
  for (const auto& [name, fact] : evidence.host) CHECK_THAT(html, ContainsSubstring("<code>" + name + "</code>"));
  CHECK(count_of(html, "<details") == assessment.findings.size() + evidence.modules.size());
  for (const char* const element : {"table", "tbody", "details", "summary", "section", "dl", "ul", "span", "div", "code"}) {
    INFO(element);
    const std::string name = element;
    CHECK(count_of(html, "<" + name + ">") + count_of(html, "<" + name + " ") == count_of(html, "</" + name + ">"));
  }
}

TEST_CASE("JUnit XML counts each finding once: fail is a failure, unknown and not applicable are skipped with the reason") {
  Evidence evidence = sample_evidence();
  evidence.host["boot.fips_argument"] = Fact::of("absent", "/proc/cmdline");
  const Assessment assessment = assessed(evidence);
  const Summary summary = assessment.summary();
  REQUIRE(summary.not_applicable > 0);
  const std::string xml = render_junit(evidence, assessment);
  CHECK(count_of(xml, "<testcase ") == assessment.findings.size());
  CHECK(count_of(xml, "<failure ") == summary.fail);
  CHECK(count_of(xml, "<skipped message=\"unknown: ") == summary.unknown);
  CHECK(count_of(xml, "<skipped message=\"not applicable: ") == summary.not_applicable);
  CHECK(count_of(xml, "<testsuite ") == 1 + evidence.modules.size());
  CHECK_THAT(xml, ContainsSubstring(
                      "<failure type=\"required\" message=\"historical: agency risk decision, existing applications only\">"));
}

TEST_CASE("an audit without any module is still a report") {
  Evidence evidence = sample_evidence();
  evidence.modules.clear();
  const Assessment assessment = assessed(evidence);
  CHECK_THAT(render_text(evidence, assessment, {}), ContainsSubstring("no module was found"));
  CHECK(render_html(evidence, assessment).ends_with("</html>\n"));
  CHECK(count_of(render_junit(evidence, assessment), "<testsuite ") == 1);
}
