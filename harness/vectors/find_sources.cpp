#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <system_error>
#include <utility>

#include "harness/model/errors.hpp"
#include "harness/vectors/acvp_pair.hpp"
#include "harness/vectors/identify.hpp"
#include "harness/vectors/vector_source.hpp"

namespace fipsprobe {
namespace {

namespace fs = std::filesystem;

// FolderId tells folders apart by device and inode, so that a symbolic link to a folder above does not lead round for ever.
using FolderId = std::pair<dev_t, ino_t>;

// status_of follows symbolic links.
struct stat status_of(const fs::path& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) {
    throw InputError(path.string(), 0, "cannot be read: " + std::generic_category().message(errno));
  }
  return status;
}

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> entries;
  fs::directory_iterator at(folder, error);
  for (; !error && at != fs::directory_iterator(); at.increment(error)) entries.push_back(at->path());
  if (error) throw InputError(folder.string(), 0, "cannot be read: " + error.message());
  std::sort(entries.begin(), entries.end());
  return entries;
}

class Search {
 public:
  explicit Search(fs::path root) : root_(std::move(root)) {}

  void look_into(const fs::path& folder) {
    for (const fs::path& entry : entries_of(folder)) {
      const struct stat status = status_of(entry);
      if (S_ISREG(status.st_mode)) {
        add(entry);
      } else if (!S_ISDIR(status.st_mode)) {
        found_.skipped.push_back(name_of(entry));
      } else if (is_first_visit(status)) {
        look_into(entry);
      }
    }
  }

  bool is_first_visit(const struct stat& status) { return visited_.insert({status.st_dev, status.st_ino}).second; }

  FoundSources result() {
    std::sort(found_.sources.begin(), found_.sources.end(),
              [](const auto& one, const auto& other) { return one.name < other.name; });
    std::sort(found_.skipped.begin(), found_.skipped.end());
    return std::move(found_);
  }

 private:
  std::string name_of(const fs::path& entry) const { return entry.lexically_relative(root_).generic_string(); }

  void add(const fs::path& entry) {
    VectorSource source{name_of(entry), entry};
    if (questions_of(entry)) return;  // the set goes by the name of its questions
    if (is_known_kind({entry.string(), entry})) {
      found_.sources.push_back(std::move(source));
    } else {
      found_.skipped.push_back(std::move(source.name));
    }
  }

  fs::path root_;
  std::set<FolderId> visited_;
  FoundSources found_;
};

}  // namespace

FoundSources sources_in(const fs::path& path) {
  const struct stat status = status_of(path);
  if (!S_ISDIR(status.st_mode)) {
    const std::optional<fs::path> questions = questions_of(path);
    if (questions) throw InputError(path.string(), 0, "holds answers; give the questions to them, " + questions->string());
    VectorSource source{path.filename().string(), path};
    recognise({path.string(), path});
    return {{std::move(source)}, {}};
  }
  Search search(path);
  search.is_first_visit(status);
  search.look_into(path);
  return search.result();
}

}  // namespace fipsprobe
