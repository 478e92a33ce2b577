#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "harness/host/fact_row.hpp"
#include "harness/host/text_file.hpp"

// The processor: /proc/cpuinfo of x86 and of Arm, which name the same things differently.
namespace fipsprobe {
namespace {

using Processor = std::map<std::string_view, std::string_view>;  // views into the text of the file

// A "processor : N" line starts a processor; lines before the first and after a blank line that start none are of the machine.
std::vector<Processor> processors_in(std::string_view text) {
  std::vector<Processor> processors;
  bool inside = false;
  for (const std::string_view line : lines_of(text)) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      inside = false;
      continue;
    }
    const std::string_view key = trimmed(line.substr(0, colon));
    if (key == "processor") {
      processors.emplace_back();
      inside = true;
    }
    if (inside) processors.back().emplace(key, trimmed(line.substr(colon + 1)));
  }
  return processors;
}

// Instruction sets that crypto code has fast paths for: x86 (Intel SDM volume 1 §5), Arm (Linux elf_hwcaps).
constexpr std::array<std::string_view, 30> kCryptoFlags = {
    "aes",   "pclmulqdq", "ssse3", "sse4_1", "sse4_2", "avx",    "avx2",   "avx512f", "avx512vl",   "avx512bw",
    "bmi1",  "bmi2",      "adx",   "sha_ni", "vaes",   "gfni",   "rdrand", "rdseed",  "vpclmulqdq", "movbe",
    "asimd", "pmull",     "sha1",  "sha2",   "sha3",   "sha512", "rng",    "sve",     "sve2",       "sm4"};

// Core names of Arm's own parts that Graviton processors are made of; numbers from the Main ID Register, Arm's manuals of each
// core. Implementer 0x41 is Arm Ltd.
struct ArmPart {
  std::string_view part;
  std::string_view name;
};
constexpr std::array kArmParts = {ArmPart{"0xd08", "Cortex-A72"}, ArmPart{"0xd0c", "Neoverse-N1"},
                                  ArmPart{"0xd40", "Neoverse-V1"}, ArmPart{"0xd4f", "Neoverse-V2"}};

std::optional<std::string> field(const Processor& processor, std::string_view key) {
  const auto found = processor.find(key);
  if (found == processor.end()) return std::nullopt;
  return std::string(found->second);
}

std::optional<std::string> arm_model(const Processor& processor) {
  auto implementer = field(processor, "CPU implementer");
  const auto part = field(processor, "CPU part");
  if (!implementer || !part) return std::nullopt;
  const std::string numbers = "implementer " + *implementer + " part " + *part;
  const auto* const known = std::ranges::find(kArmParts, *part, &ArmPart::part);
  if (*implementer != "0x41" || known == kArmParts.end()) return numbers;
  return std::string(known->name) + " (" + numbers + ")";
}

std::optional<std::string> model_of(const Processor& processor) {
  const auto name = field(processor, "model name");
  return name ? name : arm_model(processor);
}

std::optional<std::string> vendor_of(const Processor& processor) {
  auto vendor = field(processor, "vendor_id");
  if (vendor) return vendor;
  auto implementer = field(processor, "CPU implementer");
  if (implementer == "0x41") return "ARM";
  return implementer;
}

std::optional<std::vector<std::string_view>> cpu_flags_of(const Processor& processor) {
  for (const std::string_view key : {"flags", "Features"}) {
    const auto found = processor.find(key);
    if (found != processor.end()) return words_of(found->second);
  }
  return std::nullopt;
}

// crypto_flags keeps what every processor has: a thread may run on any of them.
Fact crypto_flags(const std::vector<Processor>& processors) {
  std::vector<std::vector<std::string_view>> all;
  for (const Processor& processor : processors) {
    auto flags = cpu_flags_of(processor);
    if (!flags) return Fact::unknown("a processor has neither flags nor Features", {});
    all.push_back(std::move(*flags));
  }
  std::string common;
  for (const std::string_view flag : kCryptoFlags) {
    const bool everywhere =
        std::ranges::all_of(all, [&](const auto& flags) { return std::ranges::find(flags, flag) != flags.end(); });
    if (!everywhere) continue;
    if (!common.empty()) common += ' ';
    common += flag;
  }
  return Fact::of(common.empty() ? "none" : common, {});
}

// about reads /proc/cpuinfo and asks one question of its processors.
template <class Question>
Fact about(const std::filesystem::path& root, const Question& question) {
  const TextFile file = read_text_file(under(root, "/proc/cpuinfo"), std::size_t{16} << 20U);
  if (!file.text) return Fact::unknown(file.why(), {});
  const std::vector<Processor> processors = processors_in(*file.text);
  if (processors.empty()) return Fact::unknown("the file names no processor", {});
  return question(processors);
}

Fact known_or(const std::optional<std::string>& value, std::string why) {
  return value ? Fact::of(*value, {}) : Fact::unknown(std::move(why), {});
}

constexpr std::array kCpuRows = {
    FactRow{"cpu.model", "/proc/cpuinfo",
            "model of the first processor; on Arm the core's name where it is known, and its numbers",
            [](const std::filesystem::path& root) {
              return about(root, [](const auto& all) { return known_or(model_of(all.front()), "the file names no model"); });
            }},
    FactRow{"cpu.vendor", "/proc/cpuinfo", "vendor of the first processor: GenuineIntel, AuthenticAMD, ARM",
            [](const std::filesystem::path& root) {
              return about(root, [](const auto& all) { return known_or(vendor_of(all.front()), "the file names no vendor"); });
            }},
    FactRow{"cpu.flags", "/proc/cpuinfo",
            "instruction sets for crypto that every processor has, in the kernel's names; none if none",
            [](const std::filesystem::path& root) { return about(root, crypto_flags); }},
    FactRow{"cpu.count", "/proc/cpuinfo", "processors that the kernel has online",
            [](const std::filesystem::path& root) {
              return about(root, [](const auto& all) { return Fact::of(std::to_string(all.size()), {}); });
            }},
};

}  // namespace

std::span<const FactRow> cpu_facts() { return kCpuRows; }

}  // namespace fipsprobe
