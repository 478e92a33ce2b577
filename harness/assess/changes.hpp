#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "harness/model/evidence.hpp"

namespace fipsprobe {

inline constexpr std::string_view kChangesSchema = "fipsprobe/changes/1";

// Change is one thing that is not the same in two files of evidence.
struct Change {
  // What changed for the worse comes first; only these count as findings.
  enum class Kind {
    module_lost,    // a module, or a mode of it, that was tested before and is not any more
    coverage_lost,  // an operation with right answers before and none now
    now_wrong,      // an operation without wrong outcomes before and with some now
    state_changed,  // the module says something else of FIPS mode
    no_longer_refused,
    identity_changed,  // version or SHA-256 of the file
    coverage_gained,
    no_longer_wrong,
    now_refused,
    module_gained
  };
  Kind kind{};
  std::string module;  // instance in the newer evidence, where it has one
  std::string mode;    // name of the mode; empty where it speaks of the module
  std::string what;    // an operation, or "version"
  std::string before, after;
};

std::string_view name_of(Change::Kind kind);

// is_loss tells the kinds that count as findings: coverage, right answers, refusals or a state that were there before are not
// any more.
bool is_loss(Change::Kind kind);

// changes_between compares the modules of two files of evidence. A module is the same one when family and instance are
// equal, or else when each file has one module of that family only. Sorted by kind, module, mode and what.
std::vector<Change> changes_between(const Evidence& older, const Evidence& newer);

nlohmann::json to_json(const std::vector<Change>& changes);

}  // namespace fipsprobe
