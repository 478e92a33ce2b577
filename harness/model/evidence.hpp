#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/outcome.hpp"

// Evidence is what was seen on a host and when, without judgement. docs/schema/evidence.schema.json is its JSON form.
namespace fipsprobe {

inline constexpr std::string_view kEvidenceSchema = "fipsprobe/evidence/1";

// Mode is how a module is started for one run.
//   as_found  as this host's configuration and environment start it
//   fips      FIPS mode asked for in the process
//   contrast  FIPS mode switched off in the process, to tell "refused" from "not built"
enum class Mode { as_found, fips, contrast };

inline constexpr std::array kModes = {Mode::as_found, Mode::fips, Mode::contrast};

std::string_view name_of(Mode mode);
std::optional<Mode> mode_named(std::string_view name);

// FipsState is what the loaded module says of itself.
//   on           FIPS mode is active
//   off          FIPS mode is not active
//   error        the module is in its error state
//   unsupported  this build has no FIPS mode
//   unknown      it could not be asked; `how` says why
struct FipsState {
  enum class Value { on, off, error, unsupported, unknown };
  Value value = Value::unknown;
  std::string how;  // the call or file that said so, and what it said
};

std::string_view name_of(FipsState::Value value);
std::optional<FipsState::Value> fips_state_named(std::string_view name);

struct SelfTestResult {
  enum class Value { pass, fail, not_run };
  std::string name;  // the module's own
  Value value = Value::not_run;
  std::string detail;
};

std::string_view name_of(SelfTestResult::Value value);

// Identity tells which file a module is, and which build of what.
struct Identity {
  std::string path;          // as found or given; empty for the kernel
  std::string real_path;     // symbolic links resolved
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
  std::vector<std::string> missing_symbols;  // looked for in the library and not there
  std::uint64_t restarts = 0;                // workers started again after a crash or a time-out
  std::string diagnostics;                   // last lines the module wrote to standard error, printable characters only
  double seconds = 0;

  Counts kat_counts() const;
};

// IntegrityFile is what this program found when it compared a file of the module with the checksum or signature that came with
// it: by its own code, without the module. The keys are public, so a match says "not damaged", never "genuine".
//   match    the file is the one that the checksum was made of
//   differs  it is not
//   absent   this build of the module wants a checksum, and it is not there
//   unknown  the comparison could not be made; `detail` says why
struct IntegrityFile {
  enum class Result { match, differs, absent, unknown };
  std::string file;            // the file that is checked
  std::string integrity_file;  // what holds the checksum; the file itself where it carries it inside
  std::string kind;            // "HMAC-SHA256 of fipscheck", "DSA signature of NSS", ...
  Result result = Result::unknown;
  std::string detail;
};

std::string_view name_of(IntegrityFile::Result result);

struct ModuleEvidence {
  std::string family;    // "openssl", "libgcrypt", "nss", "gnutls", "kernel"
  std::string instance;  // the path, or "kernel"
  Identity identity;
  std::vector<IntegrityFile> integrity_files;  // empty: this build has none, or they were not looked at
  std::vector<Run> runs;
};

// Fact is one thing read from the host; a fact that could not be read keeps the reason.
struct Fact {
  std::optional<std::string> value;
  std::string why_unknown;  // set when value is absent
  std::string source;       // the file or call

  static Fact of(std::string value, std::string source) { return {std::move(value), {}, std::move(source)}; }
  static Fact unknown(std::string why, std::string source) { return {std::nullopt, std::move(why), std::move(source)}; }
};

// HostFacts: dotted names to facts. Names, meaning and source of each are in harness/host/README.md.
using HostFacts = std::map<std::string, Fact>;

// KernelAlgorithm is one stanza of /proc/crypto.
struct KernelAlgorithm {
  std::string name, driver, module, type, self_test;
  std::int64_t priority = 0;
  std::optional<bool> fips;  // the "fips" field of kernels from 6.12 on
};

struct Evidence {
  std::string tool_version;
  std::string collected_at;  // RFC 3339, UTC
  HostFacts host;
  std::vector<KernelAlgorithm> kernel_algorithms;
  std::vector<ModuleEvidence> modules;
};

nlohmann::json to_json(const Evidence& evidence);

// evidence_from_json reads what to_json wrote, of this schema version. `name` is used in errors. Throws InputError, with the
// JSON pointer of the place, for another schema, a missing member, a wrong type, or a total that is not the sum of its
// outcomes.
Evidence evidence_from_json(const nlohmann::json& value, const std::string& name);

nlohmann::json to_json(const Counts& counts);

}  // namespace fipsprobe
