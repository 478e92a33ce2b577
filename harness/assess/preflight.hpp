#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "harness/certificates/catalogue.hpp"
#include "harness/model/evidence.hpp"

// Preflight is what enabling FIPS mode would meet on a host. docs/schema/preflight.schema.json is its JSON form.
namespace fipsprobe {

inline constexpr std::string_view kPreflightSchema = "fipsprobe/preflight/1";

// TrapState says whether a trap is on this host.
//   clear           it is not
//   obstacle        it is: FIPS mode would not come up, or not whole
//   note            it is: FIPS mode comes up, but something will be otherwise than before
//   unknown         it cannot be seen here; `detail` says why
//   not_applicable  there is nothing here that it could be in
enum class TrapState { clear, obstacle, note, unknown, not_applicable };

std::string_view name_of(TrapState state);

struct Trap {
  std::string id;  // stable dotted name: "boot.argument"
  std::string title;
  TrapState state = TrapState::unknown;
  bool required = false;              // whether it counts for the exit code
  std::string detail;                 // what was seen, or why it is unknown
  std::string remedy;                 // what to do, where there is something to do: lines, of which commands can be pasted
  std::string source;                 // how the trap is known
  std::vector<std::string> evidence;  // JSON pointers into the evidence
};

struct Preflight {
  std::string collected_at;  // of the evidence
  std::vector<Trap> traps;   // each that is known, whatever its state

  std::uint64_t count(TrapState state) const;

  // exit_code returns 2 when a trap is an obstacle, else 3 when a required one is unknown, else 0.
  int exit_code() const;
};

// preflight looks for every trap of preflight.json in the evidence. It is pure, as assess is.
Preflight preflight(const Evidence& evidence, const Catalogue& catalogue);

nlohmann::json to_json(const Preflight& preflight);

// emitted_traps lists every id that preflight gives; known_traps those of preflight.json.
std::vector<std::string> emitted_traps();
std::vector<std::string> known_traps();

}  // namespace fipsprobe
