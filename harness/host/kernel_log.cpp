#include "harness/host/kernel_log.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

#include "harness/host/file_handle.hpp"
#include "harness/host/text_file.hpp"

namespace fipsprobe {
namespace {

constexpr const char* kSource = "/dev/kmsg";
constexpr std::size_t kMostRecords = 100'000;
constexpr std::size_t kQuoted = 5;  // failures that are quoted

struct Record {
  std::uint64_t sequence = 0;
  std::string_view text;
};

// record_in parts the first line of a record; nullopt for what is none.
std::optional<Record> record_in(std::string_view text) {
  const std::size_t semicolon = text.find(';');
  const std::size_t comma = text.find(',');
  if (semicolon == std::string_view::npos || comma == std::string_view::npos || comma > semicolon) return std::nullopt;
  Record record;
  const std::string_view number = text.substr(comma + 1);
  if (std::from_chars(number.begin(), number.end(), record.sequence).ec != std::errc()) return std::nullopt;
  record.text = text.substr(semicolon + 1);
  record.text = record.text.substr(0, record.text.find('\n'));
  return record;
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// Tally counts the messages of crypto/algapi.c, crypto/testmgr.c and crypto/fips.c of Linux 4.14 to 6.12.
struct Tally {
  std::string mode;  // "fips mode: enabled"
  std::uint64_t passed = 0, failed = 0;
  std::vector<std::string> failures;

  void take(std::string_view text) {
    if (text.starts_with("fips mode: ")) mode = text;
    const bool is_of_a_test = text.starts_with("alg: ") || has(text, "alg self test");
    if (!is_of_a_test) return;
    if (has(text, "fail")) {
      ++failed;
      if (failures.size() < kQuoted) failures.emplace_back(text);
    } else if (has(text, "self-tests for ") && has(text, "passed")) {
      ++passed;
    }
  }

  bool is_empty() const { return mode.empty() && passed == 0 && failed == 0; }

  std::string text() const {
    std::string all = mode.empty() ? "no word on FIPS mode" : mode;
    all += fmt::format("; self-tests: {} passed, {} failed", passed, failed);
    for (const std::string& failure : failures) all += "; " + failure;
    return all;
  }
};

}  // namespace

KernelLog read_kernel_log(const std::filesystem::path& root) {
  KernelLog log;
  const FileHandle file(under(root, kSource));
  if (!file) {
    log.why_unknown = std::generic_category().message(file.error());
    return log;
  }
  std::array<char, 8192> buffer{};  // the kernel's own limit of a record
  while (log.records.size() < kMostRecords) {
    const ssize_t got = ::read(file.descriptor(), buffer.data(), buffer.size());
    if (got < 0 && (errno == EINTR || errno == EPIPE)) continue;  // EPIPE: the next record was overwritten meanwhile
    if (got < 0 && errno != EAGAIN) log.why_unknown = std::generic_category().message(errno);
    if (got <= 0) break;
    log.records.emplace_back(buffer.data(), static_cast<std::size_t>(got));
    if (!record_in(log.records.back())) log.why_unknown = "it is not the kernel's log";
    if (!log.why_unknown.empty()) break;
  }
  if (log.records.empty() && log.why_unknown.empty()) log.why_unknown = "the log is empty";
  return log;
}

Fact fips_messages(const KernelLog& log) {
  if (!log.why_unknown.empty()) return Fact::unknown(log.why_unknown, kSource);
  Tally tally;
  std::optional<std::uint64_t> first;
  for (const std::string& text : log.records) {
    const auto record = record_in(text);
    if (!record) continue;
    if (!first) first = record->sequence;
    tally.take(record->text);
  }
  const std::uint64_t lost = first.value_or(0);
  if (lost > 0 && tally.is_empty())
    return Fact::unknown(fmt::format("the log has lost its first {} messages, which are those of the start", lost), kSource);
  if (tally.is_empty()) return Fact::of("no word on FIPS mode or self-tests", kSource);
  const std::string beginning = lost > 0 ? fmt::format("; the log has lost its first {} messages", lost) : "";
  return Fact::of(tally.text() + beginning, kSource);
}

}  // namespace fipsprobe
