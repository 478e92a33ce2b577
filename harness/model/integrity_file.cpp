#include "harness/model/integrity_file.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "harness/model/json_words.hpp"

namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 4> kResultNames = {"match", "differs", "absent", "unknown"};

}  // namespace

std::string_view name_of(IntegrityFile::Result result) { return kResultNames[static_cast<std::size_t>(result)]; }

nlohmann::json to_json(const IntegrityFile& file) {
  return {{"file", file.file},
          {"integrity_file", file.integrity_file},
          {"kind", file.kind},
          {"result", name_of(file.result)},
          {"detail", file.detail}};
}

IntegrityFile integrity_file_from_json(const JsonPlace& place) {
  const JsonPlace result = place.member("result");
  return {.file = place.member("file").text(),
          .integrity_file = place.member("integrity_file").text(),
          .kind = place.member("kind").text(),
          .result = required(value_named<IntegrityFile::Result>(kResultNames, result.text()), result),
          .detail = place.member("detail").text()};
}

}  // namespace fipsprobe
