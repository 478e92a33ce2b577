#include "probes/kernel/loading_modules.hpp"

#include <chrono>
#include <fstream>
#include <string>
#include <thread>

namespace fipsprobe::kernel {
namespace {

// Each line is NAME SIZE USERS NEEDED_BY STATE ADDRESS; the state is Live, Loading or Unloading (proc(5)).
bool any_module_is_loading() {
  std::ifstream modules("/proc/modules");
  for (std::string line; std::getline(modules, line);) {
    if (line.find(" Loading ") != std::string::npos) return true;
  }
  return false;
}

}  // namespace

void wait_for_loading_modules() {
  constexpr std::chrono::milliseconds step(20);
  constexpr int steps = 100;
  for (int i = 0; i < steps && any_module_is_loading(); ++i) std::this_thread::sleep_for(step);
}

}  // namespace fipsprobe::kernel
