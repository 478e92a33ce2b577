#include "harness/workers/worker_environment.hpp"

#include <cstdlib>

namespace fipsprobe {

Environment worker_environment(const Instance& instance, Mode mode) {
  const Family& family = family_named(instance.family);
  Environment environment = {{"PATH", "/usr/sbin:/usr/bin:/sbin:/bin"}, {"LANG", "C"}};
  if (starts_as_found(mode)) {
    for (const std::string_view name : family.variables) {
      const char* const value = std::getenv(std::string(name).c_str());
      if (value != nullptr) environment[std::string(name)] = value;
    }
  }
  for (auto& [name, value] : family.environment(instance, mode)) environment[name] = value;
  return environment;
}

}  // namespace fipsprobe
