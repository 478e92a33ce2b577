#pragma once

#include <filesystem>
#include <string>

#include "probes/kernel/alg_socket.hpp"

namespace fipsprobe::kernel {

// why_missing tells why the kernel has no algif_* interface of a type, as far as the files below `root` tell for that kernel
// release:
//   switched off   the kernel's command line, or a line of modprobe's configuration, keeps the kernel module from being loaded;
//                  that is how the mitigation of CVE-2026-31431 switches algif_aead off
//   not loaded     the kernel module is there, and nothing that was read keeps it away
//   removed        it belongs to this kernel, and its file is not there
//   not built      the kernel's lists of modules do not have it
//   not known      there are no such lists
// The words name the file and the line. Files that are not regular, or larger than 8 MiB, count as not there.
std::string why_missing(Type type, const std::filesystem::path& root, const std::string& release);

// why_missing of the running kernel.
std::string why_missing(Type type);

}  // namespace fipsprobe::kernel
