#include "probes/kernel/kernel_state.hpp"

#include <linux/magic.h>
#include <sys/vfs.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "harness/model/errors.hpp"
#include "harness/model/kernel_algorithms.hpp"

namespace fipsprobe::kernel {
namespace {

const std::string kFlagFile = "/proc/sys/crypto/fips_enabled";

std::optional<std::string> first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  return line;
}

bool on_proc(const std::string& path) {
  struct statfs status {};
  return ::statfs(path.c_str(), &status) == 0 && status.f_type == PROC_SUPER_MAGIC;
}

// Upstream has fips_name and fips_version from 6.1 on.
std::string module_words() {
  std::string words;
  for (const char* const name : {"fips_name", "fips_version"}) {
    const auto line = first_line(std::string("/proc/sys/crypto/") + name);
    if (line) words += std::string("; ") + name + " = " + *line;
  }
  return words;
}

std::vector<KernelAlgorithm> list_once() {
  std::ifstream file("/proc/crypto", std::ios::binary);
  std::string text(std::size_t{1} << 20U, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  try {
    return kernel_algorithms_in(text, "/proc/crypto");
  } catch (const InputError&) {
    return {};
  }
}

bool is_same_entry(const KernelAlgorithm& one, const KernelAlgorithm& other) {
  return one.name == other.name && one.driver == other.driver && one.type == other.type;
}

}  // namespace

FipsFlag read_fips_flag() {
  using Value = FipsFlag::Value;
  if (!std::filesystem::exists(kFlagFile)) {
    if (!on_proc("/proc/sys/kernel")) return {Value::unknown, "/proc/sys is not the kernel's own"};
    return {Value::no_fips_mode, kFlagFile + " does not exist: a kernel without CONFIG_CRYPTO_FIPS"};
  }
  if (!on_proc(kFlagFile))
    return {Value::unknown, kFlagFile + " is not the kernel's own: another file system is mounted over it"};
  const auto line = first_line(kFlagFile);
  if (line == "1") return {Value::on, kFlagFile + " = 1" + module_words()};
  if (line == "0") return {Value::off, kFlagFile + " = 0" + module_words()};
  return {Value::unknown, kFlagFile + (line ? " holds neither 0 nor 1" : " cannot be read")};
}

std::vector<KernelAlgorithm> listed_algorithms() {
  if (!on_proc("/proc/crypto")) return {};
  constexpr int most_reads = 8;
  std::vector<KernelAlgorithm> listed = list_once();
  for (int reads = 1; reads < most_reads; ++reads) {
    std::vector<KernelAlgorithm> again = list_once();
    if (std::ranges::equal(listed, again, is_same_entry)) return again;
    listed = std::move(again);
  }
  return listed;
}

std::optional<bool> tests_switched_off() {
  const auto line = first_line("/sys/module/cryptomgr/parameters/notests");
  if (!line) return std::nullopt;
  return line == "Y";
}

}  // namespace fipsprobe::kernel
