#include <fmt/format.h>

#include "harness/assess/expectations.hpp"
#include "harness/assess/self_test_tally.hpp"
#include "harness/assess/topics.hpp"

namespace fipsprobe {
namespace {

using Result = IntegrityFile::Result;

constexpr std::size_t kPointers = 8;  // pointers to single files; where there are more, the list is pointed at

std::string name_in(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// line_of names the pair of files, and says why where that is not plain.
std::string line_of(const IntegrityFile& file) {
  const std::string by = file.integrity_file == file.file ? "by the MAC inside it" : "by " + name_in(file.integrity_file);
  const bool is_plain = file.result == Result::match || file.detail.empty();
  return fmt::format("{} {}{}", name_in(file.file), by, is_plain ? "" : ": " + file.detail);
}

std::vector<std::string> lines_with(const ModuleEvidence& module, Result result) {
  std::vector<std::string> lines;
  for (const IntegrityFile& file : module.integrity_files) {
    if (file.result == result) lines.push_back(line_of(file));
  }
  return lines;
}

// summary_of says what fipsprobe itself found: "match: libcrypto.so.10 by .libcrypto.so.10.hmac; absent: ...".
std::string summary_of(const ModuleEvidence& module) {
  std::string text;
  for (const Result result : {Result::differs, Result::match, Result::absent, Result::unknown}) {
    const std::vector<std::string> lines = lines_with(module, result);
    if (lines.empty()) continue;
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", name_of(result), some_of(lines));
  }
  return text;
}

std::vector<std::string> pointers_to(const Subject& subject) {
  if (subject.module.integrity_files.size() > kPointers) return {subject.pointer("/integrity_files")};
  std::vector<std::string> pointers;
  for (std::size_t i = 0; i < subject.module.integrity_files.size(); ++i)
    pointers.push_back(subject.pointer(fmt::format("/integrity_files/{}", i)));
  return pointers;
}

// of_both puts what fipsprobe found beside the verdict on the module's own checks. A file that differs fails whatever the
// module says; nothing else changes the verdict, because a match by a published key is no self-test.
Verdict of_both(Verdict own, const Subject& subject) {
  std::vector<std::string> evidence = pointers_to(subject);
  evidence.insert(evidence.end(), own.evidence.begin(), own.evidence.end());
  const std::string found = summary_of(subject.module);
  if (lines_with(subject.module, Result::differs).empty()) {
    own.detail = fmt::format("{}; checked by fipsprobe: {}", own.detail, found);
    own.evidence = std::move(evidence);
    return own;
  }
  const std::string_view but = own.status == Status::pass ? ", although the module says otherwise" : "";
  return Verdict::fail(fmt::format("checked by fipsprobe{}: {}; {}", but, found, own.detail), std::move(evidence));
}

}  // namespace

Verdict judge_integrity(const Context&, const Subject& subject) {
  const bool has_files = !subject.module.integrity_files.empty();
  const auto counts = [&](const std::string& test) { return is_integrity_test(subject.module.family, test); };
  Verdict own = judge_tests(
      subject, {.name = "integrity", .what = has_files ? "integrity checks of its own" : "integrity checks", .counts = counts});
  return has_files ? of_both(std::move(own), subject) : own;
}

}  // namespace fipsprobe
