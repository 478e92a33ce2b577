#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/bytes.hpp"

namespace fipsprobe::openssl {

// provider_folders returns the folders where providers are looked for, in order: $OPENSSL_MODULES; "ossl-modules" beside the
// libcrypto; `built_in`, the folder the libcrypto was built with.
std::vector<std::string> provider_folders(const std::string& libcrypto, const std::string& built_in);

// folder_with returns the first of the folders that has a file of that name.
std::optional<std::string> folder_with(const std::vector<std::string>& folders, const std::string& name);

// has_embedded_mac tells whether a FIPS provider carries the MAC of its integrity check inside: builds of Red Hat's kind keep
// it in the ELF section .rodata1, upstream builds are given it by fipsmodule.cnf.
bool has_embedded_mac(ByteView provider);

// read_provider returns the whole file. Throws Error when it cannot be read, or is larger than any provider (64 MiB).
Bytes read_provider(const std::string& path);

}  // namespace fipsprobe::openssl
