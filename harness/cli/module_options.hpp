#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "harness/kat/profile.hpp"
#include "probes/module.hpp"

namespace fipsprobe {

// ModuleOptions are the options that choose modules and how they are run.
struct ModuleOptions {
  std::vector<std::string> families;      // --modules openssl,nss
  std::vector<std::string> module_files;  // --module openssl=/path/libcrypto.so.10
  std::vector<std::string> modes;         // --mode fips
  std::string profile = "standard";
  Costs costs;               // --large, --slow
  unsigned jobs = 0;         // 0: one for each processor
  unsigned time_limit = 60;  // seconds without progress
  bool quiet = false;
};

// add_module_options adds --modules, --module, --jobs, --timeout and --quiet.
void add_module_options(CLI::App& command, ModuleOptions& options);

// add_mode_option adds --mode; chosen_modes returns its modes, or all when it was not given.
void add_mode_option(CLI::App& command, ModuleOptions& options);
std::vector<Mode> chosen_modes(const ModuleOptions& options);

// add_profile_option adds --profile, --large and --slow; chosen_profile returns the profile.
void add_profile_option(CLI::App& command, ModuleOptions& options);
Profile chosen_profile(const ModuleOptions& options);

// chosen_instances returns the modules to run: the given files; beside them, or when none is given, those found on this host of
// the chosen families. Throws UsageError for a family there is none of, InputError for a file that is not a shared library.
std::vector<Instance> chosen_instances(const ModuleOptions& options);

// chosen_jobs returns how many workers may run side by side.
unsigned chosen_jobs(const ModuleOptions& options);

}  // namespace fipsprobe
