#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/date.hpp"

// The catalogue of CMVP certificates. docs/schema/catalogue.schema.json is its JSON form; catalogue.json is the one built in.
namespace fipsprobe {

inline constexpr std::string_view kCatalogueSchema = "fipsprobe/catalogue/1";

enum class Standard { fips_140_2, fips_140_3 };

// name_of returns "FIPS 140-2" or "FIPS 140-3".
std::string_view name_of(Standard standard);

// ListState is the state in which the CMVP list shows a certificate.
enum class ListState { active, historical, revoked };

std::string_view name_of(ListState state);

// Confidence in a fact: high: read in the primary text or a record made from it; medium: a secondary source; low: inferred.
enum class Confidence { high, medium, low };

std::string_view name_of(Confidence confidence);

// Origin tells where a fact comes from; `source` is the key of a Source.
struct Origin {
  std::string source;
  Confidence confidence = Confidence::low;
};

struct Source {
  std::string key;
  std::string text;
};

struct LevelException {
  std::string area;   // a section of the standard: "Roles, Services, and Authentication"
  std::string level;  // "N/A", "Level 2"
};

struct Caveat {
  std::string text;      // word for word
  bool complete = true;  // false: the source has only the beginning
};

struct Sunset {
  Date date;
  Origin origin;
};

// RecordedState is what a copy of the CMVP list said.
struct RecordedState {
  ListState state = ListState::active;
  Date on;                    // the day of that copy
  std::optional<Date> since;  // the day the certificate came into this state, where it is known
  Origin origin;
};

// AppliesTo tells which modules of the product the certificate speaks of.
struct AppliesTo {
  std::vector<std::string> sonames;  // empty for the kernel
  std::string kernel_prefix;         // the kernel's release starts with it: "4.14."
  std::string kernel_tag;            // and contains it: ".amzn2."
};

struct Certificate {
  std::uint32_t number = 0;
  std::string module;  // as CMVP writes it
  std::string vendor;
  Standard standard = Standard::fips_140_2;
  unsigned level = 0;
  std::optional<std::vector<LevelException>> level_exceptions;  // absent: not found
  std::optional<Caveat> caveat;
  Date validated{};
  std::optional<Date> last_update;
  std::optional<Sunset> sunset;
  std::optional<RecordedState> recorded;
  std::string family;   // "openssl", ...; "openssh" and "libreswan" for modules that fipsprobe does not load
  std::string product;  // "amazon-linux-2", "amazon-linux-2023", or empty
  std::string version;  // what the sources say of the version; empty: not found
  AppliesTo applies_to;
  std::optional<std::uint32_t> predecessor;
  std::optional<std::uint32_t> successor;
  std::vector<std::uint32_t> bound;  // certificates of modules that this one relies on
  Origin origin;                     // of the record as a whole
  std::string page;                  // of CMVP
  std::vector<std::string> notes;
};

// Product is an operating system whose certificates the catalogue holds.
struct Product {
  std::string key;  // "amazon-linux-2"
  std::string title;
  std::string os_id;          // ID of os-release
  std::string os_version_id;  // VERSION_ID of os-release
};

struct Catalogue {
  Date snapshot;  // of the CMVP list
  std::vector<Source> sources;
  std::vector<std::string> notes;
  std::vector<Product> products;
  std::vector<Certificate> certificates;
};

// catalogue_from_json reads a catalogue; `name` is used in errors. Throws InputError, with the line of a syntax error or the
// JSON pointer of the place, for a text over kMaxCatalogueSize, another schema, a missing or unknown member, a wrong type or
// value, a certificate number that comes twice, and a predecessor, successor, source or product that is not in the catalogue.
Catalogue catalogue_from_json(std::string_view text, const std::string& name);

inline constexpr std::size_t kMaxCatalogueSize = std::size_t{16} << 20U;  // bytes

// builtin_catalogue returns the catalogue that the program was built with.
const Catalogue& builtin_catalogue();

// find_certificate returns nullptr when the catalogue has no such number.
const Certificate* find_certificate(const Catalogue& catalogue, std::uint32_t number);

// find_product returns the product that os-release's ID and VERSION_ID name; nullptr when the catalogue does not hold it.
const Product* find_product(const Catalogue& catalogue, std::string_view os_id, std::string_view os_version_id);

}  // namespace fipsprobe
