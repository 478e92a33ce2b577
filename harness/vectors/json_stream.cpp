#include "harness/vectors/json_stream.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace fipsprobe {
namespace {

constexpr std::size_t kJsonChunk = std::size_t{64} * 1024;

bool is_space(int c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::size_t newlines_before(std::string_view text, std::size_t byte) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size()));
  return static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

}  // namespace

JsonStream::JsonStream(std::unique_ptr<ByteStream> stream, std::string name)
    : stream_(std::move(stream)), name_(std::move(name)), buffer_(kJsonChunk) {}

void JsonStream::fail(const std::string& why) const { throw DamagedJson(name_, line_, why); }

int JsonStream::look() {
  if (at_ == end_) {
    at_ = 0;
    end_ = stream_->read(buffer_);
    total_ += end_;
    if (total_ > kMaxUnpackedJson) fail("more than 2 GiB when unpacked");
    if (end_ == 0) return -1;
  }
  return static_cast<unsigned char>(buffer_[at_]);
}

int JsonStream::get() {
  const int c = look();
  if (c < 0) fail("cut off: the JSON text does not end");
  ++at_;
  if (c == '\n') ++line_;
  return c;
}

void JsonStream::skip_space() {
  while (is_space(look())) get();
}

char JsonStream::peek() {
  skip_space();
  const int c = look();
  return c < 0 ? '\0' : static_cast<char>(c);
}

void JsonStream::expect(char wanted) {
  skip_space();
  const int c = get();
  if (c != wanted) fail(fmt::format("not valid JSON: '{}' must come here", wanted));
}

void JsonStream::enter(char bracket) {
  expect(bracket);
  if (levels_.size() == kMaxJsonDepth) fail(fmt::format("nested deeper than {} levels", kMaxJsonDepth));
  levels_.push_back({bracket == '{' ? '}' : ']'});
}

// next_part goes past the comma before the next part of the innermost level; false when the level ends instead.
bool JsonStream::next_part() {
  Level& level = levels_.back();
  if (peek() == level.end) {
    get();
    levels_.pop_back();
    return false;
  }
  if (!level.is_first) expect(',');
  level.is_first = false;
  return true;
}

bool JsonStream::next_item() { return next_part(); }

std::optional<std::string> JsonStream::next_member() {
  if (!next_part()) return std::nullopt;
  if (peek() != '"') fail("not valid JSON: a member's name must come here");
  std::string name = parse_json_value(take(), name_).get<std::string>();
  expect(':');
  return name;
}

void JsonStream::put(std::string* text, char c) const {
  if (text == nullptr) return;
  if (text->size() == kMaxJsonValue) fail("one value of more than 48 MiB");
  text->push_back(c);
}

void JsonStream::put_plain(std::string* text, std::size_t count) {
  if (text != nullptr) {
    if (text->size() + count > kMaxJsonValue) fail("one value of more than 48 MiB");
    text->append(buffer_.data() + at_, count);
  }
  at_ += count;
}

void JsonStream::scan_string(std::string* text) {
  put(text, static_cast<char>(get()));
  for (std::size_t size = 0;;) {
    look();
    const std::string_view rest(buffer_.data() + at_, end_ - at_);
    const std::size_t plain = std::min(rest.find_first_of("\"\\\n"), rest.size());
    put_plain(text, plain);
    size += plain + 1;
    if (size > kMaxJsonString) fail("a string of more than 16 MiB");
    if (plain == rest.size() && plain != 0) continue;
    const int c = get();
    put(text, static_cast<char>(c));
    if (c == '"') return;
    if (c == '\\') put(text, static_cast<char>(get()));
  }
}

void JsonStream::scan_scalar(std::string* text) {
  constexpr std::size_t longest = 64;
  std::size_t size = 0;
  for (int c = look(); c > ' ' && c != ',' && c != ']' && c != '}'; c = look()) {
    if (++size > longest) fail("not valid JSON: neither a number nor true, false or null");
    put(text, static_cast<char>(get()));
  }
  if (size == 0) fail(look() < 0 ? "cut off: the JSON text does not end" : "not valid JSON: a value must come here");
}

// scan goes past one value: to the bracket that closes what it opens, brackets in strings not counted.
void JsonStream::scan(std::string* text) {
  skip_space();
  std::size_t depth = 0;
  do {
    const int c = look();
    if (c == '"') {
      scan_string(text);
    } else if (c == '{' || c == '[') {
      if (++depth + levels_.size() > kMaxJsonDepth) fail(fmt::format("nested deeper than {} levels", kMaxJsonDepth));
      put(text, static_cast<char>(get()));
    } else if (depth == 0) {
      scan_scalar(text);
    } else {
      if (c == '}' || c == ']') --depth;
      put(text, static_cast<char>(get()));
    }
  } while (depth > 0);
}

RawJson JsonStream::take() {
  skip_space();
  RawJson raw{{}, line_};
  scan(&raw.text);
  return raw;
}

void JsonStream::skip() { scan(nullptr); }

void JsonStream::finish() {
  if (peek() != '\0') fail("not valid JSON: something follows the end");
}

nlohmann::json parse_json_value(const RawJson& raw, const std::string& file) {
  using Event = nlohmann::json::parse_event_t;
  std::vector<std::vector<std::string>> names;
  const auto watch = [&](int /*depth*/, Event event, nlohmann::json& parsed) {
    if (event == Event::object_start) names.emplace_back();
    if (event == Event::object_end) names.pop_back();
    if (event != Event::key) return true;
    std::string name = parsed.get<std::string>();
    if (std::ranges::find(names.back(), name) != names.back().end()) {
      throw DamagedJson(file, raw.line, fmt::format("an object names the member \"{}\" twice", name));
    }
    if (names.back().size() == kMaxJsonMembers) throw DamagedJson(file, raw.line, "an object of more than 1024 members");
    names.back().push_back(std::move(name));
    return true;
  };
  try {
    return nlohmann::json::parse(raw.text, watch);
  } catch (const nlohmann::json::parse_error& error) {
    throw DamagedJson(file, raw.line + newlines_before(raw.text, error.byte), "not valid JSON");
  }
}

}  // namespace fipsprobe
