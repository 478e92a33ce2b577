#include "harness/host/emulation.hpp"

#include <algorithm>

#include "harness/host/text_file.hpp"

#if defined(__x86_64__)
#include <cpuid.h>

#include <cstring>
#endif

namespace fipsprobe {
namespace {

// hypervisor_signature returns the twelve letters of CPUID leaf 0x40000000; empty without a hypervisor, and on other
// processors.
std::string hypervisor_signature() {
#if defined(__x86_64__)
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  constexpr unsigned kHypervisorBit = 1U << 31U;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & kHypervisorBit) == 0) return {};
  __cpuid(0x40000000, a, b, c, d);
  std::string letters(12, '\0');
  std::memcpy(letters.data(), &b, 4);
  std::memcpy(letters.data() + 4, &c, 4);
  std::memcpy(letters.data() + 8, &d, 4);
  return letters;
#else
  return {};
#endif
}

bool has_field(std::string_view cpuinfo, std::string_view name, std::string_view value) {
  const auto lines = lines_of(cpuinfo);
  return std::ranges::any_of(lines, [&](std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || trimmed(line.substr(0, colon)) != name) return false;
    return value.empty() || trimmed(line.substr(colon + 1)) == value;
  });
}

}  // namespace

std::string emulation(const std::filesystem::path& root, std::string_view architecture) {
  if (hypervisor_signature() == "TCGTCGTCGTCG") return "QEMU TCG";
  const TextFile maps = read_text_file(under(root, "/proc/thread-self/maps"), std::size_t{16} << 20U);
  if (maps.text && maps.text->find("/qemu-" + std::string(architecture)) != std::string::npos) return "qemu-user";
  const TextFile cpuinfo = read_text_file(under(root, "/proc/cpuinfo"), std::size_t{16} << 20U);
  if (!cpuinfo.text) return {};
  const bool is_x86 = architecture == "x86_64";
  if (has_field(*cpuinfo.text, is_x86 ? "CPU implementer" : "vendor_id", "")) return "qemu-user";
  if (!is_x86 && has_field(*cpuinfo.text, "CPU implementer", "0x00")) return "QEMU TCG";
  return {};
}

}  // namespace fipsprobe
