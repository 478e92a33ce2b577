#include "harness/cli/assess_options.hpp"

#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "harness/model/errors.hpp"
#include "harness/model/json_place.hpp"
#include "harness/model/json_text.hpp"
#include "harness/report/html.hpp"
#include "harness/report/junit.hpp"
#include "harness/report/text.hpp"

namespace fipsprobe {
namespace {

constexpr std::uintmax_t kMaxEvidenceSize = std::uintmax_t{256} << 20U;
constexpr std::uintmax_t kMaxListSize = std::uintmax_t{1} << 20U;

Policy policy_from(const AssessOptions& options, const Catalogue& catalogue) {
  Policy policy;
  if (options.expect == "on") policy.fips = FipsExpectation::on;
  if (options.expect == "off") policy.fips = FipsExpectation::off;
  policy.historical_accepted = options.accept_historical;
  if (!options.validated_nvrs.empty()) {
    policy.validated_builds =
        validated_builds_from_json(read_file_whole(options.validated_nvrs, kMaxListSize), options.validated_nvrs, catalogue);
  }
  return policy;
}

}  // namespace

void add_catalogue_options(CLI::App& command, AssessOptions& options) {
  command.add_option("--as-of", options.as_of, "state of certificates on this day, YYYY-MM-DD (default: today)");
  command.add_option("--catalogue", options.catalogue_file, "a newer catalogue of certificates instead of the built-in one");
}

void add_assess_options(CLI::App& command, AssessOptions& options) {
  add_catalogue_options(command, options);
  command
      .add_option("--expect", options.expect,
                  "what the host should be: on, off, or auto: on, leaving aside modules without a FIPS mode")
      ->check(CLI::IsMember({"auto", "on", "off"}))
      ->capture_default_str();
  command.add_option("--validated-nvrs", options.validated_nvrs,
                     "a list of builds that security policies name (docs/validated-nvrs.md): it decides statement c");
  command.add_flag("--accept-historical", options.accept_historical,
                   "the agency has taken its risk decision: a historical certificate no longer decides the exit code");
}

Date as_of_date(const AssessOptions& options) {
  if (options.as_of.empty()) return {std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
  const std::optional<Date> date = date_from(options.as_of);
  if (!date) throw UsageError(fmt::format("--as-of {}: write a day as YYYY-MM-DD", options.as_of));
  return *date;
}

Catalogue chosen_catalogue(const AssessOptions& options) {
  if (options.catalogue_file.empty()) return builtin_catalogue();
  return catalogue_from_json(read_file_whole(options.catalogue_file, kMaxCatalogueSize), options.catalogue_file);
}

Assessment assess_with(const AssessOptions& options, const Evidence& evidence) {
  const Catalogue catalogue = chosen_catalogue(options);
  return assess(evidence, catalogue, policy_from(options, catalogue), as_of_date(options));
}

Evidence read_evidence_file(const std::string& path) {
  return evidence_from_json(parse_json(read_file_whole(path, kMaxEvidenceSize), path), path);
}

std::string render(const Evidence& evidence, const Assessment& assessment, const std::string& format, bool color) {
  if (format == "json") return json_text(to_json(assessment));
  if (format == "html") return render_html(evidence, assessment);
  if (format == "junit") return render_junit(evidence, assessment);
  return render_text(evidence, assessment, {.color = color});
}

}  // namespace fipsprobe
