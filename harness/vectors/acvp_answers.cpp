#include "harness/vectors/acvp_answers.hpp"

#include <fmt/format.h>

namespace fipsprobe {
namespace {

constexpr std::size_t kMaxWaiting = std::size_t{64} << 20U;  // bytes

}  // namespace

std::pair<std::uint64_t, std::uint64_t> key_of(const JsonTest& test) {
  return {test.group->fields().number("tgId"), test.fields().number("tcId")};
}

std::optional<JsonTest> AcvpAnswers::next() {
  std::optional<JsonTest> answer = set_->next();
  if (!answer) return std::nullopt;
  const std::uint64_t id = key_of(*answer).second;
  if (!seen_.insert(id)) answer->fields().fail("tcId", fmt::format("{} is there twice", id));
  return answer;
}

void AcvpAnswers::wait(const Key& key, const JsonTest& answer) {
  Waiting waiting{answer.group, answer.value.dump(), answer.line, answer.index};
  waiting_size_ += waiting.text.size();
  if (waiting_size_ > kMaxWaiting) {
    answer.fields().fail("tcId", "answers in another order than the questions, and more than 64 MiB of them");
  }
  waiting_.emplace(key, std::move(waiting));
}

std::optional<JsonTest> AcvpAnswers::answer_to(std::uint64_t group, std::uint64_t test) {
  const Key wanted{group, test};
  const auto found = waiting_.find(wanted);
  if (found != waiting_.end()) {
    Waiting& waiting = found->second;
    JsonTest answer{waiting.group, nlohmann::json::parse(waiting.text), waiting.line, waiting.index};
    waiting_size_ -= waiting.text.size();
    waiting_.erase(found);
    return answer;
  }
  while (std::optional<JsonTest> answer = next()) {
    const Key key = key_of(*answer);
    if (key == wanted) return answer;
    wait(key, *answer);
  }
  return std::nullopt;
}

void AcvpAnswers::require_all_taken() {
  if (!waiting_.empty()) {
    const auto& [key, waiting] = *waiting_.begin();
    throw InputError(waiting.group->file, waiting.line,
                     fmt::format("testGroups[{}].tests[{}]: an answer without a question: tgId {}, tcId {}",
                                 waiting.group->index, waiting.index, key.first, key.second));
  }
  while (const std::optional<JsonTest> answer = next()) {
    const auto [group, test] = key_of(*answer);
    answer->fields().fail("tcId", fmt::format("an answer without a question: tgId {}, tcId {}", group, test));
  }
}

}  // namespace fipsprobe
