#include "probes/nss/freebl.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <cstring>
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

FreeblVector::FreeblVector(const Freebl& freebl) {
  if (freebl.path.empty()) return;
  try {
    SharedLibrary library(freebl.path);  // mapped already: this only counts one more user
    auto* const get = library.find<const VectorHead*()>("FREEBL_GetVector");
    text_ = freebl.path + " has no FREEBL_GetVector";
    if (get == nullptr) return;
    const VectorHead* const head = get();
    text_ = "FREEBL_GetVector returned NULL";
    if (head == nullptr) return;
    table_ = head;
    text_ = fmt::format("freebl vector {}.{}", head->version >> 8U, head->version & 0xFFU);
  } catch (const Error& error) {
    text_ = error.what();
  }
}

void* FreeblVector::pointer(FreeblFunction function) const {
  if (table_ == nullptr) return nullptr;
  const std::size_t offset = sizeof(void*) * (1 + static_cast<std::size_t>(function));  // the head fills one pointer's room
  const auto* const head = static_cast<const VectorHead*>(table_);
  if (offset + sizeof(void*) > head->length) return nullptr;
  void* found = nullptr;
  std::memcpy(&found, static_cast<const char*>(table_) + offset, sizeof found);
  return found;
}

SecItem item_of(ByteView bytes) {
  return {.type = 0, .data = bytes.empty() ? nullptr : bytes.data(), .length = static_cast<unsigned>(bytes.size())};
}

}  // namespace fipsprobe::nss
