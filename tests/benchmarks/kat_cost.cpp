// kat_cost FAMILY FILE prints what the harness adds to a module's own time: the built-in known answers of the profile
// `standard` once through run_set with an observer like the worker's, and once the same cases in a bare loop, read
// before: processor time, both in turn, the fastest of three rounds.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <map>
#include <vector>

#include "harness/kat/profile.hpp"
#include "harness/kat/run_set.hpp"
#include "probes/family.hpp"

using namespace fipsprobe;

namespace {

class CountingObserver final : public CaseObserver {
 public:
  void before(std::uint64_t) override {}
  void after(const Case& kat_case, const CaseResult& result) override {
    ++counts_[result.kind];
    ++coverage_[describe(kat_case.operation)][result.kind];
  }

 private:
  Counts counts_;
  std::map<std::string, Counts> coverage_;
};

// processor_seconds is what this process has used of its processors, so that other work on the machine does not count.
double processor_seconds() {
  std::timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double with_harness(Module& module, const std::vector<PlannedSet>& sets) {
  const double start = processor_seconds();
  for (const PlannedSet& set : sets) {
    CountingObserver observer;
    run_set(module, set.source, {.first = 0, .sample = set.sample}, observer);
  }
  return processor_seconds() - start;
}

std::vector<Case> cases_of(const std::vector<PlannedSet>& sets) {
  std::vector<Case> cases;
  for (const PlannedSet& set : sets) {
    std::uint64_t index = 0;
    read_cases(set.source, [&](const Case& kat_case) {
      const Operation& operation = kat_case.operation;
      if (set.sample.has(index++, operation) && set.sample.why_left_out(operation).empty()) cases.push_back(kat_case);
      return true;
    });
  }
  return cases;
}

double bare(Module& module, const std::vector<Case>& cases) {
  const double start = processor_seconds();
  for (const Case& kat_case : cases) run_case(module, kat_case);
  return processor_seconds() - start;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: kat_cost FAMILY FILE, for example kat_cost openssl /usr/lib64/libcrypto.so.10\n");
    return 64;
  }
  const std::unique_ptr<Module> module = family_named(argv[1]).load({argv[1], argv[2]});
  if (const Entered entered = module->enter(Mode::contrast); !entered.available) {
    fmt::print(stderr, "{}\n", entered.reason);
    return 1;
  }
  const std::vector<PlannedSet> sets = plan_sets(Profile::standard, {}, builtin_sources());
  const std::vector<Case> cases = cases_of(sets);
  double harness = 1e9;
  double alone = 1e9;
  for (int round = 0; round < 3; ++round) {
    harness = std::min(harness, with_harness(*module, sets));
    alone = std::min(alone, bare(*module, cases));
  }
  fmt::print("{} cases: with the harness {:.2f} s, bare {:.2f} s, ratio {:.3f}\n", cases.size(), harness, alone,
             harness / alone);
  std::fflush(stdout);
  std::_Exit(0);  // several modules do not survive their own destructors
}
