#include "probes/openssl/memory_file.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "harness/model/errors.hpp"

namespace fipsprobe::openssl {
namespace {

constexpr unsigned kCloseOnExec =
    1;  // MFD_CLOEXEC; memfd_create itself is newer than glibc 2.26, so the call is made by number

}  // namespace

MemoryFile::MemoryFile(std::string_view content)
    : descriptor_(static_cast<int>(::syscall(SYS_memfd_create, "fipsprobe-openssl", kCloseOnExec))) {
  if (descriptor_ < 0) throw Error(std::string("memfd_create: ") + std::strerror(errno));
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor_, content.data(), content.size());
    if (written > 0) content.remove_prefix(static_cast<std::size_t>(written));
    if (written > 0 || errno == EINTR) continue;
    const std::string why = std::strerror(errno);
    ::close(descriptor_);
    throw Error("write to a memory file: " + why);
  }
}

MemoryFile::~MemoryFile() { ::close(descriptor_); }

std::string MemoryFile::path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

}  // namespace fipsprobe::openssl
