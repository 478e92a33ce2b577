#pragma once

#include <map>

#include "harness/model/outcome.hpp"
#include "probes/openssl/der.hpp"
#include "probes/openssl/symbols.hpp"

namespace fipsprobe::openssl {

// Curves tells which curves this build of the library has: distributions leave many out.
class Curves {
 public:
  explicit Curves(const KeySymbols& symbols) : symbols_(symbols) {}

  bool has(Curve curve) {
    const auto known = known_.find(curve);
    if (known != known_.end()) return known->second;
    const Handle<EcGroup> group(symbols_.group(symbols_.nid_of(oid_of(curve))), symbols_.free_group);
    return known_[curve] = group != nullptr;
  }

  // absent is the outcome for a curve that `has` denied.
  static Outcome absent(Curve curve) {
    return Outcome::unsupported("this build has no curve " + std::string(name_of(curve)) + ": EC_GROUP_new_by_curve_name");
  }

 private:
  const KeySymbols& symbols_;
  std::map<Curve, bool> known_;
};

}  // namespace fipsprobe::openssl
