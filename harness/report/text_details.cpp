#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "harness/report/color.hpp"
#include "harness/report/printable.hpp"
#include "harness/report/text_sections.hpp"
#include "harness/report/text_table.hpp"
#include "harness/report/verdict_matrix.hpp"

namespace fipsprobe {
namespace {

struct Group {
  Status status;
  std::string_view title;
};

constexpr std::array kGroups = {Group{Status::fail, "Fail"}, Group{Status::unknown, "Unknown"}, Group{Status::pass, "Pass"},
                                Group{Status::not_applicable, "Not applicable"}};

std::string heading(std::string_view title, bool color) { return bold(title, color) + "\n"; }

std::string certificate_lines(const CertificateReference& certificate) {
  std::string text =
      wrapped(fmt::format("certificate {} ({}, {}): {}: {}", certificate.number, printable(certificate.module),
                          printable(certificate.standard), printable(certificate.state), printable(certificate.reason)),
              6);
  if (!certificate.caveat.empty()) text += wrapped("caveat: " + printable(certificate.caveat), 6);
  return text;
}

std::string finding_lines(const Finding& finding) {
  std::string head = printable(finding.id);
  if (!finding.module.empty()) head += "  " + printable(finding.module);
  if (!finding.required) head += "  (not required)";
  std::string text = "  " + head + "\n" + wrapped(printable(finding.detail), 6);
  if (finding.certificate) text += certificate_lines(*finding.certificate);
  if (!finding.remediation.empty()) text += wrapped("do: " + printable(finding.remediation), 6);
  for (const std::string& command : finding.commands) text += "          " + printable(command) + "\n";  // whole, for pasting
  return text;
}

std::string line_or(const std::string& text, std::string_view otherwise) {
  return text.empty() ? std::string(otherwise) : printable(text);
}

std::string integrity_lines(const IntegrityFile& file) {
  return wrapped(fmt::format("integrity {}: {} by {} ({})", name_of(file.result), printable(file.file),
                             printable(file.integrity_file), printable(file.kind)),
                 6);
}

// package_lines shows a package and the files of the module in it, and what deviates.
std::string package_lines(const PackageCheck& check) {
  const std::string package = check.package.empty() ? std::string("no package") : printable(check.package);
  const std::string how = check.why_unknown.empty() ? printable(check.tool) : "unknown: " + printable(check.why_unknown);
  std::string text = wrapped(
      fmt::format("package check: {}: {}: {}", package, printable(fmt::format("{}", fmt::join(check.files, ", "))), how), 6);
  for (const PackageDeviation& deviation : check.deviations) {
    text += fmt::format("        {} {}{}\n", printable(deviation.what), printable(deviation.file),
                        deviation.is_of_module ? ""
                        : deviation.is_config  ? " (configuration)"
                                               : " (not of the module)");
  }
  if (check.deviations_left_out > 0) text += fmt::format("        and {} more\n", check.deviations_left_out);
  return text;
}

std::string module_lines(const ModuleEvidence& module) {
  const Identity& identity = module.identity;
  std::string text = fmt::format("  {}  {}\n", printable(module.family), printable(module.instance));
  text += wrapped(fmt::format("version {}, {}, package {}", line_or(identity.version, "unknown"),
                              line_or(identity.architecture, "unknown architecture"), line_or(identity.package, "none")),
                  6);
  if (!identity.real_path.empty() && identity.real_path != identity.path)
    text += "      file " + printable(identity.real_path) + "\n";
  if (!identity.sha256.empty()) text += "      sha256 " + printable(identity.sha256) + "\n";
  for (const IntegrityFile& file : module.integrity_files) text += integrity_lines(file);
  if (!module.packages) return text;
  if (!module.packages->why_unknown.empty())
    text += wrapped("package check: unknown: " + printable(module.packages->why_unknown), 6);
  for (const PackageCheck& check : module.packages->checks) text += package_lines(check);
  return text;
}

}  // namespace

std::string finding_list(const Assessment& assessment, const TextStyle& style) {
  std::string text;
  for (const Group& group : kGroups) {
    const std::vector<const Finding*> findings = findings_with(assessment, group.status);
    if (findings.empty()) continue;
    text += heading(fmt::format("{} ({})", group.title, findings.size()), style.color);
    for (const Finding* const finding : findings) text += finding_lines(*finding);
    text += "\n";
  }
  return text;
}

std::string known_answer_table(const Evidence& evidence, const TextStyle& style) {
  std::vector<std::string> header = {"module", "run", "total"};
  for (std::size_t i = 0; i < kOutcomeKinds; ++i) header.emplace_back(name_of(static_cast<OutcomeKind>(i)));
  TextTable table(header);
  for (const ModuleEvidence& module : evidence.modules) {
    for (const Run& run : module.runs) {
      std::vector<std::string> row = {module.instance.substr(module.instance.rfind('/') + 1), std::string(name_of(run.mode))};
      if (!run.unavailable.empty()) {
        row.push_back("could not be had: " + run.unavailable);
      } else {
        const Counts counts = run.kat_counts();
        row.push_back(std::to_string(counts.total()));
        for (const std::uint64_t count : counts.by_kind) row.push_back(std::to_string(count));
      }
      table.add(row);
    }
  }
  return heading("Known answers", style.color) + table.to_text(style.color) + "\n";
}

std::string module_list(const Evidence& evidence, const TextStyle& style) {
  std::string text = heading("Modules", style.color);
  for (const ModuleEvidence& module : evidence.modules) text += module_lines(module);
  return text;
}

}  // namespace fipsprobe
