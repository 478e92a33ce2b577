#include "harness/host/integrity_row.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "harness/host/text_file.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {

IntegrityFile integrity_row(const std::string& library, const std::string& holder, std::string_view kind,
                            const std::function<Comparison()>& compare) {
  IntegrityFile row{
      .file = library, .integrity_file = holder, .kind = std::string(kind), .result = {}, .detail = std::string()};
  Comparison comparison;
  try {
    comparison = compare();
  } catch (const Error& error) {
    comparison = Comparison::unknown(error.what());
  }
  row.result = comparison.result;
  row.detail = std::move(comparison.detail);
  return row;
}

IntegrityFile absent_row(const std::string& library, const std::string& wanted, std::string_view kind, std::string detail) {
  return {.file = library,
          .integrity_file = wanted,
          .kind = std::string(kind),
          .result = IntegrityFile::Result::absent,
          .detail = std::move(detail)};
}

std::string whole_file(const std::string& path, std::uint64_t limit) {
  TextFile file = read_text_file(path, limit);
  if (!file.text) throw InputError(path, 0, file.why());
  return std::move(*file.text);
}

Comparison compared(std::string_view held, std::string_view computed) {
  if (held == computed) return Comparison::match(fmt::format("HMAC-SHA256 computed {}", computed));
  return Comparison::differs(fmt::format("it says {}, HMAC-SHA256 computed {}", held, computed));
}

std::vector<std::string> distinct_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  std::vector<std::filesystem::path> seen;
  for (const std::string& path : paths) {
    std::error_code error;
    const std::filesystem::path real = std::filesystem::canonical(path, error);
    if (error || std::ranges::find(seen, real) != seen.end()) continue;
    seen.push_back(real);
    files.push_back(path);
  }
  return files;
}

std::vector<std::string> names_of(const std::string& path) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(path, error);
  if (error || real == path) return {path};
  return {path, real.string()};
}

}  // namespace fipsprobe
