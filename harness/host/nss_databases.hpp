#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/nss_database.hpp"

namespace fipsprobe {

// find_nss_databases looks into the folders where NSS databases lie: /etc/pki/nssdb, ~/.pki/nssdb and profiles of Mozilla
// programs of each user of /etc/passwd, and those of services that are known to have one. A folder that cannot be looked into
// is an unknown database.
std::vector<NssDatabase> find_nss_databases(const std::filesystem::path& root);

// fips_of_pkcs11_txt reads the text of a pkcs11.txt (NSS lib/util/utilmod.c): the module whose flags have "internal" is FIPS
// when they have "FIPS" too. `detail` is that module's name, or why it is unknown.
NssDatabase fips_of_pkcs11_txt(std::string_view text);

// fips_of_secmod_db reads the bytes of a secmod.db, a hash of Berkeley DB 1.85 whose records hold the modules' names. Records
// that were taken out may still lie in the file: with both names in it, the answer is unknown.
NssDatabase fips_of_secmod_db(std::string_view bytes);

}  // namespace fipsprobe
