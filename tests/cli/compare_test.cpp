#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "harness/model/json_place.hpp"
#include "tests/compare/sample_sides.hpp"
#include "tests/support/program.hpp"
#include "tests/support/real_module.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace {

std::string existing_module(const std::string& file) {
  const std::filesystem::path path = modules_folder() / file;
  if (!std::filesystem::exists(path)) SKIP(path.string() + " is not there: run scripts/fetch-modules first");
  return "openssl=" + path.string();
}

// measured_file measures Amazon Linux 2's OpenSSL 1.0.2k and Debian's OpenSSL 3 in one run.
std::string measured_file(const TemporaryFolder& folder) {
  const std::string file = (folder.path() / "bench.json").string();
  const ProgramResult result = run_fipsprobe(
      {"bench", "--quick", "--repeats", "5", "--operations", "SHA-256,AES-128-CBC encrypt,ECDSA P-256 SHA-256 sign", "--sizes",
       "16,1k,16k", "--mode", "as_found,fips,contrast", "--module", existing_module("al2-openssl/libcrypto.so.10"), "--module",
       existing_module("debian12-openssl/libcrypto.so.3"), "-o", file});
  INFO(result.errors);
  REQUIRE(result.exit_code == 0);
  return file;
}

// sample_files writes the two sides of sample_pair as files of evidence.
std::vector<std::string> sample_files(const TemporaryFolder& folder) {
  std::vector<std::string> files;
  for (const CompareSide& side : sample_pair()) files.push_back(folder.write(side.file, to_json(side.evidence).dump()));
  return files;
}

ProgramResult compare_samples(const TemporaryFolder& folder, std::vector<std::string> options) {
  std::vector<std::string> words = sample_files(folder);
  words.insert(words.begin(), "compare");
  words.insert(words.end(), options.begin(), options.end());
  return run_fipsprobe(std::move(words));
}

json read_json(const std::string& file) { return parse_json(content_of(file), file); }

// chromium_shows opens a page in Chromium with scripts off, as a user's settings have them, and returns the document that it
// then holds.
std::string chromium_shows(const TemporaryFolder& folder, const std::string& page) {
  if (run_program({"/bin/sh", "-c", "command -v chromium"}).exit_code != 0) {
    SKIP("there is no chromium: scripts/packages.txt has it");
  }
  folder.write("profile/Default/Preferences", R"({"profile": {"default_content_setting_values": {"javascript": 2}}})");
  const ProgramResult shown = run_program(
      {"/bin/sh", "-c", "exec chromium --headless --no-sandbox --disable-gpu --user-data-dir=\"$1\" --dump-dom \"file://$2\"",
       "sh", (folder.path() / "profile").string(), page});
  REQUIRE(shown.exit_code == 0);
  return shown.output;
}

}  // namespace

TEST_CASE("two modules of one real run are compared, point by point, with nothing dropped") {
  const TemporaryFolder folder;
  const std::string file = measured_file(folder);
  const ProgramResult result = run_fipsprobe({"compare", file + "#openssl/1.0.2k", file + "#openssl/3.0", "--format", "json"});
  INFO(result.errors);
  REQUIRE(result.exit_code == 0);
  const json comparison = json::parse(result.output);
  const json& pair = comparison["pairs"][0];
  REQUIRE(pair["runs"].size() >= 2);  // contrast may not be had everywhere; as_found and fips are
  for (const json& runs : pair["runs"]) {
    CHECK(runs["a"]["module"] == "libcrypto.so.10");
    CHECK(runs["b"]["module"] == "libcrypto.so.3");
    CHECK(runs["a"]["mode"] == runs["b"]["mode"]);
    CHECK(runs["points"].size() + runs["not_compared"].size() == 7);
  }
  CHECK(pair["total"] == pair["compared"].get<int>() + pair["only_in_a"].get<int>() + pair["only_in_b"].get<int>() +
                             pair["in_neither"].get<int>());
  const auto is_fips_cost_of_a = [](const json& cost) { return cost["cost_of"] == "fips" && cost["side"] == "A"; };
  CHECK(std::any_of(comparison["costs"].begin(), comparison["costs"].end(), is_fips_cost_of_a));
}

TEST_CASE("a file compared with itself shows no difference anywhere") {
  const TemporaryFolder folder;
  const std::string file = sample_files(folder)[0];
  const ProgramResult result = run_fipsprobe({"compare", file, file, "--format", "json"});
  REQUIRE(result.exit_code == 0);
  const json compared = json::parse(result.output);
  for (const json& point : compared["pairs"][0]["runs"][0]["points"]) {
    CHECK(point["verdict"] == "no_difference_shown");
    CHECK(point["ratio"]["value"] == 1);
  }
}

TEST_CASE("the text goes to standard output, other formats to the file that is asked for") {
  const TemporaryFolder folder;
  const ProgramResult text = compare_samples(folder, {});
  CHECK(text.exit_code == 0);
  CHECK(text.errors.empty());
  CHECK_THAT(text.output, ContainsSubstring("Speed of B / speed of A"));
  for (const char* const format : {"csv", "html", "json"}) {
    const std::string file = (folder.path() / (std::string("out.") + format)).string();
    const ProgramResult result = compare_samples(folder, {"--format", format, "-o", file});
    CHECK(result.exit_code == 0);
    CHECK(result.output.empty());
    CHECK(content_of(file).size() > 500);
  }
}

TEST_CASE("prices are given by label or by file, and what money buys is told") {
  const TemporaryFolder folder;
  const ProgramResult result =
      compare_samples(folder, {"--price", "A=0.17", "--price", "B.json=0.154", "--currency", "USD", "--format", "json"});
  INFO(result.errors);
  REQUIRE(result.exit_code == 0);
  const json comparison = json::parse(result.output);
  CHECK(comparison["sides"][0]["price_per_hour"] == 0.17);
  CHECK(comparison["sides"][1]["price_per_hour"] == 0.154);
  const json& groups = comparison["pairs"][0]["runs"][0]["prices"]["means"];
  CHECK(groups.back()["group"] == "all");
  CHECK(groups.back()["ratio"]["value"].get<double>() > 2.2);  // twice as fast, and cheaper: 2 * 0.17 / 0.154
  CHECK(groups.back()["ratio"]["value"].get<double>() < 2.22);
}

TEST_CASE("Chromium shows the page without scripts: the answer, the charts and every number as text") {
  const TemporaryFolder folder;
  const std::string page = (folder.path() / "page.html").string();
  REQUIRE(compare_samples(folder, {"--price", "A=1", "--price", "B=2", "--format", "html", "-o", page}).exit_code == 0);
  const std::string control = folder.write("control.html", "<p id=x>plain</p><script>x.textContent = 'scripted'</script>");
  REQUIRE_THAT(chromium_shows(folder, control), ContainsSubstring(">plain<"));  // scripts are off indeed
  const std::string shown = chromium_shows(folder, page);
  CHECK_THAT(shown, ContainsSubstring("B is 2.00 times as fast as A on the whole"));
  CHECK_THAT(shown, ContainsSubstring("<svg viewBox=\"0 0 360 230\" class=\"lines\" role=\"img\""));
  CHECK_THAT(shown, ContainsSubstring("RSA 2048 SHA-256 sign"));
  CHECK_THAT(shown, ContainsSubstring("unsupported: no legacy provider"));
  CHECK_THAT(shown, ContainsSubstring("What one unit of money buys"));
  CHECK_THAT(shown, !ContainsSubstring("<script"));
}

TEST_CASE("an emulated run is refused unless that is allowed, and then it is marked in every format") {
  const TemporaryFolder folder;
  const std::vector<std::string> files = sample_files(folder);
  json emulated = read_json(files[1]);
  emulated["bench"]["emulated"] = "qemu-user";
  const std::string other = folder.write("emulated.json", emulated.dump());
  const std::string page = (folder.path() / "page.html").string();
  const ProgramResult refused = run_fipsprobe({"compare", files[0], other, "--format", "html", "-o", page});
  CHECK(refused.exit_code == 1);
  CHECK_THAT(refused.errors, ContainsSubstring(other + ": was emulated by qemu-user, which is not a measurement"));
  CHECK_FALSE(std::filesystem::exists(page));
  for (const auto& [format, mark] :
       {std::pair{"text", "EMULATED by qemu-user, not a measurement"}, std::pair{"csv", ",qemu-user,"},
        std::pair{"json", "\"emulated\": \"qemu-user\""}, std::pair{"html", "B (emulated)"}}) {
    const ProgramResult marked = run_fipsprobe({"compare", files[0], other, "--allow-emulated", "--format", format});
    CHECK(marked.exit_code == 0);
    CHECK_THAT(marked.output, ContainsSubstring(mark));
  }
}

TEST_CASE("a file that cannot be compared ends the command with its name, and nothing is written") {
  const TemporaryFolder folder;
  const std::vector<std::string> files = sample_files(folder);
  const json good = read_json(files[0]);
  const auto changed = [&](const char* name, const char* pointer, const json& value) {
    json document = good;
    document[json::json_pointer(pointer)] = value;
    return folder.write(name, document.dump());
  };
  json without = good;
  without["modules"] = json::array();
  struct Wrong {
    std::string file;
    const char* says;
  };
  const std::string measurement = "/modules/0/runs/0/bench/points/0/measurement";
  for (const Wrong& wrong :
       {Wrong{folder.write("broken.json", "{\n\"schema\": \n"), "broken.json:"},
        Wrong{folder.write("empty.json", ""), "empty.json"},
        Wrong{folder.write("other.json", R"({"schema": "fipsprobe/assessment/1"})"), "fipsprobe/evidence/1"},
        Wrong{folder.write("none.json", without.dump()), "none.json: has no figures to compare"},
        Wrong{changed("nan.json", (measurement + "/repeats/0").c_str(), "NaN"), "/repeats/0: must be"},
        Wrong{changed("huge.json", (measurement + "/repeats/0").c_str(), 1e300), "/repeats/0: is no time"},
        Wrong{changed("tiny.json", (measurement + "/repeats/0").c_str(), 1e-300), "/repeats/0: is no time"},
        Wrong{changed("high.json", (measurement + "/seconds_per_call/high").c_str(), 1e300), "its interval is wider"},
        Wrong{folder.write("infinite.json", R"({"schema": 1e999})"), "infinite.json: has a number that is too large"},
        Wrong{(folder.path() / "absent.json").string(), "absent.json"}, Wrong{folder.path().string(), "is a directory"},
        Wrong{files[1] + "#nss", "#nss chooses none of its figures"}}) {
    INFO(wrong.file);
    const std::string page = (folder.path() / "page.html").string();
    const ProgramResult result = run_fipsprobe({"compare", files[0], wrong.file, "--format", "html", "-o", page});
    CHECK(result.exit_code == 1);
    CHECK_THAT(result.errors, ContainsSubstring(wrong.says));
    CHECK(std::count(result.errors.begin(), result.errors.end(), '\n') == 1);
    CHECK_FALSE(std::filesystem::exists(page));
  }
}

TEST_CASE("a file whose name has a number sign is taken as it is named") {
  const TemporaryFolder folder;
  const std::string file = folder.write("run#nss", content_of(sample_files(folder)[0]));
  CHECK(run_fipsprobe({"compare", file, file + "#openssl"}).exit_code == 0);
}

TEST_CASE("thousands of points are compared in seconds") {
  const TemporaryFolder folder;
  const auto many = [&](const char* name, double step) {
    std::vector<BenchPoint> points;
    for (std::uint64_t i = 0; i < 3000; ++i) {
      points.push_back(measured_point("operation " + std::to_string(i % 500), BenchGroup::cipher, 16 * (1 + i / 500),
                                      repeats_around(1e-6 * static_cast<double>(1 + i % 7), step)));
    }
    const CompareSide side = side_of("A", {measured_module("openssl", "x", "1", {measured_run(Mode::as_found, points)})});
    return folder.write(name, to_json(side.evidence).dump());
  };
  const ProgramResult result = run_fipsprobe({"compare", many("a.json", 0), many("b.json", 1), "--format", "html"});
  INFO(result.errors);
  REQUIRE(result.exit_code == 0);
  CHECK_THAT(result.output, ContainsSubstring("3000 points: 3000 compared"));
}

TEST_CASE("wrong words of the comparison's command line say what is right") {
  const TemporaryFolder folder;
  const std::vector<std::string> files = sample_files(folder);
  struct Wrong {
    std::vector<std::string> words;
    const char* says;
  };
  for (const Wrong& wrong :
       {Wrong{{files[0]}, "give 2 to 8 files"}, Wrong{{files[0], files[1] + "#openssl:fast"}, "\"fast\" is no mode"},
        Wrong{{files[0], files[1], "--price", "0.17"}, "write LABEL=PRICE"},
        Wrong{{files[0], files[1], "--price", "A=0"}, "above 0"}, Wrong{{files[0], files[1], "--price", "A=nan"}, "above 0"},
        Wrong{{files[0], files[1], "--price", "A=1e300"}, "above 0"}, Wrong{{files[0], files[1], "--price", "A=-1"}, "above 0"},
        Wrong{{files[0], files[1], "--price", "A=1x"}, "above 0"},
        Wrong{{files[0], files[1], "--price", "C=1"}, "no file goes by that name"},
        Wrong{{files[0], files[1], "--format", "pdf"}, "--format"}}) {
    std::vector<std::string> words = {"compare"};
    words.insert(words.end(), wrong.words.begin(), wrong.words.end());
    const ProgramResult result = run_fipsprobe(words);
    INFO(wrong.words.back());
    CHECK(result.exit_code == 64);
    CHECK_THAT(result.errors, ContainsSubstring(wrong.says));
  }
}
