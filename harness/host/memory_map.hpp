#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fipsprobe {

// MappedFile is a file that a process has mapped, from all the lines of its /proc/PID/maps that name it.
struct MappedFile {
  std::string path;      // as the kernel writes it, without the mark " (deleted)"
  bool deleted = false;  // the kernel's mark: the file is no longer there under that name
  bool code = false;     // a part of it is mapped to be executed
  std::string device;    // "08:01", hexadecimal
  std::uint64_t inode = 0;
  std::string range;  // the addresses of its first line: its name in /proc/PID/map_files
};

// mapped_files_in reads the text of /proc/PID/maps (proc(5)): every file once, in order. Lines of memory without a file, and
// lines of another form, are left out.
std::vector<MappedFile> mapped_files_in(std::string_view maps);

}  // namespace fipsprobe
