#include "probes/openssl/provider_file.hpp"

#include <elf.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "harness/model/errors.hpp"

namespace fipsprobe::openssl {
namespace {

constexpr std::uintmax_t kMaxProvider = std::uintmax_t{64} << 20U;
constexpr std::string_view kMacSection = ".rodata1";

// part returns a structure at an offset of a file that may be cut short or hostile.
template <class T>
std::optional<T> part(ByteView file, std::uint64_t offset) {
  if (offset > file.size() || file.size() - offset < sizeof(T)) return std::nullopt;
  T value{};
  std::memcpy(&value, file.data() + offset, sizeof(T));
  return value;
}

bool is_named(ByteView file, std::uint64_t offset, std::string_view name) {
  if (offset > file.size() || file.size() - offset <= name.size()) return false;
  return as_text(file.subspan(offset, name.size())) == name && file[offset + name.size()] == 0;
}

// section returns the content of a section of an ELF64 file; empty when there is none.
ByteView section(ByteView file, std::string_view name) {
  const auto header = part<Elf64_Ehdr>(file, 0);
  if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 || header->e_ident[EI_CLASS] != ELFCLASS64) return {};
  const auto at = [&](std::uint64_t index) { return part<Elf64_Shdr>(file, header->e_shoff + index * sizeof(Elf64_Shdr)); };
  const auto names = at(header->e_shstrndx);
  for (std::uint64_t index = 0; names && index < header->e_shnum; ++index) {
    const auto each = at(index);
    if (!each || !is_named(file, names->sh_offset + each->sh_name, name)) continue;
    if (each->sh_offset > file.size() || file.size() - each->sh_offset < each->sh_size) return {};
    return file.subspan(each->sh_offset, each->sh_size);
  }
  return {};
}

}  // namespace

std::vector<std::string> provider_folders(const std::string& libcrypto, const std::string& built_in) {
  std::vector<std::string> folders;
  const char* const given = std::getenv("OPENSSL_MODULES");
  if (given != nullptr && *given != '\0') folders.emplace_back(given);
  folders.push_back(std::filesystem::path(libcrypto).parent_path() / "ossl-modules");
  if (!built_in.empty()) folders.push_back(built_in);
  return folders;
}

std::optional<std::string> folder_with(const std::vector<std::string>& folders, const std::string& name) {
  const auto found = std::ranges::find_if(folders, [&](const std::string& folder) {
    std::error_code error;
    return std::filesystem::is_regular_file(std::filesystem::path(folder) / name, error);
  });
  if (found == folders.end()) return std::nullopt;
  return *found;
}

bool has_embedded_mac(ByteView provider) {
  const ByteView mac = section(provider, kMacSection);
  return std::ranges::any_of(mac, [](std::uint8_t byte) { return byte != 0; });
}

Bytes read_provider(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) throw Error(path + ": " + error.message());
  if (size > kMaxProvider) throw Error(path + ": too large to be a provider");
  std::ifstream file(path, std::ios::binary);
  Bytes content(static_cast<std::size_t>(size));
  file.read(reinterpret_cast<char*>(content.data()), static_cast<std::streamsize>(size));  // NOLINT(*-reinterpret-cast): bytes
  if (!file) throw Error(path + ": cannot be read");
  return content;
}

}  // namespace fipsprobe::openssl
