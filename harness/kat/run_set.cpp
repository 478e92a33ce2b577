#include "harness/kat/run_set.hpp"

namespace fipsprobe {

namespace {

// walk reads a source and hands the selected cases over with their indices.
template <class Consume>
SetSize walk(const VectorSource& source, const Selection& selection, Consume&& consume) {
  SetSize size;
  read_cases(source, [&](const Case& kat_case) {
    const std::uint64_t index = size.in_file++;
    if (!selection.sample.has(index, kat_case.operation)) return true;
    const std::string why = selection.sample.why_left_out(kat_case.operation);
    if (!why.empty()) {
      ++size.left_out[why];
    } else if (index >= selection.first) {
      ++size.selected;
      consume(index, kat_case);
    }
    return true;
  });
  return size;
}

}  // namespace

SetSize run_set(Module& module, const VectorSource& source, const Selection& selection, CaseObserver& observer) {
  return walk(source, selection, [&](std::uint64_t index, const Case& kat_case) {
    observer.before(index);
    observer.after(kat_case, run_case(module, kat_case));
  });
}

SetSize size_of_set(const VectorSource& source, const Selection& selection) {
  return walk(source, selection, [](std::uint64_t, const Case&) {});
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
