#include "harness/vectors/cavp_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace fipsprobe {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// name_in returns the text before the first "=": the attribute's name; the whole text of a flag.
std::string_view name_in(std::string_view text) { return trimmed(text.substr(0, text.find('='))); }

bool is_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) { return c >= ' ' && c <= '~'; });
}

bool contains(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// is_flag: a flag is one word of letters; anything else without "=" is a damaged line.
bool is_flag(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
}

}  // namespace

std::size_t Block::Texts::find(std::string_view name, bool is_word) const {
  const auto found =
      std::ranges::find_if(entries, [&](const Entry& entry) { return entry.is_word == is_word && name_of(entry) == name; });
  return static_cast<std::size_t>(found - entries.begin());
}

void Block::Texts::add(const Line& line, const std::string& file, bool may_repeat) {
  const std::size_t equals = line.text.find('=');
  const bool is_word = equals == std::string_view::npos;
  const std::string_view name = name_in(line.text);
  const std::string_view value = is_word ? std::string_view() : trimmed(line.text.substr(equals + 1));
  if (!is_name(name)) throw InputError(file, line.number, "not \"Name = Value\"");
  if (!may_repeat && find(name, is_word) != entries.size())
    throw InputError(file, line.number, fmt::format("{} is there twice", name));
  if (entries.size() == kMaxAttributes) throw InputError(file, line.number, "more than 256 lines in one block");
  entries.push_back({line.number, text.size(), name.size(), text.size() + name.size(), value.size(), is_word, false});
  text.append(name).append(value);
}

void Block::Texts::clear() {
  text.clear();
  entries.clear();
}

Attribute Block::attribute_of(const Texts& texts, const Entry& entry) const {
  return {file_, entry.line, texts.name_of(entry), texts.value_of(entry), entry.is_word};
}

bool Block::has(std::string_view name) const { return attributes_.find(name, false) != attributes_.entries.size(); }

std::optional<Attribute> Block::take_if(std::string_view name) {
  const std::size_t at = attributes_.find(name, false);
  if (at == attributes_.entries.size()) return std::nullopt;
  attributes_.entries[at].consumed = true;
  return attribute_of(attributes_, attributes_.entries[at]);
}

Attribute Block::take(std::string_view name) {
  const std::optional<Attribute> found = take_if(name);
  if (!found) fail(fmt::format("the case that starts here has no {}", name));
  return *found;
}

std::vector<Attribute> Block::take_all(std::string_view name) {
  return take_those([name](std::string_view other) { return other == name; });
}

std::vector<Attribute> Block::take_with_prefix(std::string_view prefix) {
  return take_those([prefix](std::string_view other) { return other.starts_with(prefix); });
}

std::vector<Attribute> Block::take_those(const std::function<bool(std::string_view)>& is_wanted) {
  std::vector<Attribute> found;
  for (Entry& entry : attributes_.entries) {
    if (entry.is_word || !is_wanted(attributes_.name_of(entry))) continue;
    entry.consumed = true;
    found.push_back(attribute_of(attributes_, entry));
  }
  return found;
}

bool Block::take_flag(std::string_view name) {
  const std::size_t at = attributes_.find(name, true);
  if (at == attributes_.entries.size()) return false;
  attributes_.entries[at].consumed = true;
  return true;
}

std::optional<Attribute> Block::instruction_if(std::string_view name) {
  const std::size_t at = instructions_.find(name, false);
  if (at == instructions_.entries.size()) return std::nullopt;
  instructions_.entries[at].consumed = true;
  return attribute_of(instructions_, instructions_.entries[at]);
}

Attribute Block::instruction(std::string_view name) {
  const std::optional<Attribute> found = instruction_if(name);
  if (!found) fail(fmt::format("no [{} = ...] before this case", name));
  return *found;
}

std::vector<Attribute> Block::words() {
  std::vector<Attribute> found;
  for (Entry& entry : instructions_.entries) {
    if (!entry.is_word) continue;
    entry.consumed = true;
    found.push_back(attribute_of(instructions_, entry));
  }
  return found;
}

Attribute Block::word() {
  const auto is_word = [](const Entry& entry) { return entry.is_word; };
  const auto found = std::ranges::find_if(instructions_.entries, is_word);
  if (found == instructions_.entries.end()) fail("no [...] that tells what to do before this case");
  found->consumed = true;
  return attribute_of(instructions_, *found);
}

void Block::fail(const std::string& why) const { throw InputError(file_, line_, why); }

void Block::require_all_consumed() const {
  for (const Entry& entry : instructions_.entries) {
    if (!entry.consumed) {
      throw InputError(file_, entry.line, fmt::format("instruction [{}] means nothing here", instructions_.name_of(entry)));
    }
  }
  for (const Entry& entry : attributes_.entries) {
    if (!entry.consumed) {
      throw InputError(file_, entry.line, fmt::format("{} means nothing here", attributes_.name_of(entry)));
    }
  }
}

CavpFile::CavpFile(std::unique_ptr<ByteStream> stream, std::string name, const CavpSyntax& syntax)
    : lines_(std::move(stream), name), syntax_(syntax) {
  block_.file_ = std::move(name);
}

std::optional<Line> CavpFile::next_line() {
  if (!pending_) return lines_.next();
  return std::exchange(pending_, std::nullopt);
}

bool CavpFile::ends_block(std::string_view text) const {
  return text.front() == '[' || contains(syntax_.starters, name_in(text));
}

// is_passed_over tells comments, intermediate values and prose.
bool CavpFile::is_passed_over(std::string_view text) const {
  if (text.starts_with('#') || (syntax_.has_intermediate_values && text.starts_with('\t'))) return true;
  return std::ranges::any_of(syntax_.prose, [&](std::string_view beginning) { return text.starts_with(beginning); });
}

void CavpFile::add_attribute(const Line& line) {
  if (line.text.find('=') == std::string_view::npos && !is_flag(line.text)) {
    throw InputError(lines_.name(), line.number, "neither a comment, an [instruction] nor \"Name = Value\"");
  }
  if (block_.attributes_.entries.empty()) block_.line_ = line.number;
  section_is_open_ = false;
  block_.attributes_.add(line, lines_.name(), contains(syntax_.repeated, name_in(line.text)));
}

// add_instruction opens a section with its first instruction and adds those that follow at once.
void CavpFile::add_instruction(const Line& line) {
  const std::string_view text = line.text;
  if (text.back() != ']' || text.find(']') != text.size() - 1)
    throw InputError(lines_.name(), line.number, "an [instruction] that does not end with ]");
  if (!section_is_open_) {
    block_.instructions_.clear();
    block_.section_.clear();
    block_.section_line_ = line.number;
    section_is_open_ = true;
  }
  block_.instructions_.add({text.substr(1, text.size() - 2), line.number}, lines_.name(), false);
  if (!block_.section_.empty()) block_.section_ += ' ';
  block_.section_ += text;
}

Block* CavpFile::next_block() {
  Block::Texts& attributes = block_.attributes_;
  attributes.clear();
  for (std::optional<Line> line = next_line(); line; line = next_line()) {
    const bool started = !attributes.entries.empty();
    if (is_passed_over(line->text)) continue;
    if (line->text.empty()) {
      if (started) return &block_;
      continue;
    }
    if (started && ends_block(line->text)) {
      pending_ = line;
      return &block_;
    }
    if (line->text.front() == '[') {
      add_instruction(*line);
      continue;
    }
    add_attribute(*line);
  }
  if (!attributes.entries.empty()) return &block_;
  if (section_is_open_) throw InputError(lines_.name(), block_.section_line_, "no case follows " + block_.section_);
  return nullptr;
}

}  // namespace fipsprobe
