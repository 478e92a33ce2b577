#pragma once

#include <cstdint>

#include "harness/kat/case_result.hpp"
#include "harness/vectors/vector_source.hpp"

namespace fipsprobe {

// Selection says which cases of a source are run: every stride-th, those before `first` left out because they are done.
struct Selection {
  std::uint64_t first = 0;   // index of a case in its file, from 0
  std::uint64_t stride = 1;  // 1: all cases

  bool has(std::uint64_t index) const { return index >= first && index % stride == 0; }
};

// CaseObserver is told of every selected case before and after it runs.
class CaseObserver {
 public:
  virtual ~CaseObserver() = default;
  virtual void before(std::uint64_t index) = 0;
  virtual void after(const Case& kat_case, const CaseResult& result) = 0;
};

// run_set runs the selected cases of a source on the module, and returns how many cases the source has in all.
std::uint64_t run_set(Module& module, const VectorSource& source, Selection selection, CaseObserver& observer);

// case_at reads the case with that index in its file; nullopt when the file has fewer.
std::optional<Case> case_at(const VectorSource& source, std::uint64_t index);

// count_cases reads the whole source, so finds every error in it, and returns the number of its cases.
std::uint64_t count_cases(const VectorSource& source);

}  // namespace fipsprobe
