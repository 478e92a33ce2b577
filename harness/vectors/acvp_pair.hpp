#pragma once

#include <filesystem>
#include <optional>

// An ACVP vector set is a pair of files: questions ("prompt") and answers ("expectedResults"). The pair goes by the name of the
// questions.
namespace fipsprobe {

// answers_of finds the file of answers that belongs to a file of questions; nullopt when there is none. Pairs are told by their
// names: "prompt.json" and "expectedResults.json" in one folder, and NAME in folders "vectors" and "expected" side by side.
// Either file may be packed with gzip.
std::optional<std::filesystem::path> answers_of(const std::filesystem::path& questions);

// has_only_questions tells from a file's name, or from a folder "expected" beside its folder "vectors", that its answers are in
// a file of their own.
bool has_only_questions(const std::filesystem::path& questions);

// questions_of finds the file of questions that a file of answers belongs to.
std::optional<std::filesystem::path> questions_of(const std::filesystem::path& answers);

}  // namespace fipsprobe
