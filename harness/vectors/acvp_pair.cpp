#include "harness/vectors/acvp_pair.hpp"

#include <array>
#include <string>
#include <system_error>

namespace fipsprobe {
namespace {

namespace fs = std::filesystem;

struct NamePair {
  std::string_view questions, answers;
};

constexpr std::array kFileNames = {NamePair{"prompt", "expectedResults"}, NamePair{"request", "expected"}};
constexpr NamePair kFolderNames = {"vectors", "expected"};
constexpr std::string_view kPacked = ".gz";

// existing returns the file, or its packed or unpacked form, whichever is there.
std::optional<fs::path> existing(const fs::path& path) {
  std::string other = path.string();
  if (other.ends_with(kPacked)) {
    other.resize(other.size() - kPacked.size());
  } else {
    other += kPacked;
  }
  std::error_code error;
  for (const fs::path& candidate : {path, fs::path(other)}) {
    if (fs::is_regular_file(candidate, error)) return candidate;
  }
  return std::nullopt;
}

std::optional<fs::path> partner(const fs::path& path, std::string_view from, std::string_view to) {
  std::string name = path.filename().string();
  const std::size_t at = name.find(from);
  if (at == std::string::npos) return std::nullopt;
  return existing(path.parent_path() / name.replace(at, from.size(), to));
}

std::optional<fs::path> partner_in_folder(const fs::path& path, std::string_view from, std::string_view to) {
  const fs::path folder = fs::absolute(path).parent_path();
  if (folder.filename().string() != from) return std::nullopt;
  return existing(folder.parent_path() / to / path.filename());
}

}  // namespace

std::optional<fs::path> answers_of(const fs::path& questions) {
  for (const NamePair& names : kFileNames) {
    std::optional<fs::path> found = partner(questions, names.questions, names.answers);
    if (found) return found;
  }
  return partner_in_folder(questions, kFolderNames.questions, kFolderNames.answers);
}

bool has_only_questions(const fs::path& questions) {
  if (questions.filename().string().find(kFileNames.front().questions) != std::string::npos) return true;
  const fs::path folder = fs::absolute(questions).parent_path();
  std::error_code error;
  return folder.filename().string() == kFolderNames.questions &&
         fs::is_directory(folder.parent_path() / kFolderNames.answers, error);
}

std::optional<fs::path> questions_of(const fs::path& answers) {
  for (const NamePair& names : kFileNames) {
    std::optional<fs::path> found = partner(answers, names.answers, names.questions);
    if (found) return found;
  }
  return partner_in_folder(answers, kFolderNames.answers, kFolderNames.questions);
}

}  // namespace fipsprobe
