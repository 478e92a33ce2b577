#pragma once

#include <string>

namespace fipsprobe::nss {

// CheckFile is the .chk file beside a library of NSS: the signature that the module itself compares with the library's bytes.
struct CheckFile {
  std::string path;
  bool usable = false;  // present, and begins with shlibsign's magic number
  std::string text;     // its size and format version, or what is wrong with it
};

// read_check_file looks at the .chk file of `library` ("…/libsoftokn3.so"). It does not verify the signature.
CheckFile read_check_file(const std::string& library);

}  // namespace fipsprobe::nss
