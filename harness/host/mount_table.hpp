#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fipsprobe {

// Mount is one line of /proc/self/mountinfo: proc_pid_mountinfo(5).
struct Mount {
  std::string root;         // the folder inside the mounted file system that is seen at `point`
  std::string point;        // where it is seen
  std::string type;         // of the file system
  std::string source = {};  // what was mounted: "/dev/nvme0n1p1"; empty where the line does not say
};

// mounts_in reads the text of /proc/self/mountinfo; lines that are not of its form are left out.
std::vector<Mount> mounts_in(std::string_view text);

}  // namespace fipsprobe
