#pragma once

#include <cstddef>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/errors.hpp"
#include "harness/vectors/byte_stream.hpp"

namespace fipsprobe {

inline constexpr std::size_t kMaxJsonDepth = 32;                        // arrays and objects inside each other
inline constexpr std::size_t kMaxJsonString = std::size_t{16} << 20U;   // bytes of one string, as written
inline constexpr std::size_t kMaxJsonValue = std::size_t{48} << 20U;    // bytes of one test or header member, as written
inline constexpr std::size_t kMaxJsonMembers = 1024;                    // of one object
inline constexpr std::size_t kMaxUnpackedJson = std::size_t{2} << 30U;  // bytes of one file, unpacked

// DamagedJson says that a file is no JSON, is cut off, or is beyond one of the limits.
class DamagedJson : public InputError {
 public:
  using InputError::InputError;
};

// RawJson is the text of one value and the line it starts in.
struct RawJson {
  std::string text;
  std::size_t line = 0;
};

// JsonStream walks through the outer arrays and objects of a JSON file and takes their parts out one at a time, so that a file
// of any size costs no more memory than its largest part. All members throw DamagedJson with file and line for what is not JSON
// or beyond a limit; what is taken out is checked when parse_json_value reads it.
class JsonStream {
 public:
  JsonStream(std::unique_ptr<ByteStream> stream, std::string name);

  const std::string& name() const { return name_; }
  std::size_t line() const { return line_; }

  // peek returns the first character of the next value, or the closing bracket; '\0' at the end of the file.
  char peek();

  // enter goes into the object or array that comes next.
  void enter(char bracket);

  // next_member returns the name of the next member of the object, whose value comes next; nullopt when it ended.
  std::optional<std::string> next_member();

  // next_item tells whether a value comes next in the array; false when it ended.
  bool next_item();

  // take takes the next value out; skip passes over it.
  RawJson take();
  void skip();

  // finish requires that nothing follows.
  void finish();

  [[noreturn]] void fail(const std::string& why) const;

 private:
  // Level is an array or object that was entered.
  struct Level {
    char end = 0;
    bool is_first = true;
  };

  int look();  // the next byte, -1 at the end
  int get();
  void skip_space();
  void expect(char wanted);
  bool next_part();
  void scan(std::string* text);
  void scan_string(std::string* text);
  void scan_scalar(std::string* text);
  void put(std::string* text, char c) const;
  void put_plain(std::string* text, std::size_t count);

  std::unique_ptr<ByteStream> stream_;
  std::string name_;
  std::vector<char> buffer_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  std::size_t total_ = 0;
  std::size_t line_ = 1;
  std::vector<Level> levels_;
};

// parse_json_value reads the text of one value. Throws DamagedJson with the line when it is not JSON, or names a member of an
// object twice.
nlohmann::json parse_json_value(const RawJson& raw, const std::string& file);

}  // namespace fipsprobe
