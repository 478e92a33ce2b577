#include "harness/kat/run_set.hpp"

namespace fipsprobe {

std::uint64_t run_set(Module& module, const VectorSource& source, Selection selection, CaseObserver& observer) {
  std::uint64_t index = 0;
  read_cases(source, [&](const Case& kat_case) {
    if (selection.has(index)) {
      observer.before(index);
      observer.after(kat_case, run_case(module, kat_case));
    }
    ++index;
    return true;
  });
  return index;
}

std::optional<Case> case_at(const VectorSource& source, std::uint64_t index) {
  std::optional<Case> found;
  std::uint64_t at = 0;
  read_cases(source, [&](const Case& kat_case) {
    if (at++ != index) return true;
    found = kat_case;
    return false;
  });
  return found;
}

std::uint64_t count_cases(const VectorSource& source) {
  std::uint64_t count = 0;
  read_cases(source, [&](const Case&) {
    ++count;
    return true;
  });
  return count;
}

}  // namespace fipsprobe
