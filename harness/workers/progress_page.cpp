#include "harness/workers/progress_page.hpp"

#include <linux/memfd.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

ProgressPage* map(int file) {
  void* const address = ::mmap(nullptr, sizeof(ProgressPage), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (address == MAP_FAILED) throw Error(std::string("cannot map the page shared with a worker: ") + std::strerror(errno));
  return static_cast<ProgressPage*>(address);
}

}  // namespace

FileDescriptor anonymous_file(const char* name) {
  // Through syscall: glibc has a wrapper only since 2.27.
  FileDescriptor file(static_cast<int>(::syscall(SYS_memfd_create, name, MFD_CLOEXEC)));
  if (file.get() < 0) throw Error(std::string("cannot make a file in memory: ") + std::strerror(errno));
  return file;
}

SharedPage::SharedPage() : file_(anonymous_file("fipsprobe-progress")) {
  if (::ftruncate(file_.get(), sizeof(ProgressPage)) != 0) throw Error("no memory for the page shared with a worker");
  page_ = map(file_.get());
  std::construct_at(page_);
}

SharedPage::SharedPage(FileDescriptor file) : file_(std::move(file)), page_(map(file_.get())) {}

SharedPage::~SharedPage() { ::munmap(page_, sizeof(ProgressPage)); }

}  // namespace fipsprobe
