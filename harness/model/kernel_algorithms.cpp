#include "harness/model/kernel_algorithms.hpp"

#include <charconv>
#include <cstddef>

#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kMaxLine = 4096;
constexpr std::size_t kMaxStanzas = 10'000;

std::string_view without_spaces(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  void take(std::string_view line) {
    ++line_;
    if (line.size() > kMaxLine) fail("a line is longer than 4096 bytes");
    if (without_spaces(line).empty()) {
      inside_ = false;
      return;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) fail("a line has no colon");
    take(without_spaces(line.substr(0, colon)), without_spaces(line.substr(colon + 1)));
  }

  std::vector<KernelAlgorithm> take_all() { return std::move(algorithms_); }

 private:
  void take(std::string_view key, std::string_view value) {
    if (!inside_) start(key);
    KernelAlgorithm& algorithm = algorithms_.back();
    if (key == "name") algorithm.name = value;
    if (key == "driver") algorithm.driver = value;
    if (key == "module") algorithm.module = value;
    if (key == "type") algorithm.type = value;
    if (key == "selftest") algorithm.self_test = value;
    if (key == "priority") algorithm.priority = number(value);
    if (key == "fips") algorithm.fips = value == "yes";
    if (key == "internal") algorithm.internal = value == "yes";
  }

  void start(std::string_view key) {
    if (key != "name") fail("a stanza does not start with its name");
    if (algorithms_.size() == kMaxStanzas) fail("more than 10000 stanzas");
    algorithms_.emplace_back();
    inside_ = true;
  }

  std::int64_t number(std::string_view text) const {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) fail("a priority is no number");
    return value;
  }

  [[noreturn]] void fail(const std::string& message) const { throw InputError(file_, line_, message); }

  const std::string& file_;
  std::size_t line_ = 0;
  bool inside_ = false;
  std::vector<KernelAlgorithm> algorithms_;
};

}  // namespace

std::vector<KernelAlgorithm> kernel_algorithms_in(std::string_view text, const std::string& file) {
  Reader reader(file);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    reader.take(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return reader.take_all();
}

}  // namespace fipsprobe
