#include "harness/model/installed_crypto.hpp"

#include <nlohmann/json.hpp>

#include "harness/model/json_words.hpp"

namespace fipsprobe {
namespace {

nlohmann::json json_of_library(const CryptoLibrary& library) {
  return {{"path", library.path},
          {"soname", library.soname},
          {"architecture", library.architecture},
          {"package", library.package},
          {"in_system_folder", library.is_in_system_folder}};
}

nlohmann::json json_of_package(const CryptoPackage& package) {
  return {{"package", package.package}, {"brings", package.brings}};
}

CryptoLibrary library_from(const JsonPlace& place) {
  return {.path = place.member("path").text(),
          .soname = place.member("soname").text(),
          .architecture = place.member("architecture").text(),
          .package = place.member("package").text(),
          .is_in_system_folder = place.member("in_system_folder").boolean()};
}

}  // namespace

nlohmann::json to_json(const InstalledCrypto& installed) {
  nlohmann::json value = {{"libraries", array_of(installed.libraries, json_of_library)},
                          {"packages", array_of(installed.packages, json_of_package)},
                          {"not_searched", installed.not_searched}};
  if (!installed.why_unknown.empty()) value["unknown"] = installed.why_unknown;
  return value;
}

InstalledCrypto installed_crypto_from_json(const JsonPlace& place) {
  InstalledCrypto installed;
  if (const auto why = place.optional_member("unknown")) installed.why_unknown = why->text();
  for (const JsonPlace& library : place.member("libraries").items()) installed.libraries.push_back(library_from(library));
  for (const JsonPlace& package : place.member("packages").items())
    installed.packages.push_back({package.member("package").text(), package.member("brings").text()});
  installed.not_searched = place.member("not_searched").texts();
  return installed;
}

}  // namespace fipsprobe
