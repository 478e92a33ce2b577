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

// Recognised is a format together with the algorithm it read.
struct Recognised {
  const VectorFormat* format;
  std::string algorithm;
};

std::optional<Recognised> find_format(const VectorSource& source) {
  for (const VectorFormat* const format : kFormats) {
    std::optional<std::string> algorithm = format->algorithm(source);
    if (algorithm) return Recognised{format, std::move(*algorithm)};
  }
  return std::nullopt;
}

Recognised format_of(const VectorSource& source) {
  std::optional<Recognised> found = find_format(source);
  if (!found) throw InputError(place_of(source), 0, "no known kind of vector file; docs/vectors.md lists the kinds");
  return std::move(*found);
}

}  // namespace

std::string place_of(const VectorSource& source) { return source.file ? source.file->string() : source.name; }

std::unique_ptr<ByteStream> open_source(const VectorSource& source) {
  if (source.file) return open_file(*source.file, place_of(source));
  return open_packed(embedded_file(builtin_vectors(), source.name), source.name);
}

std::vector<VectorSource> builtin_sources() {
  std::vector<VectorSource> sources;
  for (const EmbeddedFile& file : builtin_vectors()) sources.push_back({std::string(file.name), std::nullopt});
  std::sort(sources.begin(), sources.end(), [](const auto& one, const auto& other) { return one.name < other.name; });
  return sources;
}

bool is_known_kind(const VectorSource& source) {
  try {
    return find_format(source).has_value();
  } catch (const NotText&) {
    return false;
  } catch (const DamagedJson&) {
    return true;  // so that reading it says what is wrong
  }
}

SetInfo recognise(const VectorSource& source) {
  Recognised found = format_of(source);
  return {source.name, std::move(found.algorithm), std::string(found.format->name)};
}

void read_cases(const VectorSource& source, const CaseConsumer& consume) { format_of(source).format->read(source, consume); }

}  // namespace fipsprobe
