#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "harness/kat/case_result.hpp"
#include "harness/kat/sample.hpp"
#include "harness/vectors/vector_source.hpp"

namespace fipsprobe {

// Selection says which cases of a source are run: those of the sample, but not those before `first`, which are done.
struct Selection {
  std::uint64_t first = 0;  // index of a case in its file, from 0
  Sample sample;
};

// SetSize is what a source holds.
struct SetSize {
  std::uint64_t in_file = 0;                      // cases in all
  std::uint64_t selected = 0;                     // of them, those that a selection runs
  std::map<std::string, std::uint64_t> left_out;  // of the sample, those that cost too much, whether before `first` or not
};

// CaseObserver is told of every selected case before and after it runs.
class CaseObserver {
 public:
  virtual ~CaseObserver() = default;
  virtual void before(std::uint64_t index) = 0;
  virtual void after(const Case& kat_case, const CaseResult& result) = 0;
};

// run_set runs the selected cases of a source on the module.
SetSize run_set(Module& module, const VectorSource& source, const Selection& selection, CaseObserver& observer);

// size_of_set counts what run_set would run.
SetSize size_of_set(const VectorSource& source, const Selection& selection);

// case_at reads the case with that index in its file; nullopt when the file has fewer.
std::optional<Case> case_at(const VectorSource& source, std::uint64_t index);

// count_cases reads the whole source, so finds every error in it, and returns the number of its cases.
std::uint64_t count_cases(const VectorSource& source);

}  // namespace fipsprobe
