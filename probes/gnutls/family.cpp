#include "harness/model/errors.hpp"
#include "probes/family.hpp"

namespace fipsprobe {

const Family& gnutls_family() {
  static const Family family{"gnutls", "gnutls", {}, {}, [](const Instance&, Mode) { return Environment{}; },
                             [](const Instance&) -> std::unique_ptr<Module> { throw Error("not written yet"); }};
  return family;
}

}  // namespace fipsprobe
