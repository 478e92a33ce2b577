#include "harness/host/hmac_file.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

#include "harness/host/file_digest.hpp"
#include "harness/host/library_file.hpp"
#include "harness/host/text_file.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

constexpr std::string_view kHmacKind = "HMAC-SHA256, .hmac file";
constexpr std::size_t kHmacDigits = 64;

// The keys that are compiled into the libraries: fipscheck's, which Enterprise Linux uses in OpenSSL, libgcrypt and GnuTLS;
// upstream's of GnuTLS; upstream's of libgcrypt.
constexpr std::array<std::string_view, 3> kKeys = {"orboDeJITITejsirpADONivirpUkvarP", "I'd rather be skiing",
                                                   "What am I, a doctor or a moonshine runner?"};

std::string soname_or_nothing(const std::string& library) {
  try {
    return read_library_file(library).soname;
  } catch (const Error&) {
    return {};
  }
}

void add_once(std::vector<std::string>& list, std::string value) {
  if (value.empty() || std::ranges::find(list, value) != list.end()) return;
  list.push_back(std::move(value));
}

Comparison hmac_compare(const std::string& library, const std::string& hmac_file, const std::vector<std::string_view>& keys) {
  const std::string text = whole_file(hmac_file, kMaxIntegrityFile);
  const std::vector<std::string_view> words = words_of(text, " \t\r\n");
  const std::string_view held = words.empty() ? std::string_view() : words.front();
  if (held.size() != kHmacDigits || !from_hex(held)) return Comparison::differs("it does not begin with 64 hexadecimal digits");
  return compared_with_keys(library, held, keys);
}

}  // namespace

std::vector<std::string_view> hmac_keys_in(const std::string& library) {
  const std::string content = whole_file(library, kMaxChecked);
  std::vector<std::string_view> keys;
  for (const std::string_view key : kKeys) {
    if (content.find(key) != std::string::npos) keys.push_back(key);
  }
  return keys;
}

std::vector<std::string> hmac_file_paths(const std::string& library) {
  std::vector<std::string> folders;
  std::vector<std::string> names;
  for (const std::string& name : names_of(library)) {
    const std::filesystem::path path(name);
    add_once(folders, path.parent_path());
    add_once(names, path.filename());
  }
  const std::string soname = soname_or_nothing(library);
  if (soname.find('/') == std::string::npos) add_once(names, soname);
  std::vector<std::string> paths;
  for (const std::string& folder : folders) {
    for (const std::string& name : names) {
      for (const std::string& file : {"." + name, "fipscheck/" + name, "fipscheck/." + name})
        paths.push_back((std::filesystem::path(folder) / (file + ".hmac")).string());
    }
  }
  return paths;
}

Comparison compared_with_keys(const std::string& library, std::string_view held, const std::vector<std::string_view>& keys) {
  const std::string content = whole_file(library, kMaxChecked);
  std::string lower(held);
  std::ranges::transform(lower, lower.begin(), [](unsigned char digit) { return static_cast<char>(std::tolower(digit)); });
  const bool all = keys.empty();
  const std::vector<std::string_view> tried = all ? std::vector<std::string_view>(kKeys.begin(), kKeys.end()) : keys;
  Comparison comparison;
  for (const std::string_view key : tried) {
    comparison = compared(lower, hmac_sha256(as_bytes(content), as_bytes(key)));
    if (comparison.result == IntegrityFile::Result::match) return comparison;
  }
  if (!all) return comparison;
  return Comparison::unknown("it fits none of the published keys, and the module has none of them in it: its key is not known");
}

std::vector<IntegrityFile> check_hmac_file(const std::string& library, const std::vector<std::string_view>& keys) {
  const std::vector<std::string> candidates = hmac_file_paths(library);
  std::vector<IntegrityFile> rows;
  for (const std::string& file : distinct_files(candidates))
    rows.push_back(integrity_row(library, file, kHmacKind, [&] { return hmac_compare(library, file, keys); }));
  if (rows.empty() && !keys.empty())
    rows.push_back(absent_row(library, candidates.front(), kHmacKind, "the module has the key of such a file in it"));
  return rows;
}

}  // namespace fipsprobe
