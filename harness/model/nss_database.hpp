#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "harness/model/json_place.hpp"

namespace fipsprobe {

// NssDatabase is a database of NSS on the host, and whether it asks for NSS's internal module in FIPS mode: what
// "modutil -chkfips true -dbdir FOLDER" says where nothing else decides.
//   on       its internal module is the FIPS one
//   off      it is the one without FIPS mode
//   unknown  it could not be read, or does not tell; `detail` says why
struct NssDatabase {
  enum class Fips { on, off, unknown };
  std::string folder;
  std::string file;  // pkcs11.txt of the format "sql", secmod.db of the format "dbm"; a folder may have both
  Fips fips = Fips::unknown;
  std::string detail;
};

std::string_view name_of(NssDatabase::Fips fips);

nlohmann::json to_json(const NssDatabase& database);

// nss_database_from_json reads what to_json wrote. Throws InputError.
NssDatabase nss_database_from_json(const JsonPlace& place);

}  // namespace fipsprobe
