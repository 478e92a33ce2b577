#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "harness/model/json_place.hpp"

namespace fipsprobe {

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

nlohmann::json to_json(const IntegrityFile& file);

// integrity_file_from_json reads what to_json wrote. Throws InputError.
IntegrityFile integrity_file_from_json(const JsonPlace& place);

}  // namespace fipsprobe
