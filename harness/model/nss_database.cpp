#include "harness/model/nss_database.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "harness/model/json_words.hpp"

namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 3> kDatabaseFipsNames = {"on", "off", "unknown"};

}  // namespace

std::string_view name_of(NssDatabase::Fips fips) { return kDatabaseFipsNames[static_cast<std::size_t>(fips)]; }

nlohmann::json to_json(const NssDatabase& database) {
  return {{"folder", database.folder}, {"file", database.file}, {"fips", name_of(database.fips)}, {"detail", database.detail}};
}

NssDatabase nss_database_from_json(const JsonPlace& place) {
  const JsonPlace fips = place.member("fips");
  return {.folder = place.member("folder").text(),
          .file = place.member("file").text(),
          .fips = required(value_named<NssDatabase::Fips>(kDatabaseFipsNames, fips.text()), fips),
          .detail = place.member("detail").text()};
}

}  // namespace fipsprobe
