#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "harness/vectors/json_fields.hpp"
#include "harness/vectors/json_stream.hpp"

// Vector sets in JSON, ACVP's and Wycheproof's alike: an object whose member "testGroups" is an array of groups, whose member
// "tests" is an array of tests. ACVP may put the object last into an array.
namespace fipsprobe {

// JsonGroup is what a group's tests share.
struct JsonGroup {
  nlohmann::json members = nlohmann::json::object();  // all but "tests"
  std::string file;
  std::size_t line = 0;
  std::size_t index = 0;

  JsonFields fields() const;
};

struct JsonTest {
  std::shared_ptr<const JsonGroup> group;
  nlohmann::json value;
  std::size_t line = 0;
  std::size_t index = 0;  // in its group

  JsonFields fields() const;
};

// JsonSet reads a vector set test by test. Tests are held back, up to 4 MiB, until the members of their group behind them are
// read; up to 48 MiB where one of `required` is among those.
class JsonSet {
 public:
  // Throws DamagedJson for what is no JSON, and reads up to the groups.
  JsonSet(std::unique_ptr<ByteStream> stream, const std::string& name, std::vector<std::string> required);

  // has_groups tells whether there is a member "testGroups" at all.
  bool has_groups() const { return has_groups_; }

  // header returns the members of the set before its groups; all of them once next returned nullopt.
  JsonFields header() const { return {header_, stream_.name(), 0, ""}; }
  const nlohmann::json& header_members() const { return header_; }
  bool header_has(const char* name) const { return header_.contains(name); }

  // read_rest_of_header passes over the groups, so that the header is whole; next must not be called any more.
  void read_rest_of_header();

  // next returns the next test, nullopt at the end. Throws InputError with the place for groups and tests of another form.
  std::optional<JsonTest> next();

  // group_count is the number of groups begun so far.
  std::size_t group_count() const { return group_count_; }

 private:
  void open_set();
  void add_member(nlohmann::json& members, const std::string& name);
  void close_set();
  bool open_group();
  void read_members();
  void hold_tests();
  bool has_required() const;
  std::optional<JsonTest> next_of_group();
  JsonTest test_of(const RawJson& raw);

  JsonStream stream_;
  std::vector<std::string> required_;
  bool is_list_ = false;
  bool has_groups_ = false;
  bool has_ended_ = false;
  nlohmann::json header_ = nlohmann::json::object();
  std::shared_ptr<JsonGroup> group_;
  std::size_t group_count_ = 0;
  std::size_t test_count_ = 0;  // handed over, of the group
  bool tests_are_open_ = false;
  bool had_tests_ = false;
  std::deque<RawJson> held_;
};

// IdSet holds the numbers of the tests that were seen, as ranges: numbers that go up by one cost nothing.
class IdSet {
 public:
  // insert returns false when the number was there.
  bool insert(std::uint64_t id);

 private:
  std::map<std::uint64_t, std::uint64_t> ranges_;  // first to last
};

}  // namespace fipsprobe
