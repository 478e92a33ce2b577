#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/assess/self_test_tally.hpp"
#include "harness/assess/topics.hpp"

// What the package manager's own verification says of a module's files. It compares them with records on the same host, so it
// finds damage, and what an update or an administrator changed, but not an attacker who changed the records as well.
namespace fipsprobe {
namespace {

// Weight tells what a deviation means.
//   changed    the file is not the one that the package brought, or not as safe from change as it was
//   not_known  the tool could not compare it
//   touched    only its time is another
enum class Weight { changed, not_known, touched };

// weight_of reads rpm's letters (rpm(8), VERIFY OPTIONS), which dpkg uses too: the third place is the digest, "?" a test that
// could not be made. dpkg makes no other test than the digest.
Weight weight_of(const PackageDeviation& deviation) {
  if (deviation.what.starts_with("missing")) return deviation.what == "missing" ? Weight::changed : Weight::not_known;
  if (deviation.what.find_first_of("SM5DLUGP") != std::string::npos) return Weight::changed;
  if (deviation.what.size() > 2 && deviation.what[2] == '?') return Weight::not_known;
  return Weight::touched;
}

std::string name_of_package(const PackageCheck& check) { return check.package.substr(check.package.find(' ') + 1); }

std::string file_list(const std::vector<std::string>& files) { return fmt::format("{}", fmt::join(files, ", ")); }

// Lines are what there is to say, by what it means.
struct Lines {
  std::vector<std::string> changed, not_known, as_packaged, others;
};

void add_deviations(Lines& lines, const PackageCheck& check) {
  for (const PackageDeviation& deviation : check.deviations) {
    const Weight weight = weight_of(deviation);
    std::string line = fmt::format("{} ({}) of {}", deviation.file, deviation.what, name_of_package(check));
    if (!deviation.is_of_module) {
      lines.others.push_back(
          fmt::format("{} ({}{})", deviation.file, deviation.what, deviation.is_config ? ", configuration" : ""));
    } else if (weight == Weight::changed) {
      lines.changed.push_back(std::move(line));
    } else if (weight == Weight::not_known) {
      lines.not_known.push_back(std::move(line));
    } else {
      lines.others.push_back(std::move(line));
    }
  }
}

// holds_only_checksums tells whether these files only hold checksums of others, as fipsmodule.cnf does, which an administrator
// makes.
bool holds_only_checksums(const ModuleEvidence& module, const std::vector<std::string>& files) {
  const auto is_library = [&](const std::string& file) {
    if (file == module.identity.path || module.identity.parts.contains(file)) return true;
    return std::ranges::find(module.integrity_files, file, &IntegrityFile::file) != module.integrity_files.end();
  };
  return module.family != "kernel" && std::ranges::none_of(files, is_library);
}

void add_check(Lines& lines, const PackageCheck& check, const ModuleEvidence& module) {
  add_deviations(lines, check);
  for (const auto& [file, why] : check.not_looked) lines.not_known.push_back(fmt::format("{}: {}", file, why));
  if (!check.why_unknown.empty()) {
    const bool is_left_aside = check.package.empty() && holds_only_checksums(module, check.files);
    (is_left_aside ? lines.others : lines.not_known)
        .push_back(fmt::format("{}: {}", file_list(check.files), check.why_unknown));
    return;
  }
  lines.as_packaged.push_back(fmt::format("{} by {}", file_list(check.files), check.tool));
}

std::string more_text(const PackageChecks& packages, const Lines& lines) {
  std::uint64_t left_out = 0;
  for (const PackageCheck& check : packages.checks) left_out += check.deviations_left_out;
  if (lines.others.empty()) return {};
  const std::string more = left_out == 0 ? std::string() : fmt::format(" and {} more", left_out);
  return fmt::format("; not of the module, and listed only: {}{}", some_of(lines.others), more);
}

}  // namespace

Verdict judge_package(const Context&, const Subject& subject) {
  const auto& packages = subject.module.packages;
  if (!packages) return Verdict::unknown("what the package manager says of the files was not collected", {});
  const std::vector<std::string> evidence = {subject.pointer("/packages")};
  if (!packages->why_unknown.empty()) return Verdict::unknown(packages->why_unknown, evidence);
  Lines lines;
  for (const PackageCheck& check : packages->checks) add_check(lines, check, subject.module);
  const std::string more = more_text(*packages, lines);
  if (!lines.changed.empty())
    return Verdict::fail(fmt::format("not as the package left it: {}{}", some_of(lines.changed), more), evidence);
  if (!lines.not_known.empty()) return Verdict::unknown(some_of(lines.not_known) + more, evidence);
  if (lines.as_packaged.empty()) return Verdict::unknown("no file of the module was compared" + more, evidence);
  return Verdict::pass(fmt::format("as the package left them: {}{}", some_of(lines.as_packaged), more), evidence);
}

}  // namespace fipsprobe
