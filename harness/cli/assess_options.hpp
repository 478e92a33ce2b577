#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "harness/assess/assess.hpp"
#include "harness/cli/output.hpp"

namespace fipsprobe {

// AssessOptions are the options that decide how evidence is judged.
struct AssessOptions {
  std::string as_of;            // --as-of; empty: today
  std::string catalogue_file;   // --catalogue; empty: the built-in one
  std::string expect = "auto";  // --expect
  std::string validated_nvrs;   // --validated-nvrs: a file; empty: nothing is said of builds
  bool accept_historical = false;
};

// add_catalogue_options adds --as-of and --catalogue; add_assess_options these and --expect.
void add_catalogue_options(CLI::App& command, AssessOptions& options);
void add_assess_options(CLI::App& command, AssessOptions& options);

// as_of_date returns the day of --as-of, or today in UTC. Throws UsageError for a text that is no date.
Date as_of_date(const AssessOptions& options);

// chosen_catalogue returns the catalogue of --catalogue, or the built-in one. Throws InputError when the file is broken.
Catalogue chosen_catalogue(const AssessOptions& options);

// assess_with judges evidence under the options.
Assessment assess_with(const AssessOptions& options, const Evidence& evidence);

// read_evidence_file reads an evidence.json. Throws InputError.
Evidence read_evidence_file(const std::string& path);

// render writes evidence and assessment in one of kReportFormats.
std::string render(const Evidence& evidence, const Assessment& assessment, const std::string& format, bool color);

inline const std::vector<std::string> kReportFormats = {"text", "json", "html", "junit"};

}  // namespace fipsprobe
