#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "harness/vectors/byte_stream.hpp"
#include "harness/vectors/vector_source.hpp"

// A vector format is a way to write known answers in files. Each is one file *_format.cpp; vector_source.cpp lists them.
namespace fipsprobe {

struct VectorFormat {
  std::string_view name;  // SetInfo::format

  // algorithm returns SetInfo::algorithm when the source is of this format, told from its first bytes. Throws InputError when
  // it cannot be opened, or is of this format and damaged.
  std::optional<std::string> (*algorithm)(const VectorSource& source);

  // read does what read_cases of vector_source.hpp says, for a source of this format.
  void (*read)(const VectorSource& source, const CaseConsumer& consume);
};

extern const VectorFormat kCavpFormat, kAcvpFormat, kWycheproofFormat;

// place_of names the source in errors: the path of a file from outside, so that it can be opened.
std::string place_of(const VectorSource& source);

std::unique_ptr<ByteStream> open_source(const VectorSource& source);

}  // namespace fipsprobe
