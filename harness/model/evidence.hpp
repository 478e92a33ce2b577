#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/bench.hpp"
#include "harness/model/boot.hpp"
#include "harness/model/counts_json.hpp"
#include "harness/model/fact.hpp"
#include "harness/model/installed_crypto.hpp"
#include "harness/model/integrity_file.hpp"
#include "harness/model/kernel_algorithm.hpp"
#include "harness/model/module_state.hpp"
#include "harness/model/nss_database.hpp"
#include "harness/model/outcome.hpp"
#include "harness/model/package_check.hpp"
#include "harness/model/processes.hpp"

// Evidence is what was seen on a host and when, without judgement. docs/schema/evidence.schema.json is its JSON form.
namespace fipsprobe {

inline constexpr std::string_view kEvidenceSchema = "fipsprobe/evidence/1";

// Identity tells which file a module is, and which build of what.
struct Identity {
  std::string path;          // as found or given; empty for the kernel
  std::string real_path;     // symbolic links resolved; of the kernel its image in /boot, after a thorough look
  std::string soname;        // DT_SONAME
  std::string architecture;  // "x86_64", "aarch64", ...
  std::string sha256;        // hex of the whole file; empty where not computed
  std::string package;       // "rpm NAME-VERSION-RELEASE.ARCH", "dpkg NAME VERSION ARCH"; empty: no package owns it
  std::string version;       // as the loaded module says
  std::string build;         // more of its own words: build date, compiler, platform
  std::map<std::string, std::string> parts;  // further files that belong to the module (libssl, freebl): path to SHA-256
};

struct KatFailure {
  std::string case_id;    // "COUNT = 3", with its section where the file has sections
  std::size_t line = 0;   // in the vector file; 0 where the format has no lines
  std::string operation;  // describe(Operation)
  OutcomeKind outcome = OutcomeKind::error;
  std::string expected;  // hex, "accepted" or "rejected"
  std::string actual;
  std::string detail;  // reason the module gave, or the signal
};

// SecondOpinion is what another module found of the signatures that this one made. A signature that it rejects is a mismatch.
struct SecondOpinion {
  std::string by;              // the instance that was asked; empty: there was none
  std::uint64_t produced = 0;  // signatures
  std::uint64_t agreed = 0;
  std::uint64_t disagreed = 0;
  std::map<std::string, std::uint64_t> not_checked;  // why the others could not be checked: reason to count
};

struct KatSet {
  std::string source;         // name of the vector file
  std::string algorithm;      // what the set tests, in the standard's words
  std::string format;         // "CAVP", "ACVP", "Wycheproof"; empty in evidence of earlier versions
  std::uint64_t in_file = 0;  // cases in the file; greater than the counted ones where the profile takes a sample
  std::map<std::string, std::uint64_t> left_out;  // of the sample, cases that were not asked for: reason to count
  Counts counts;
  std::optional<SecondOpinion> second_opinion;   // where the module made signatures
  std::vector<KatFailure> failures;              // mismatch, error, crashed, timed_out: at most kMaxFailuresPerSet
  std::map<std::string, std::uint64_t> reasons;  // why cases were refused, unsupported or not available: reason to count
  std::map<std::string, std::uint64_t> drivers;  // which implementations gave the answers, where the module says so: to count
};

inline constexpr std::size_t kMaxFailuresPerSet = 100;

struct Refusal {
  std::string operation;  // describe(Operation)
  OutcomeKind outcome = OutcomeKind::error;
  std::string reason;
};

// CoverageRow is what became of all cases of one operation.
struct CoverageRow {
  std::string operation;  // describe(Operation)
  Counts counts;
};

// Run is one module in one mode.
struct Run {
  Mode mode = Mode::as_found;
  std::string unavailable;  // why the mode could not be had here; then only `environment` and `diagnostics` are filled
  std::map<std::string, std::string> environment;  // what the worker was started with
  FipsState fips;
  std::map<std::string, FipsState> fips_after;  // where a task changed the state: name of the task to the state after it
  std::vector<SelfTestResult> self_tests;
  std::vector<KatSet> sets;
  std::vector<CoverageRow> coverage;  // by operation; the counts of all rows are those of all sets
  std::vector<Refusal> refusals;
  std::optional<RunBench> bench;             // where it was measured
  std::vector<std::string> missing_symbols;  // looked for in the library and not there
  std::uint64_t restarts = 0;                // workers started again after a crash or a time-out
  std::string diagnostics;                   // last lines the module wrote to standard error, printable characters only
  double seconds = 0;
  std::map<std::string, double> start_ms;  // milliseconds of each part of the first worker's start: process, load, enter, state

  Counts kat_counts() const;
};

struct ModuleEvidence {
  std::string family;    // "openssl", "libgcrypt", "nss", "gnutls", "kernel"
  std::string instance;  // the path, or "kernel"
  Identity identity;
  std::vector<IntegrityFile> integrity_files;  // empty: this build has none, or they were not looked at
  std::vector<Run> runs;
  std::optional<PackageChecks> packages;  // absent in evidence of earlier versions
};

struct Evidence {
  std::string tool_version;
  std::string collected_at;  // RFC 3339, UTC
  HostFacts host;
  std::vector<KernelAlgorithm> kernel_algorithms;
  std::vector<ModuleEvidence> modules;
  std::optional<BootEvidence> boot;                 // absent in evidence of earlier versions
  std::optional<BenchConditions> bench;             // where modules were measured
  std::optional<InstalledCrypto> installed_crypto;  // absent in evidence of earlier versions
  // Absent where they were not looked for: by quick commands, and in evidence of earlier versions.
  std::optional<ProcessInventory> processes;
  std::optional<std::vector<NssDatabase>> nss_databases;
  std::map<std::string, double> timing_ms;  // milliseconds that each part of the collection took
};

nlohmann::json to_json(const Evidence& evidence);

// evidence_from_json reads what to_json wrote, of this schema version. `name` is used in errors. Throws InputError, with the
// JSON pointer of the place, for another schema, a missing member, a wrong type, or a total that is not the sum of its
// outcomes.
Evidence evidence_from_json(const nlohmann::json& value, const std::string& name);

}  // namespace fipsprobe
