#include "harness/vectors/json_set.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fipsprobe {
namespace {

constexpr std::size_t kHeldTests = std::size_t{4} << 20U;      // bytes
constexpr std::size_t kMaxHeldTests = std::size_t{48} << 20U;  // bytes

}  // namespace

JsonFields JsonGroup::fields() const { return {members, file, line, fmt::format("testGroups[{}]", index)}; }

JsonFields JsonTest::fields() const {
  return {value, group->file, line, fmt::format("testGroups[{}].tests[{}]", group->index, index)};
}

JsonSet::JsonSet(std::unique_ptr<ByteStream> stream, const std::string& name, std::vector<std::string> required)
    : stream_(std::move(stream), name), required_(std::move(required)) {
  open_set();
}

void JsonSet::add_member(nlohmann::json& members, const std::string& name) {
  if (members.contains(name)) stream_.fail(fmt::format("an object names the member \"{}\" twice", name));
  if (members.size() == kMaxJsonMembers) stream_.fail("an object of more than 1024 members");
  members[name] = parse_json_value(stream_.take(), stream_.name());
}

// open_set reads up to the groups. In ACVP's list layout the objects before the vector set tell of the session.
void JsonSet::open_set() {
  is_list_ = stream_.peek() == '[';
  if (is_list_) stream_.enter('[');
  while (!has_groups_ && (!is_list_ || stream_.next_item())) {
    if (is_list_ && stream_.peek() != '{') stream_.fail("not a vector set: an object must come here");
    stream_.enter('{');
    header_ = nlohmann::json::object();
    while (const std::optional<std::string> name = stream_.next_member()) {
      has_groups_ = *name == "testGroups";
      if (has_groups_) break;
      add_member(header_, *name);
    }
    if (!is_list_) break;
  }
  if (!has_groups_) return;
  if (stream_.peek() != '[') stream_.fail("testGroups: must be an array");
}

void JsonSet::close_set() {
  while (const std::optional<std::string> name = stream_.next_member()) add_member(header_, *name);
  while (is_list_ && stream_.next_item()) stream_.skip();
  stream_.finish();
  has_ended_ = true;
}

void JsonSet::read_rest_of_header() {
  if (!has_groups_) return;
  stream_.skip();
  close_set();
}

bool JsonSet::has_required() const {
  return std::ranges::all_of(required_, [&](const std::string& name) { return group_->members.contains(name); });
}

// hold_tests reads tests ahead: all of them, or enough to begin with.
void JsonSet::hold_tests() {
  if (had_tests_) stream_.fail(R"(an object names the member "tests" twice)");
  if (stream_.peek() != '[')
    throw InputError(stream_.name(), stream_.line(), group_->fields().place() + ".tests: must be an array");
  stream_.enter('[');
  had_tests_ = true;
  std::size_t size = 0;
  while (stream_.next_item()) {
    held_.push_back(stream_.take());
    size += held_.back().text.size();
    tests_are_open_ = size > kHeldTests && has_required();
    if (tests_are_open_) return;
    if (size > kMaxHeldTests) {
      throw InputError(stream_.name(), stream_.line(),
                       fmt::format("{}: more than 48 MiB of tests before its {}", group_->fields().place(), required_.front()));
    }
  }
}

// read_members reads the group's members up to its end, or to tests that are not read ahead.
void JsonSet::read_members() {
  while (const std::optional<std::string> name = stream_.next_member()) {
    if (*name == "tests") {
      hold_tests();
      if (tests_are_open_) return;
    } else {
      add_member(group_->members, *name);
    }
  }
  if (!had_tests_) group_->fields().fail("tests", "is missing");
}

bool JsonSet::open_group() {
  if (group_count_ == 0) stream_.enter('[');
  if (!stream_.next_item()) return false;
  group_ = std::make_shared<JsonGroup>();
  group_->file = stream_.name();
  group_->index = group_count_++;
  if (stream_.peek() != '{') {
    throw InputError(stream_.name(), stream_.line(), fmt::format("testGroups[{}]: must be an object", group_->index));
  }
  group_->line = stream_.line();
  stream_.enter('{');
  test_count_ = 0;
  had_tests_ = false;
  read_members();
  return true;
}

JsonTest JsonSet::test_of(const RawJson& raw) {
  JsonTest test{group_, parse_json_value(raw, stream_.name()), raw.line, test_count_++};
  test.fields();  // must be an object
  return test;
}

std::optional<JsonTest> JsonSet::next_of_group() {
  if (!held_.empty()) {
    const RawJson raw = std::move(held_.front());
    held_.pop_front();
    return test_of(raw);
  }
  if (!tests_are_open_) return std::nullopt;
  if (stream_.next_item()) return test_of(stream_.take());
  tests_are_open_ = false;
  if (const std::optional<std::string> name = stream_.next_member()) {
    group_->fields().fail(*name, "comes behind more than 4 MiB of tests of its group");
  }
  return std::nullopt;
}

std::optional<JsonTest> JsonSet::next() {
  if (has_ended_ || !has_groups_) return std::nullopt;
  for (;;) {
    if (group_) {
      std::optional<JsonTest> test = next_of_group();
      if (test) return test;
    }
    if (!open_group()) break;
  }
  close_set();
  return std::nullopt;
}

bool IdSet::insert(std::uint64_t id) {
  const auto after = ranges_.upper_bound(id);
  const auto before = after == ranges_.begin() ? ranges_.end() : std::prev(after);
  if (before != ranges_.end() && id <= before->second) return false;
  const bool joins_after = after != ranges_.end() && after->first == id + 1;
  if (before != ranges_.end() && before->second + 1 == id) {
    before->second = joins_after ? after->second : id;
    if (joins_after) ranges_.erase(after);
    return true;
  }
  const std::uint64_t last = joins_after ? after->second : id;
  if (joins_after) ranges_.erase(after);
  ranges_.emplace(id, last);
  return true;
}

}  // namespace fipsprobe
