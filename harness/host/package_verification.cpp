#include "harness/host/package_verification.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

#include "harness/host/package_database.hpp"
#include "harness/host/text_file.hpp"

namespace fipsprobe {
namespace {

using Path = std::filesystem::path;

constexpr std::chrono::seconds kPackageVerificationTimeLimit{60};

constexpr std::string_view kMissing = "missing";

// is_letters tells whether a word is what the tools write of a file: "S.5....T.", at least nine characters.
bool is_letters(std::string_view word) {
  const auto is_letter = [](char c) { return c == '.' || c == '?' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  return word.size() >= 9 && std::ranges::all_of(word, is_letter);
}

// without_blanks cuts the blanks at the beginning only: a file's name may end with one.
std::string_view without_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text;
}

// deviation_in reads "S.5....T.  c /etc/x", "??5?????? c /etc/x" and "missing     /etc/x (Permission denied)".
std::optional<PackageDeviation> deviation_in(std::string_view line) {
  const std::string_view what = line.substr(0, line.find(' '));
  if (what != kMissing && !is_letters(what)) return std::nullopt;
  std::string_view rest = without_blanks(line.substr(what.size()));
  const bool has_kind = rest.size() > 2 && rest[0] >= 'a' && rest[0] <= 'z' && rest[1] == ' ';
  const bool is_config = has_kind && rest[0] == 'c';
  if (has_kind) rest = without_blanks(rest.substr(1));
  if (!rest.starts_with('/')) return std::nullopt;
  PackageDeviation deviation{.file = std::string(rest), .what = std::string(what), .is_config = is_config};
  const std::size_t reason = rest.rfind(" (");
  if (what == kMissing && reason != std::string_view::npos && rest.ends_with(')')) {
    deviation.file = rest.substr(0, reason);
    deviation.what += rest.substr(reason);
  }
  return deviation;
}

// verified runs the tool. Both end with 1 when a file deviates, and also when there is no such package: then they write no such
// line, or one that is none.
Verification verified(const std::vector<std::string>& words, std::string name) {
  Verification verification{.tool = std::move(name), .why_unknown = {}, .deviations = {}, .looked_at = {}};
  const ToolAnswer answer = ask_tool(words, kPackageVerificationTimeLimit);
  ReadDeviations read = deviations_in(answer.output);
  verification.deviations = std::move(read.deviations);
  verification.why_unknown = complaint_of(answer);
  if (!verification.why_unknown.empty()) return verification;
  if (!read.unread.empty()) {
    verification.why_unknown = fmt::format("{} answered: {}", words.front(), read.unread);
  } else if (answer.exit_code != 0 && verification.deviations.empty()) {
    verification.why_unknown =
        fmt::format("{} ended with {} and no word: {}", words.front(), answer.exit_code, first_line(answer.errors));
  }
  return verification;
}

template <class Number>
Number package_verification_number_in(std::string_view text) {
  Number number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// looked_at_by_rpm lists the files of which rpm has the digest, or a link's target, and compares it (rpm's rpmfiles.h and
// rpmvf.h: RPMFILE_GHOST, RPMVERIFY_FILEDIGEST, RPMVERIFY_LINKTO).
std::set<std::string> looked_at_by_rpm(const std::string& package, const Path& root) {
  constexpr unsigned kGhost = 1U << 6U, kDigest = 1U << 0U, kLink = 1U << 4U;
  std::vector<std::string> words = rpm_words(root);
  words.insert(words.end(),
               {"-q", "--queryformat", "[%{FILEFLAGS}\t%{FILEVERIFYFLAGS}\t%{FILEDIGESTS}\t%{FILELINKTOS}\t%{FILENAMES}\n]",
                "--", package});
  std::set<std::string> files;
  const ToolAnswer answer = ask_tool(words, kPackageVerificationTimeLimit);
  for (const std::string_view line : lines_of(answer.output)) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0, end = 0; parts.size() < 5 && end != std::string_view::npos; begin = end + 1) {
      end = parts.size() == 4 ? std::string_view::npos : line.find('\t', begin);
      parts.push_back(line.substr(begin, end - begin));
    }
    if (parts.size() != 5) continue;
    const auto verified_parts = package_verification_number_in<unsigned>(parts[1]);
    const bool has_digest = !parts[2].empty() && (verified_parts & kDigest) != 0;
    const bool has_target = !parts[3].empty() && (verified_parts & kLink) != 0;
    if ((package_verification_number_in<unsigned>(parts[0]) & kGhost) == 0 && (has_digest || has_target))
      files.emplace(parts[4]);
  }
  return files;
}

// looked_at_by_dpkg lists the files of the package's md5sums: dpkg has no word for one that it has no checksum of.
std::set<std::string> looked_at_by_dpkg(const std::string& package, const Path& root) {
  std::vector<std::string> words = dpkg_query_words(root);
  words.insert(words.end(), {"--control-show", package, "md5sums"});
  std::set<std::string> files;
  const ToolAnswer answer = ask_tool(words, kPackageVerificationTimeLimit);
  for (const std::string_view line : lines_of(answer.output)) {
    const std::size_t blanks = line.find("  ");
    if (blanks != std::string_view::npos) files.insert("/" + std::string(line.substr(blanks + 2)));
  }
  return files;
}

Verification verify_by_rpm(const std::string& package, const Path& root) {
  std::vector<std::string> words = rpm_words(root);
  words.insert(words.end(), {"-V", "--nodeps", "--noscripts", "--", package});
  Verification verification = verified(words, "rpm -V --nodeps --noscripts " + package);
  if (verification.why_unknown.empty()) verification.looked_at = looked_at_by_rpm(package, root);
  return verification;
}

Verification verify_by_dpkg(const std::string& package, const Path& root) {
  std::vector<std::string> words = dpkg_words(root);
  words.insert(words.end(), {"--verify", package});
  Verification verification = verified(words, "dpkg --verify " + package);
  if (verification.why_unknown.empty()) verification.looked_at = looked_at_by_dpkg(package, root);
  return verification;
}

}  // namespace

ReadDeviations deviations_in(std::string_view output) {
  ReadDeviations read;
  for (const std::string_view line : lines_of(output)) {
    if (line.empty()) continue;
    if (auto deviation = deviation_in(line)) {
      read.deviations.push_back(std::move(*deviation));
    } else if (read.unread.empty()) {
      read.unread = line;
    }
  }
  return read;
}

Verification verify_package(const std::string& package, const Path& root) {
  const std::vector<std::string_view> words = words_of(package);
  if (words.size() == 2 && words[0] == "rpm") return verify_by_rpm(std::string(words[1]), root);
  if (words.size() != 4 || words[0] != "dpkg") {
    return {.tool = {},
            .why_unknown = "its package manager did not name the version of the package",
            .deviations = {},
            .looked_at = {}};
  }
  const std::string name(words[1]), architecture(words[3]);
  return verify_by_dpkg(architecture == "all" ? name : name + ":" + architecture, root);
}

}  // namespace fipsprobe
