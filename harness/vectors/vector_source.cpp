#include "harness/vectors/vector_source.hpp"

#include <algorithm>
#include <array>

#include "harness/model/errors.hpp"
#include "harness/vectors/builtin_vectors.hpp"
#include "harness/vectors/identify.hpp"
#include "harness/vectors/json_stream.hpp"
#include "harness/vectors/line_reader.hpp"
#include "harness/vectors/vector_format.hpp"

namespace fipsprobe {
namespace {

constexpr std::array kFormats = {&kAcvpFormat, &kWycheproofFormat, &kCavpFormat};

// Recognised is a format together with the reader it made.
struct Recognised {
  const VectorFormat* format = nullptr;
  std::unique_ptr<SetReader> reader;
};

// find_format returns no reader for a source of no known kind.
Recognised find_format(SourceStream& source) {
  for (const VectorFormat* const format : kFormats) {
    std::unique_ptr<SetReader> reader = format->recognise(source);
    if (reader != nullptr) return {format, std::move(reader)};
  }
  return {};
}

Recognised format_of(SourceStream& source) {
  Recognised found = find_format(source);
  if (found.reader == nullptr) {
    throw InputError(source.name(), 0, "no known kind of vector file; docs/vectors.md lists the kinds");
  }
  return found;
}

}  // namespace

std::vector<VectorSource> builtin_sources() {
  std::vector<VectorSource> sources;
  for (const EmbeddedFile& file : builtin_vectors()) sources.push_back({std::string(file.name), std::nullopt});
  std::sort(sources.begin(), sources.end(), [](const auto& one, const auto& other) { return one.name < other.name; });
  return sources;
}

bool is_known_kind(const VectorSource& source) {
  try {
    SourceStream stream(source);
    return find_format(stream).reader != nullptr;
  } catch (const NotText&) {
    return false;
  } catch (const DamagedJson&) {
    return true;  // so that reading it says what is wrong
  }
}

SetInfo recognise(const VectorSource& source) {
  SourceStream stream(source);
  const Recognised found = format_of(stream);
  return {source.name, found.reader->algorithm(), std::string(found.format->name)};
}

void read_cases(const VectorSource& source, const CaseConsumer& consume) {
  SourceStream stream(source);
  format_of(stream).reader->read(consume);
}

}  // namespace fipsprobe
