#include "harness/compare/compare.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "harness/model/errors.hpp"
#include "tests/compare/sample_sides.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using Catch::Matchers::WithinRel;

namespace {

Comparison compared(std::vector<CompareSide> sides) { return compare(std::move(sides), {}); }

const PairComparison& only_pair(const Comparison& comparison) {
  REQUIRE(comparison.pairs.size() == 1);
  return comparison.pairs[0];
}

std::string complaint_about(std::vector<CompareSide> sides, const CompareOptions& options = {}) {
  try {
    compare(std::move(sides), options);
  } catch (const InputError& error) {
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("each point has the ratio of the speeds, its interval, its test and its verdict") {
  const Comparison comparison = compared(sample_pair());
  const PairComparison& pair = only_pair(comparison);
  REQUIRE(pair.runs.size() == 1);
  const ComparedRuns& runs = pair.runs[0];
  REQUIRE(runs.points.size() == 4);
  for (const ComparedPoint& point : runs.points) {
    INFO(point.key.operation);
    CHECK_THAT(point.ratio.value, WithinRel(2.0, 1e-5));
    CHECK(point.ratio.low > 1.99);
    CHECK(point.ratio.high < 2.01);
    CHECK(point.test.exact);
    CHECK_THAT(point.test.p, WithinRel(2.0 / 252, 1e-12));  // 5 against 5, all of one before all of the other
    CHECK_THAT(point.adjusted_p, WithinRel(2.0 / 252, 1e-12));
    CHECK(point.verdict == Verdict::faster);
  }
  CHECK(runs.points[0].key.size == 16);
  CHECK_FALSE(runs.points[3].key.size.has_value());
}

TEST_CASE("no point is dropped: all are compared, only on one side, or measured on neither") {
  const Comparison comparison = compared(sample_pair());
  const PairComparison& pair = only_pair(comparison);
  CHECK(pair.totals.compared == 4);
  CHECK(pair.totals.only_first == 1);
  CHECK(pair.totals.only_second == 1);
  CHECK(pair.totals.neither == 1);
  CHECK(pair.totals.total() == 7);
  const std::vector<LonePoint>& others = pair.runs[0].others;
  REQUIRE(others.size() == 3);
  CHECK(others[0].key.operation == "3DES-CBC encrypt");
  CHECK(others[0].where == LonePoint::Where::first_only);
  CHECK(others[0].reason == "unsupported: no legacy provider");
  CHECK(others[1].where == LonePoint::Where::second_only);
  CHECK(others[1].reason == "unsupported: EVP_sha3_256 is not there");
  CHECK(others[2].where == LonePoint::Where::neither);
  CHECK(others[2].reason == "unsupported: not built; not among the points");
}

TEST_CASE("means are by group and over all points") {
  const Comparison comparison = compared(sample_pair());
  const ComparedRuns& runs = only_pair(comparison).runs[0];
  REQUIRE(runs.groups.size() == 2);
  CHECK(runs.groups[0].group == BenchGroup::digest);
  CHECK(runs.groups[0].tally.faster == 3);
  CHECK(runs.groups[1].group == BenchGroup::sign);
  REQUIRE(runs.overall.has_value());
  CHECK(runs.overall->tally.total() == 4);
  CHECK_THAT(runs.overall->ratio.value, WithinRel(2.0, 1e-5));
  CHECK(runs.overall->verdict == Verdict::faster);
}

TEST_CASE("the same figures show no difference") {
  std::vector<CompareSide> sides = sample_pair();
  sides[1] = sides[0];
  sides[1].label = "B";
  const Comparison comparison = compared(sides);
  const ComparedRuns& runs = only_pair(comparison).runs[0];
  for (const ComparedPoint& point : runs.points) {
    CHECK(point.ratio.value == 1);
    CHECK(point.verdict == Verdict::not_shown);
    CHECK(point.test.p == 1);
  }
  CHECK(runs.overall->tally.not_shown == 5);
  CHECK(only_pair(comparison).totals.neither == 2);
}

TEST_CASE("a difference that one of many points shows by chance is not shown once adjusted") {
  // One point of 20 with p = 0.0079: adjusted for 20 it is 0.16.
  std::vector<BenchPoint> a;
  std::vector<BenchPoint> b;
  for (std::uint64_t i = 1; i <= 20; ++i) {
    const bool differs = i == 7;
    a.push_back(measured_point("SHA-256", BenchGroup::digest, i * 16, repeats_around(1e-6)));
    b.push_back(measured_point("SHA-256", BenchGroup::digest, i * 16, repeats_around(differs ? 0.99e-6 : 1e-6, 100)));
  }
  const Comparison comparison =
      compared({side_of("A", {measured_module("openssl", "x", "1", {measured_run(Mode::as_found, a)})}),
                side_of("B", {measured_module("openssl", "x", "1", {measured_run(Mode::as_found, b)})})});
  const ComparedRuns& runs = only_pair(comparison).runs[0];
  CHECK_THAT(runs.points[6].test.p, WithinRel(2.0 / 252, 1e-12));
  CHECK_THAT(runs.points[6].adjusted_p, WithinRel(2.0 / 252 * 20, 1e-12));
  CHECK(runs.points[6].ratio.low > 1);
  CHECK(runs.overall->tally.not_shown == 20);
}

TEST_CASE("too few repeats to show anything are remarked") {
  std::vector<CompareSide> sides = sample_pair();
  for (CompareSide& side : sides) {
    for (BenchPoint& point : side.evidence.modules[0].runs[0].bench->points) {
      if (point.measurement) point.measurement->repeats.resize(3);
    }
  }
  const Comparison comparison = compared(sides);
  const PairComparison& pair = only_pair(comparison);
  CHECK(pair.runs[0].overall->tally.not_shown == 4);
  CHECK(pair.runs[0].overall->ratio.low > 1);  // and yet nothing is shown
  CHECK(pair.runs[0].overall->verdict == Verdict::not_shown);
  CHECK_THAT(pair.remarks.at(0), ContainsSubstring("4 points have too few repeats"));
}

TEST_CASE("what is not alike in how two sides were measured is remarked") {
  std::vector<CompareSide> sides = sample_pair();
  sides[1].evidence.tool_version = "0.2.0";
  sides[1].evidence.bench->clock = "rdtsc";
  sides[1].evidence.bench->repeats = 10;
  sides[1].evidence.bench->processors.clear();
  sides[1].evidence.bench->not_pinned = "no";
  sides[1].evidence.modules[0].runs[0].fips.value = FipsState::Value::on;
  const Comparison comparison = compared(sides);
  const std::vector<std::string>& remarks = only_pair(comparison).remarks;
  REQUIRE(remarks.size() == 5);
  CHECK_THAT(remarks[0], ContainsSubstring("A 0.1.0, B 0.2.0"));
  CHECK_THAT(remarks[1], ContainsSubstring("rdtsc"));
  CHECK_THAT(remarks[2], ContainsSubstring("A 5 repeats of about 4 ms, B 10 repeats"));
  CHECK_THAT(remarks[3], ContainsSubstring("in A only"));
  CHECK_THAT(remarks[4], ContainsSubstring("FIPS mode is off in A (libcrypto.so.10 as_found) and on in B"));
}

TEST_CASE("modules are matched by family and soname, modes by name, and the rest is listed with the reason") {
  const auto side = [](const std::string& label) {
    return side_of(label, {measured_module("openssl", "libcrypto.so.3", "3",
                                           {run_at_speed(Mode::fips, 1), run_at_speed(Mode::contrast, 1)}),
                           measured_module("nss", "libsoftokn3.so", "3.90", {run_at_speed(Mode::as_found, 1)})});
  };
  std::vector<CompareSide> sides = {side("A"), side("B")};
  sides[1].evidence.modules[0].runs.pop_back();
  sides[1].evidence.modules[1].family = "gnutls";
  const Comparison comparison = compared(sides);
  const PairComparison& pair = only_pair(comparison);
  REQUIRE(pair.runs.size() == 1);
  CHECK(pair.runs[0].first.mode == Mode::fips);
  CHECK(pair.runs[0].second.mode == Mode::fips);
  REQUIRE(pair.lone.size() == 3);
  CHECK(pair.lone[0].run.mode == Mode::contrast);
  CHECK(pair.lone[0].reason == "no figures of mode contrast to compare with");
  CHECK(pair.lone[1].reason == "B has no figures of nss");
  CHECK(pair.lone[2].reason == "A has no figures of gnutls");
  CHECK(pair.totals.only_first == 8);
  CHECK(pair.totals.only_second == 4);
  CHECK(pair.totals.compared == 4);
}

TEST_CASE("two modules of one family are not guessed at, and a selector says which is meant") {
  std::vector<CompareSide> sides = sample_pair();
  ModuleEvidence older = sides[0].evidence.modules[0];
  older.identity.version = "OpenSSL 1.0.1e-fips";
  older.identity.soname = "libcrypto.so.10";
  sides[0].evidence.modules.push_back(older);
  const Comparison unclear = compared(sides);
  CHECK(only_pair(unclear).runs.empty());
  REQUIRE(only_pair(unclear).lone.size() == 3);
  CHECK_THAT(only_pair(unclear).lone[2].reason, ContainsSubstring("choose those to compare by FILE#openssl/VERSION"));
  sides[0].selector = selector_from("openssl/1.0.1e");
  const Comparison chosen = compared(sides);
  REQUIRE(only_pair(chosen).runs.size() == 1);
  CHECK(only_pair(chosen).runs[0].first.version == "OpenSSL 1.0.1e-fips");
}

TEST_CASE("two chosen modules are compared whatever their families, two chosen modes whatever they are") {
  std::vector<CompareSide> sides = {
      side_of("A", {measured_module("openssl", "x", "1", {run_at_speed(Mode::fips, 1), run_at_speed(Mode::contrast, 2)})}),
      side_of("B", {measured_module("nss", "y", "2", {run_at_speed(Mode::fips, 1), run_at_speed(Mode::contrast, 2)})})};
  sides[0].selector = selector_from(":fips");
  sides[1].selector = selector_from("nss:contrast");
  const Comparison comparison = compared(sides);
  REQUIRE(only_pair(comparison).runs.size() == 1);
  const ComparedRuns& runs = only_pair(comparison).runs[0];
  CHECK(runs.second.family == "nss");
  CHECK_THAT(runs.overall->ratio.value, WithinRel(0.5, 1e-5));
  CHECK(runs.overall->tally.slower == 4);
}

TEST_CASE("the cost of FIPS mode and of going without acceleration is the time with over the time without") {
  const auto module = [](double cost) {
    return measured_module("openssl", "libcrypto.so.3", "3",
                           {run_at_speed(Mode::as_found, 1), run_at_speed(Mode::fips, cost, 1),
                            run_at_speed(Mode::contrast, 1, 2), run_at_speed(Mode::acceleration_off, 4, 3)});
  };
  std::vector<CompareSide> sides = {side_of("A", {module(1.5)}), side_of("B", {module(1)})};
  sides[0].selector = selector_from(":as_found");  // costs are of all modes, whichever is compared
  const Comparison comparison = compared(sides);
  REQUIRE(comparison.costs.size() == 4);
  CHECK(comparison.costs[0].kind == CostKind::fips);
  CHECK(comparison.costs[0].side == 0);
  CHECK_THAT(comparison.costs[0].runs.overall->ratio.value, WithinRel(1.5, 1e-5));
  CHECK_THAT(comparison.costs[1].runs.overall->ratio.value, WithinRel(1.0, 1e-5));
  CHECK(comparison.costs[1].runs.overall->tally.not_shown == 4);
  CHECK(comparison.costs[2].kind == CostKind::acceleration);
  CHECK_THAT(comparison.costs[3].runs.overall->ratio.value, WithinRel(4.0, 1e-5));
}

TEST_CASE("money buys more of the machine that is as fast and costs half") {
  std::vector<CompareSide> sides = sample_pair();
  sides[0].price = 0.20;
  sides[1].price = 0.10;
  const Comparison comparison = compared(sides);
  const ComparedRuns& runs = only_pair(comparison).runs[0];
  REQUIRE(runs.prices.has_value());
  REQUIRE(runs.prices->points.size() == 4);
  const PricedPoint& sign = runs.prices->points[3];
  CHECK_THAT(sign.first.value, WithinRel(3600 / 0.2 / 2e-3, 1e-9));   // 500 signatures a second
  CHECK_THAT(sign.second.value, WithinRel(3600 / 0.1 / 1e-3, 1e-5));  // 1,000
  CHECK_THAT(sign.ratio.value, WithinRel(4.0, 1e-5));
  const PricedPoint& hash = runs.prices->points[2];
  CHECK_THAT(hash.first.value, WithinRel(16384 / (2e-9 * 16484) * 3600 / 0.2, 1e-9));  // bytes
  CHECK_THAT(runs.prices->overall->ratio.value, WithinRel(4.0, 1e-5));
  CHECK(runs.prices->overall->tally.faster == 4);
}

TEST_CASE("money pays for the whole machine, so each side counts with the most threads that were measured") {
  const auto side = [](const std::string& label, std::uint64_t threads, double price) {
    CompareSide made = side_of(
        label,
        {measured_module(
            "openssl", "x", "1",
            {measured_run(Mode::as_found, {measured_point("SHA-256", BenchGroup::digest, 1024, repeats_around(1e-6), 1),
                                           measured_point("SHA-256", BenchGroup::digest, 1024,
                                                          repeats_around(1e-6 / static_cast<double>(threads)), threads)})})});
    made.price = price;
    return made;
  };
  const Comparison comparison = compared({side("A", 2, 1), side("B", 4, 1)});
  const ComparedRuns& runs = only_pair(comparison).runs[0];
  CHECK(runs.points.size() == 1);  // with one thread; 2 and 4 threads are not the same point
  CHECK(runs.others.size() == 2);
  REQUIRE(runs.prices->points.size() == 1);
  CHECK(runs.prices->points[0].key.threads == 2);
  CHECK(runs.prices->points[0].second_threads == 4);
  CHECK_THAT(runs.prices->points[0].ratio.value, WithinRel(2.0, 1e-9));
}

TEST_CASE("without the price of both nothing is said of money") {
  std::vector<CompareSide> sides = sample_pair();
  sides[0].price = 0.20;
  CHECK_FALSE(only_pair(compared(sides)).runs[0].prices.has_value());
}

TEST_CASE("three sides are two pairs, each against the first") {
  std::vector<CompareSide> sides = sample_pair();
  sides.push_back(side_of("C", {measured_module("openssl", "libcrypto.so.3", "3.5", {run_at_speed(Mode::as_found, 4, 5)})}));
  const Comparison comparison = compared(sides);
  REQUIRE(comparison.pairs.size() == 2);
  CHECK(comparison.pairs[1].second == 2);
  CHECK_THAT(comparison.pairs[1].runs[0].overall->ratio.value, WithinRel(0.5, 1e-4));
}

TEST_CASE("what cannot be compared is refused, and the file is named") {
  std::vector<CompareSide> sides = sample_pair();
  SECTION("no figures") {
    sides[1].evidence.modules[0].runs[0].bench.reset();
    CHECK_THAT(complaint_about(sides), ContainsSubstring("B.json: has no figures to compare"));
  }
  SECTION("no conditions") {
    sides[0].evidence.bench.reset();
    CHECK_THAT(complaint_about(sides), ContainsSubstring("A.json: has figures, but does not say how they were measured"));
  }
  SECTION("a selector that chooses nothing") {
    sides[0].selector = selector_from("openssl/3.0:fips");
    CHECK_THAT(complaint_about(sides), ContainsSubstring("A.json: #openssl/3.0:fips chooses none") &&
                                           ContainsSubstring("openssl//lib/libcrypto.so.10:as_found"));
  }
  SECTION("more repeats than anyone measures") {
    std::vector<BenchPoint>& points = sides[0].evidence.modules[0].runs[0].bench->points;
    for (std::uint64_t i = 0; i <= kMaxComparedRepeats / 10'000; ++i) {
      points.push_back(measured_point("x", BenchGroup::mac, 1024, {1e-6}));
      points.back().measurement->repeats.assign(10'000, 1e-6);
    }
    CHECK_THAT(complaint_about(sides), ContainsSubstring("A.json: has more than 2000000 repeats"));
  }
  SECTION("emulated, unless that is allowed") {
    sides[1].evidence.bench->emulated = "qemu-user";
    CHECK_THAT(complaint_about(sides), ContainsSubstring("B.json: was emulated by qemu-user, which is not a measurement") &&
                                           ContainsSubstring("--allow-emulated"));
    CHECK(complaint_about(sides, {.allow_emulated = true, .currency = ""}) == "none");
  }
}
