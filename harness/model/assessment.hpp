#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Assessment is what the evidence means under a catalogue and a policy at a date.
// docs/schema/assessment.schema.json is its JSON form.
namespace fipsprobe {

inline constexpr std::string_view kAssessmentSchema = "fipsprobe/assessment/1";

enum class Status { pass, fail, unknown, not_applicable };

std::string_view name_of(Status status);
std::optional<Status> status_named(std::string_view name);

// Statement is one of the four that are never merged (docs/architecture.md).
enum class Statement { fips_mode, module_works, validated_build, certificate, host };

std::string_view name_of(Statement statement);
std::optional<Statement> statement_named(std::string_view name);

// CertificateReference is the certificate that a finding of the statement `certificate` speaks of.
struct CertificateReference {
  std::uint32_t number = 0;
  std::string module;  // as CMVP writes it
  std::string standard;
  std::string state;   // on the as-of date: "active", "historical", "revoked", "not yet validated", "unknown"
  std::string reason;  // the dates the state rests on
  std::string caveat;  // word for word; empty: not found
  std::string page;    // of CMVP
};

struct Finding {
  std::string id;      // stable dotted name: "openssl.integrity"
  std::string module;  // instance it speaks of; empty for the host
  Statement statement = Statement::host;
  std::string title;
  Status status = Status::unknown;
  bool required = false;              // counts for the exit code
  std::string detail;                 // what was seen, or why it is unknown
  std::string remediation;            // what to do, in words
  std::vector<std::string> commands;  // what can be pasted to do it, a command each
  std::vector<std::string> evidence;  // JSON pointers into the evidence
  std::optional<CertificateReference> certificate;
};

// Transition is what a standard's transition says of an algorithm on the as-of date. It is information: it decides no finding.
struct Transition {
  struct Module {
    std::string instance;
    bool in_fips_mode = false;  // did it while it said that FIPS mode is on; else only outside
  };
  std::string algorithm;
  std::string state;            // "acceptable", "deprecated", "legacy use", "disallowed"
  std::string since;            // YYYY-MM-DD
  std::string next;             // the state after it and its date; empty: none is known
  std::string source;           // standard and section
  std::vector<Module> modules;  // that did it
};

struct Summary {
  std::uint64_t pass = 0, fail = 0, unknown = 0, not_applicable = 0;
};

struct Assessment {
  std::string as_of;               // YYYY-MM-DD
  std::string catalogue_snapshot;  // YYYY-MM-DD
  std::string collected_at;        // of the evidence
  std::vector<Finding> findings;
  std::vector<Transition> transitions;

  Summary summary() const;

  // exit_code returns 2 when a required finding fails, else 3 when a required finding is unknown, else 0.
  int exit_code() const;
};

nlohmann::json to_json(const Assessment& assessment);

// assessment_from_json reads what to_json wrote, of this schema version. `name` is used in errors. Throws InputError, with the
// JSON pointer of the place, for another schema, a missing member, a wrong type or word, or a summary that does not add up.
Assessment assessment_from_json(const nlohmann::json& value, const std::string& name);

}  // namespace fipsprobe
