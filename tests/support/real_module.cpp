#include "tests/support/real_module.hpp"

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <vector>

namespace fipsprobe::test {
namespace {

// restart_with starts this program again, with the same arguments, unless its environment already has all of `wanted`.
void restart_with(const Environment& wanted) {
  bool complete = true;
  for (const auto& [name, value] : wanted) {
    const char* const now = std::getenv(name.c_str());
    if (now == nullptr || value != now) complete = false;
    ::setenv(name.c_str(), value.c_str(), 1);
  }
  if (complete) return;
  std::ifstream file("/proc/self/cmdline", std::ios::binary);
  std::string words(std::istreambuf_iterator<char>(file), {});
  std::vector<char*> arguments;
  for (std::size_t at = 0; at < words.size(); at = words.find('\0', at) + 1) arguments.push_back(&words[at]);
  arguments.push_back(nullptr);
  ::execv("/proc/self/exe", arguments.data());
  FAIL("cannot start the test program again");
}

}  // namespace

std::filesystem::path modules_folder() {
  const char* const folder = std::getenv("FIPSPROBE_MODULES");
  if (folder == nullptr || *folder == '\0') SKIP("FIPSPROBE_MODULES is not set: run scripts/fetch-modules first");
  return folder;
}

std::unique_ptr<Module> start_module(const std::string& family_name, const std::filesystem::path& path, Mode mode) {
  const Family& family = family_named(family_name);
  std::filesystem::path file = path;
  if (!path.empty() && path.is_relative()) file = modules_folder() / path;
  if (!file.empty() && !std::filesystem::exists(file)) SKIP(file.string() + " is not there: run scripts/fetch-modules first");
  const Instance instance{family_name, file.string()};
  restart_with(family.environment(instance, mode));
  std::unique_ptr<Module> module = family.load(instance);
  const Entered entered = module->enter(mode);
  INFO(entered.reason);
  REQUIRE(entered.available);
  return module;
}

void skip_without_dlmopen() {
#ifdef __SANITIZE_ADDRESS__
  SKIP("AddressSanitizer does not bear dlmopen, which loads the second copy that tells refusals from errors");
#endif
}

}  // namespace fipsprobe::test
