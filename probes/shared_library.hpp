#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace fipsprobe {

// SharedLibrary is a library opened with dlopen. It is never closed: several crypto modules do not survive dlclose.
class SharedLibrary {
 public:
  // Opens `path` with RTLD_NOW | RTLD_LOCAL, or RTLD_GLOBAL when `global`. Throws Error with the loader's words.
  explicit SharedLibrary(const std::string& path, bool global = false);

  // load_apart loads the file once more, with libraries and state of its own (dlmopen with LM_ID_NEWLM), beside a copy that is
  // loaded already. Throws Error as above.
  static SharedLibrary load_apart(std::string path);

  // find returns the function of that name, and of that symbol version when one is given; nullptr, and remembered in
  // missing(), when the library has none.
  //   auto* mode = library.find<int()>("FIPS_mode");
  template <class Signature>
  Signature* find(const char* name, const char* version = nullptr) {
    return reinterpret_cast<Signature*>(symbol(name, version));  // NOLINT(*-reinterpret-cast): dlsym's contract, POSIX dlsym
  }

  // has tells whether the symbol is there, without remembering its absence.
  bool has(const char* name) const;

  // path_of returns the file that `address` was mapped from, as the loader names it; empty when none.
  static std::string path_of(const void* address);

  // file_contains tells whether the bytes of `word` stand in the library's file: what a build knows by name.
  bool file_contains(std::string_view word) const;

  // file returns the path the loader mapped this library from.
  std::string file() const;

  const std::string& path() const { return path_; }
  const std::vector<std::string>& missing() const { return missing_; }
  void* handle() const { return handle_; }

 private:
  SharedLibrary(std::string path, void* handle);

  void* symbol(const char* name, const char* version);

  std::string path_;
  void* handle_ = nullptr;
  std::vector<std::string> missing_;
};

// is_system_folder tells whether the loader looks into the folder by itself, without LD_LIBRARY_PATH.
bool is_system_folder(const std::filesystem::path& folder);

}  // namespace fipsprobe
