#include "harness/model/errors.hpp"
#include "probes/family.hpp"

namespace fipsprobe {

const Family& kernel_family() {
  static const Family family{"kernel", "kernel", {}, {}, [](const Instance&, Mode) { return Environment{}; },
                             [](const Instance&) -> std::unique_ptr<Module> { throw Error("not written yet"); }};
  return family;
}

}  // namespace fipsprobe
