#include <fmt/format.h>

#include "harness/vectors/acvp_answers.hpp"
#include "harness/vectors/acvp_pair.hpp"
#include "harness/vectors/acvp_test.hpp"
#include "harness/vectors/json_header.hpp"
#include "harness/vectors/vector_format.hpp"

// Vector sets of NIST's Automated Cryptographic Validation Protocol: questions and answers in two files, or together in one.
namespace fipsprobe {
namespace {

// is_acvp: a set names its number or revision. Wycheproof's files name a schema or the number of their tests.
bool is_acvp(const nlohmann::json& header) {
  if (header.contains("vsId") || header.contains("revision")) return true;
  return header.contains("algorithm") && !header.contains("numberOfTests") && !header.contains("schema") &&
         !header.contains("generatorVersion");
}

// Reader makes the cases of one set.
class Reader {
 public:
  Reader(SourceStream& source, nlohmann::json header_members)
      : file_(source.name()), header_(std::move(header_members)), questions_(source.from_start(), file_, {"tgId", "testType"}) {
    const JsonFields header(header_, file_, 0, "");
    if (!header.has("algorithm")) fail_for_answers();
    algorithm_ = header.text("algorithm");
    mode_ = header.text_or("mode", "");
    revision_ = header.text_or("revision", "");
    if (source.source().file) open_answers(*source.source().file);
  }

  void read(const CaseConsumer& consume) {
    std::size_t count = 0;
    while (const std::optional<JsonTest> question = questions_.next()) {
      check_numbers(*question);
      for (const AcvpCase& made : cases_of(*question)) {
        ++count;
        Case kat_case = made.kat_case;
        const auto [group, test] = key_of(*question);
        kat_case.id = fmt::format("tg {} tc {}{}{}", group, test, made.part.empty() ? "" : " ", made.part);
        kat_case.line = question->line;
        if (!consume(kat_case)) return;
      }
    }
    if (answers_) answers_->require_all_taken();
    if (count == 0) throw InputError(file_, 0, "holds no case");
  }

 private:
  void open_answers(const std::filesystem::path& questions) {
    const std::optional<std::filesystem::path> path = answers_of(questions);
    if (!path) {
      if (has_only_questions(questions))
        throw InputError(file_, 0, "questions without answers: no file of answers (expectedResults.json) beside it");
      return;
    }
    answers_file_ = path->string();
    auto set = std::make_unique<JsonSet>(open_file(*path, answers_file_), answers_file_, std::vector<std::string>{"tgId"});
    if (!set->has_groups()) throw InputError(answers_file_, 0, "testGroups: is missing");
    require_same_set(*set);
    answers_.emplace(std::move(set));
  }

  void require_same_set(const JsonSet& answers) const {
    const JsonFields questions(header_, file_, 0, "");
    if (!questions.has("vsId") || !answers.header().has("vsId")) return;
    const std::size_t number = questions.number("vsId");
    if (answers.header().number("vsId") == number) return;
    answers.header().fail("vsId", fmt::format("answers to another vector set than the questions, whose vsId is {}", number));
  }

  [[noreturn]] void fail_for_answers() const {
    throw InputError(file_, 0, "answers without questions: no prompt.json beside the file");
  }

  // check_numbers: a test's number is its name in the whole set.
  void check_numbers(const JsonTest& question) {
    const JsonFields group = question.group->fields();
    const auto [group_id, test_id] = key_of(question);
    if (question.group != last_group_ && !groups_.insert(group_id))
      group.fail("tgId", fmt::format("{} is there twice", group_id));
    last_group_ = question.group;
    if (!tests_.insert(test_id)) question.fields().fail("tcId", fmt::format("{} is there twice", test_id));
    if (!group.has("testType")) fail_for_answers();
  }

  JsonTest answer_to(const JsonTest& question) {
    if (!answers_) return question;
    const auto [group, test] = key_of(question);
    std::optional<JsonTest> answer = answers_->answer_to(group, test);
    if (!answer)
      question.fields().fail(
          "tcId", fmt::format("a question without an answer: {} has no tgId {}, tcId {}", answers_file_, group, test));
    return std::move(*answer);
  }

  std::vector<AcvpCase> cases_of(const JsonTest& question) {
    const JsonTest answer = answer_to(question);
    const AcvpTest test{algorithm_,     mode_, revision_, question.group->fields(), question.fields(), answer.group->fields(),
                        answer.fields()};
    try {
      std::vector<AcvpCase> cases = map_acvp(test);
      if (cases.empty()) test.answer.fail("resultsArray", "must not be empty");
      return cases;
    } catch (const Untestable& untestable) {
      AcvpCase made;
      made.kat_case.operation = UntestableOperation{
          fmt::format("{}{}{} {}", algorithm_, mode_.empty() ? "" : " ", mode_, test.type()), untestable.reason};
      return {std::move(made)};
    }
  }

  std::string file_;
  std::string answers_file_;
  nlohmann::json header_;
  std::string algorithm_, mode_, revision_;
  JsonSet questions_;
  std::optional<AcvpAnswers> answers_;  // absent: with the questions
  std::shared_ptr<const JsonGroup> last_group_;
  IdSet groups_, tests_;
};

class AcvpReader : public SetReader {
 public:
  AcvpReader(SourceStream& source, nlohmann::json header) : source_(source), header_(std::move(header)) {}

  std::string algorithm() const override {
    std::string name = set_algorithm(header_);
    for (const char* const part : {"mode", "revision"}) {
      const auto found = header_.find(part);
      if (found != header_.end() && found->is_string() && !found->get<std::string>().empty())
        name += " " + found->get<std::string>();
    }
    return name;
  }

  void read(const CaseConsumer& consume) override { Reader(source_, header_).read(consume); }

 private:
  SourceStream& source_;
  nlohmann::json header_;
};

std::unique_ptr<SetReader> recognise_acvp(SourceStream& source) {
  std::optional<nlohmann::json> header = json_header_of(source);
  if (!header || !is_acvp(*header)) return nullptr;
  return std::make_unique<AcvpReader>(source, std::move(*header));
}

}  // namespace

const VectorFormat kAcvpFormat = {"ACVP", recognise_acvp};

}  // namespace fipsprobe
