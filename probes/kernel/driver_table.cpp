#include "probes/kernel/driver_table.hpp"

#include <algorithm>
#include <array>

#include "probes/kernel/kernel_state.hpp"

namespace fipsprobe::kernel {
namespace {

struct TypeName {
  Type type;
  std::string_view listed;
};

// The words of /proc/crypto for what an interface serves; those before Linux 4.20 or so among them.
constexpr std::array kTypeNames = {
    TypeName{Type::hash, "shash"},         TypeName{Type::hash, "ahash"},         TypeName{Type::skcipher, "skcipher"},
    TypeName{Type::skcipher, "lskcipher"}, TypeName{Type::skcipher, "blkcipher"}, TypeName{Type::skcipher, "ablkcipher"},
    TypeName{Type::skcipher, "givcipher"}, TypeName{Type::aead, "aead"},          TypeName{Type::rng, "rng"}};

bool is_served(Type type, const KernelAlgorithm& algorithm) {
  return std::ranges::any_of(kTypeNames, [&](const TypeName& row) { return row.type == type && row.listed == algorithm.type; });
}

}  // namespace

std::optional<std::string> serving_driver(const std::vector<KernelAlgorithm>& listed, Type type, std::string_view name) {
  const KernelAlgorithm* best = nullptr;
  for (const KernelAlgorithm& algorithm : listed) {
    if (algorithm.internal == true || !is_served(type, algorithm)) continue;
    if (algorithm.driver == name) return algorithm.driver;
    if (algorithm.name == name && (best == nullptr || algorithm.priority > best->priority)) best = &algorithm;
  }
  return best == nullptr ? std::nullopt : std::optional(best->driver);
}

std::optional<std::string> DriverTable::driver_of(Type type, const std::string& name) {
  constexpr std::chrono::milliseconds fresh{50};
  const bool is_known = !names_.insert(name).second && std::chrono::steady_clock::now() - read_at_ <= fresh;
  if (is_known) {
    if (auto driver = serving_driver(listed_, type, name)) return driver;
  }
  read();
  return serving_driver(listed_, type, name);
}

void DriverTable::read() {
  listed_ = listed_algorithms();
  read_at_ = std::chrono::steady_clock::now();
}

}  // namespace fipsprobe::kernel
