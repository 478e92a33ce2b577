#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/integrity_file.hpp"

// What the kinds of integrity files share. Everything that is read may be hostile: sizes are limited, and what cannot be read
// or understood becomes a result with its reason.
namespace fipsprobe {

// kMaxChecked is more than any library of these families has (8 MiB).
inline constexpr std::uint64_t kMaxChecked = std::uint64_t{64} << 20U;

// kMaxIntegrityFile is more than any .hmac, .chk or fipsmodule.cnf has.
inline constexpr std::uint64_t kMaxIntegrityFile = std::uint64_t{64} << 10U;

struct Comparison {
  IntegrityFile::Result result = IntegrityFile::Result::unknown;
  std::string detail;

  static Comparison match(std::string detail) { return {IntegrityFile::Result::match, std::move(detail)}; }
  static Comparison differs(std::string detail) { return {IntegrityFile::Result::differs, std::move(detail)}; }
  static Comparison unknown(std::string why) { return {IntegrityFile::Result::unknown, std::move(why)}; }
};

// integrity_row is the row of comparing `library` with what `holder` says of it; a comparison that throws Error is unknown,
// with its words.
IntegrityFile integrity_row(const std::string& library, const std::string& holder, std::string_view kind,
                            const std::function<Comparison()>& compare);

// absent_row says that `wanted` is not there.
IntegrityFile absent_row(const std::string& library, const std::string& wanted, std::string_view kind, std::string detail);

// whole_file returns the content of a regular file. Throws InputError when it cannot be read or has more than `limit` bytes.
std::string whole_file(const std::string& path, std::uint64_t limit);

// compared says whether two MACs in hexadecimal digits are the same.
Comparison compared(std::string_view held, std::string_view computed);

// distinct_files returns those of the paths that exist, each file once, in the order given.
std::vector<std::string> distinct_files(const std::vector<std::string>& paths);

// names_of returns the paths under which a library is known: as given, and with its symbolic links resolved.
std::vector<std::string> names_of(const std::string& path);

}  // namespace fipsprobe
