#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "harness/host/fact_row.hpp"
#include "harness/host/text_file.hpp"

// What a measurement depends on beside the model of the processor: Linux Documentation/ABI/testing/sysfs-devices-system-cpu.
namespace fipsprobe {
namespace {

constexpr std::string_view kProcessors = "/sys/devices/system/cpu";

Fact performance_first_line(const std::filesystem::path& root, const std::string& path) {
  const TextFile file = read_text_file(under(root, path));
  if (!file.text) return Fact::unknown(file.why(), path);
  const std::string_view text = trimmed(*file.text);
  return text.empty() ? Fact::unknown("the file is empty", path) : Fact::of(std::string(text), path);
}

// names_in returns the names of what a folder holds, in order; empty when it cannot be read.
std::set<std::string> names_in(const std::filesystem::path& folder) {
  std::set<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    names.insert(at->path().filename().string());
  }
  return names;
}

bool is_processor(const std::string& name) {
  return name.size() > 3 && name.starts_with("cpu") && name.find_first_not_of("0123456789", 3) == std::string::npos;
}

std::string performance_joined(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// governor names the governors of all processors, each once.
Fact governor(const std::filesystem::path& root) {
  std::set<std::string> governors;
  std::string why = "no processor is listed";
  for (const std::string& name : names_in(under(root, kProcessors))) {
    if (!is_processor(name)) continue;
    const Fact each = performance_first_line(root, std::string(kProcessors) + "/" + name + "/cpufreq/scaling_governor");
    if (each.value) {
      governors.insert(*each.value);
    } else {
      why = each.why_unknown;
    }
  }
  if (governors.empty()) return Fact::unknown(why + ": the kernel does not govern the frequency here", {});
  return Fact::of(performance_joined(governors), {});
}

Fact switch_at(const std::filesystem::path& root, const std::string& path, std::string_view on) {
  const Fact value = performance_first_line(root, path);
  if (!value.value) return value;
  return Fact::of(*value.value == on ? "on" : "off", path);
}

Fact turbo(const std::filesystem::path& root) {
  Fact intel = switch_at(root, std::string(kProcessors) + "/intel_pstate/no_turbo", "0");
  if (intel.value) return intel;
  return switch_at(root, std::string(kProcessors) + "/cpufreq/boost", "1");
}

Fact mitigations(const std::filesystem::path& root) {
  const std::string folder = std::string(kProcessors) + "/vulnerabilities";
  std::string text;
  const std::set<std::string> names = names_in(under(root, folder));
  for (const std::string& name : names) {
    const Fact each = performance_first_line(root, fmt::format("{}/{}", folder, name));
    if (each.value == "Not affected") continue;
    text += (text.empty() ? "" : "; ") + name + ": " + (each.value ? *each.value : "unknown: " + each.why_unknown);
  }
  if (names.empty()) return Fact::unknown("the kernel lists no vulnerabilities", {});
  return Fact::of(text.empty() ? "none needed" : text, {});
}

// cpuinfo_field returns the value of the first line of that name.
std::optional<std::string> cpuinfo_field(const std::filesystem::path& root, std::string_view name) {
  const TextFile file = read_text_file(under(root, "/proc/cpuinfo"), std::size_t{16} << 20U);
  if (!file.text) return std::nullopt;
  for (const std::string_view line : lines_of(*file.text)) {
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && trimmed(line.substr(0, colon)) == name)
      return std::string(trimmed(line.substr(colon + 1)));
  }
  return std::nullopt;
}

Fact microcode(const std::filesystem::path& root) {
  const auto revision = cpuinfo_field(root, "microcode");
  return revision ? Fact::of(*revision, {}) : Fact::unknown("the file names no microcode", {});
}

Fact hypervisor(const std::filesystem::path& root) {
  const Fact type = performance_first_line(root, "/sys/hypervisor/type");
  if (type.value) return type;
  const auto flags = cpuinfo_field(root, "flags");
  if (!flags) return Fact::unknown("the processor does not tell", {});
  const auto words = words_of(*flags);
  return Fact::of(std::ranges::find(words, "hypervisor") != words.end() ? "yes" : "none", {});
}

constexpr std::array kPerformanceRows = {
    FactRow{"cpu.microcode", "/proc/cpuinfo", "revision of the first processor's microcode", microcode},
    FactRow{"cpu.governor", "/sys/devices/system/cpu/cpu*/cpufreq/scaling_governor",
            "what chooses the frequency: performance, powersave, schedutil; several where processors differ", governor},
    FactRow{"cpu.turbo", "/sys/devices/system/cpu/intel_pstate/no_turbo, cpufreq/boost", "on or off", turbo},
    FactRow{"cpu.smt", "/sys/devices/system/cpu/smt/active", "on: two threads share a core",
            [](const std::filesystem::path& root) { return switch_at(root, std::string(kProcessors) + "/smt/active", "1"); }},
    FactRow{"cpu.mitigations", "/sys/devices/system/cpu/vulnerabilities",
            "each vulnerability that the processor has, and what is done about it", mitigations},
    FactRow{"kernel.clock_source", "/sys/devices/system/clocksource/clocksource0/current_clocksource",
            "what the kernel tells the time by: tsc, kvm-clock, arch_sys_counter",
            [](const std::filesystem::path& root) {
              return performance_first_line(root, "/sys/devices/system/clocksource/clocksource0/current_clocksource");
            }},
    FactRow{"machine.vendor", "/sys/class/dmi/id/sys_vendor", "maker of the machine: Amazon EC2",
            [](const std::filesystem::path& root) { return performance_first_line(root, "/sys/class/dmi/id/sys_vendor"); }},
    FactRow{"machine.product", "/sys/class/dmi/id/product_name", "name of the machine; on EC2 the instance type: m6g.large",
            [](const std::filesystem::path& root) { return performance_first_line(root, "/sys/class/dmi/id/product_name"); }},
    FactRow{"machine.hypervisor", "/sys/hypervisor/type, /proc/cpuinfo", "its name where the kernel knows it, yes, or none",
            hypervisor},
};

}  // namespace

std::span<const FactRow> performance_facts() { return kPerformanceRows; }

}  // namespace fipsprobe
