#include "probes/shared_library.hpp"

#include <dlfcn.h>
#include <link.h>

#include <cstring>
#include <fstream>

#include "harness/model/errors.hpp"

namespace fipsprobe {

SharedLibrary::SharedLibrary(const std::string& path, bool global)
    : SharedLibrary(path, ::dlopen(path.c_str(), RTLD_NOW | (global ? RTLD_GLOBAL : RTLD_LOCAL))) {}

SharedLibrary SharedLibrary::load_apart(std::string path) {
  void* const handle = ::dlmopen(LM_ID_NEWLM, path.c_str(), RTLD_NOW | RTLD_LOCAL);
  return {std::move(path), handle};
}

SharedLibrary::SharedLibrary(std::string path, void* handle) : path_(std::move(path)), handle_(handle) {
  if (handle_ == nullptr) {
    const char* const why = ::dlerror();
    throw Error(why != nullptr ? why : path_ + ": cannot be loaded");
  }
}

void* SharedLibrary::symbol(const char* name, const char* version) {
  void* const address = version == nullptr ? ::dlsym(handle_, name) : ::dlvsym(handle_, name, version);
  if (address == nullptr) missing_.emplace_back(name);
  return address;
}

bool SharedLibrary::has(const char* name) const { return ::dlsym(handle_, name) != nullptr; }

std::string SharedLibrary::path_of(const void* address) {
  Dl_info info{};
  if (::dladdr(address, &info) == 0 || info.dli_fname == nullptr) return {};
  return info.dli_fname;
}

std::string SharedLibrary::file() const {
  link_map* map = nullptr;
  if (::dlinfo(handle_, RTLD_DI_LINKMAP, static_cast<void*>(&map)) != 0 || map == nullptr) return path_;
  return map->l_name;
}

bool SharedLibrary::file_contains(std::string_view word) const {
  std::ifstream stream(file(), std::ios::binary | std::ios::ate);
  const std::streamoff size = stream.tellg();
  if (size <= 0) return false;
  std::string content(static_cast<std::size_t>(size), '\0');
  stream.seekg(0);
  stream.read(content.data(), size);
  return ::memmem(content.data(), static_cast<std::size_t>(stream.gcount()), word.data(), word.size()) != nullptr;
}

bool is_system_folder(const std::filesystem::path& folder) {
  const std::string name = folder.string();
  return name.starts_with("/lib") || name.starts_with("/usr/lib");
}

}  // namespace fipsprobe
