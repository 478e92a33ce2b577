#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/compare/comparison.hpp"

// The words and orders that all reports of a comparison share.
namespace fipsprobe {

// group_title names a group for people: "authenticated encryption"; nullopt: "all".
std::string_view group_title(const std::optional<BenchGroup>& group);

std::string_view verdict_words(Verdict verdict);  // "faster", "slower", "no difference shown"
std::string cost_title(CostKind kind);            // what the ratio of a cost is

// run_title is "libcrypto.so.3 3.0.17", made printable; mode_title the mode with its FIPS state.
std::string run_title(const RunName& run);
std::string mode_title(const RunName& run);

// operation_title has the threads where there are several: "SHA-256, 2 threads". Printable.
std::string operation_title(const PointKey& key);

// side_mark is the label of a side, followed by what takes the meaning of its figures away: "B (emulated)".
std::string side_mark(const CompareSide& side);

// value_of_fact returns a fact of the side's host or of its run, printable; "unknown" where it could not be read.
std::string value_of_fact(const HostFacts& facts, const std::string& name);

// version_in_short is the word of a version with its first digit: "3.0.17" of "OpenSSL 3.0.17 1 Jul 2025".
std::string version_in_short(const std::string& version);

// side_place says in a line where the figures of a side come from: host, system, kernel, architecture, processor.
std::string side_place(const CompareSide& side);

// selection_of is the file with what was chosen of it, as on the command line.
std::string selection_of(const CompareSide& side);

// ComparedOperation has the compared points of one operation with one number of threads: one for each size, or one without
// size.
struct ComparedOperation {
  std::vector<const ComparedPoint*> points;

  const PointKey& key() const { return points.front()->key; }
};

// operations_of puts the points of two runs together by operation and threads, in the order of the evidence, sizes ascending.
std::vector<ComparedOperation> operations_of(const ComparedRuns& runs);

// LoneReason gathers the points that have one reason in common.
struct LoneReason {
  LonePoint::Where where{};
  std::string reason;
  std::vector<std::string> operations;  // each once
  std::uint64_t points = 0;
};

std::vector<LoneReason> lone_reasons(const std::vector<LonePoint>& points);

std::string points_text(std::uint64_t count);  // "1 point", "12 points"

// money is the unit of money in words: the currency, or "unit of money".
std::string money(const Comparison& comparison);

// method_lines say how to read the figures: one sentence each.
std::vector<std::string> method_lines();

}  // namespace fipsprobe
