#pragma once

#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "harness/vectors/json_set.hpp"

namespace fipsprobe {

// AcvpAnswers finds the answer of each question. Both files are read side by side as long as they are in the same order; where
// they are not, answers wait in memory for their questions, at most 64 MiB of them.
class AcvpAnswers {
 public:
  explicit AcvpAnswers(std::unique_ptr<JsonSet> set) : set_(std::move(set)) {}

  // answer_to returns the answer with that group's and test's number; nullopt when the file has none. Throws InputError for an
  // answer that comes twice.
  std::optional<JsonTest> answer_to(std::uint64_t group, std::uint64_t test);

  // require_all_taken throws InputError, naming it, for an answer that no question has asked for.
  void require_all_taken();

 private:
  using Key = std::pair<std::uint64_t, std::uint64_t>;

  // Waiting is an answer that was read before its question: as text, which is smaller.
  struct Waiting {
    std::shared_ptr<const JsonGroup> group;
    std::string text;
    std::size_t line;
    std::size_t index;
  };

  std::optional<JsonTest> next();
  void wait(const Key& key, const JsonTest& answer);

  std::unique_ptr<JsonSet> set_;
  IdSet seen_;
  std::map<Key, Waiting> waiting_;
  std::size_t waiting_size_ = 0;
};

// key_of returns the numbers of a test and its group.
std::pair<std::uint64_t, std::uint64_t> key_of(const JsonTest& test);

}  // namespace fipsprobe
