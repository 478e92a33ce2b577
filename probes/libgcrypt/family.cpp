#include "harness/model/errors.hpp"
#include "probes/family.hpp"

namespace fipsprobe {

const Family& libgcrypt_family() {
  static const Family family{"libgcrypt", "libgcrypt", {}, {}, [](const Instance&, Mode) { return Environment{}; },
                             [](const Instance&) -> std::unique_ptr<Module> { throw Error("not written yet"); }};
  return family;
}

}  // namespace fipsprobe
