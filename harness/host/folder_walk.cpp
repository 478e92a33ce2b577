#include "harness/host/folder_walk.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <optional>
#include <set>
#include <utility>

namespace fipsprobe {
namespace {

namespace fs = std::filesystem;

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxLeftOut = 50;  // folders named; the rest is counted

std::optional<dev_t> device_of(const fs::path& folder) {
  struct stat facts {};
  if (::lstat(folder.c_str(), &facts) != 0) return std::nullopt;
  return facts.st_dev;
}

// Walk goes through folders, the deepest first.
class Walk {
 public:
  Walk(const std::function<bool(const std::string&)>& is_wanted, const WalkLimits& limits)
      : is_wanted_(is_wanted), names_left_(limits.names), deadline_(Clock::now() + limits.time) {}

  void below(const fs::path& folder) {
    const auto device = device_of(folder);
    if (!device) return;
    std::vector<fs::path> waiting = {folder};
    while (!waiting.empty() && !is_over()) {
      const fs::path next = std::move(waiting.back());
      waiting.pop_back();
      if (device_of(next) == device) {
        for (fs::path& inner : read(next)) waiting.push_back(std::move(inner));
      } else {
        leave_out(next, "another file system");
      }
    }
    if (waiting.empty() && names_left_ > 0) return;
    leave_out(folder, fmt::format("the search ended before all below it was seen, after {}",
                                  names_left_ == 0 ? "too many names" : "too much time"));
  }

  WalkResult result() && {
    if (left_out_ > kMaxLeftOut) result_.left_out.push_back(fmt::format("and {} more folders", left_out_ - kMaxLeftOut));
    return std::move(result_);
  }

 private:
  bool is_over() const { return names_left_ == 0 || Clock::now() >= deadline_; }

  void leave_out(const fs::path& folder, std::string_view why) {
    if (++left_out_ <= kMaxLeftOut) result_.left_out.push_back(fmt::format("{}: {}", folder.string(), why));
  }

  // read returns the folders in a folder, and keeps the files that are wanted.
  std::vector<fs::path> read(const fs::path& folder) {
    std::vector<fs::path> folders;
    std::error_code error;
    fs::directory_iterator at(folder, error);
    for (; !error && at != fs::directory_iterator() && names_left_ > 0; at.increment(error), --names_left_) {
      std::error_code unreadable;
      const fs::file_status status = at->symlink_status(unreadable);
      if (status.type() == fs::file_type::directory) {
        folders.push_back(at->path());
      } else if (is_wanted_(at->path().filename().string())) {
        result_.files.push_back(at->path());
      }
    }
    if (error) leave_out(folder, error.message());
    return folders;
  }

  const std::function<bool(const std::string&)>& is_wanted_;
  std::size_t names_left_;
  Clock::time_point deadline_;
  WalkResult result_;
  std::size_t left_out_ = 0;
};

}  // namespace

WalkResult files_below(const std::vector<fs::path>& folders, const std::function<bool(const std::string&)>& is_wanted,
                       const WalkLimits& limits) {
  Walk walk(is_wanted, limits);
  std::set<fs::path> seen;
  for (const fs::path& folder : folders) {
    std::error_code error;
    const fs::path real = fs::canonical(folder, error);
    if (!error && seen.insert(real).second) walk.below(real);
  }
  return std::move(walk).result();
}

}  // namespace fipsprobe
