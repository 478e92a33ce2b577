#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "harness/model/integrity_file.hpp"

namespace fipsprobe {

// check_provider_mac compares the FIPS provider that an OpenSSL 3 would load with the MAC it is given: in fipsmodule.cnf
// (openssl-fipsinstall(1)), or inside the file. The provider is fips.so in $OPENSSL_MODULES of `environment`, in
// "ossl-modules" beside the libcrypto, or in the folder it was built with; fipsmodule.cnf is looked for beside the provider
// and the libcrypto, in the folder of $OPENSSL_CONF, and for the provider of the built-in folder also in the built-in
// configuration folder, /etc/ssl and /etc/pki/tls. No rows where there is no provider. `root` is where absolute paths that are
// built in begin. Throws InputError when the libcrypto cannot be read.
std::vector<IntegrityFile> check_provider_mac(const std::string& libcrypto,
                                              const std::map<std::string, std::string>& environment,
                                              const std::filesystem::path& root);

}  // namespace fipsprobe
