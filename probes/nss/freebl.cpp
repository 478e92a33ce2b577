#include "probes/nss/freebl.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <filesystem>

#include "harness/model/errors.hpp"
#include "probes/nss/mapped_files.hpp"
#include "probes/shared_library.hpp"

namespace fipsprobe::nss {
namespace {

// VectorHead is the start of FREEBLVector: its length in bytes and its version, major in the high byte.
struct VectorHead {
  std::uint16_t length, version;
};

bool same_folder(const std::string& a, const std::string& b) {
  std::error_code error;
  const auto folder = [&](const std::string& path) {
    return std::filesystem::weakly_canonical(std::filesystem::path(path), error).parent_path();
  };
  return folder(a) == folder(b);
}

}  // namespace

Freebl mapped_freebl(const std::string& softoken) {
  for (const char* const prefix : {"libfreeblpriv3.so", "libfreebl3.so"}) {
    for (const std::string& path : mapped_files(prefix)) return {path, !same_folder(path, softoken)};
  }
  return {};
}

FreeblVector freebl_vector(const Freebl& freebl) {
  if (freebl.path.empty()) return {false, "no libfreeblpriv3.so is mapped"};
  try {
    SharedLibrary library(freebl.path);  // mapped already: this only counts one more user
    auto* const get = library.find<const VectorHead*()>("FREEBL_GetVector");
    if (get == nullptr) return {false, freebl.path + " has no FREEBL_GetVector"};
    const VectorHead* const head = get();
    if (head == nullptr) return {false, "FREEBL_GetVector returned NULL"};
    return {true, fmt::format("freebl vector {}.{}", head->version >> 8U, head->version & 0xFFU)};
  } catch (const Error& error) {
    return {false, error.what()};
  }
}

}  // namespace fipsprobe::nss
