#include "probes/shared_library.hpp"

#include <dlfcn.h>
#include <link.h>

#include <fstream>
#include <iterator>

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
  std::ifstream stream(file(), std::ios::binary);
  const std::string content(std::istreambuf_iterator<char>(stream), {});
  return content.find(word) != std::string::npos;
}

}  // namespace fipsprobe
