#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "harness/vectors/source_stream.hpp"

// A vector format is a way to write known answers in files. Each is one file *_format.cpp; vector_source.cpp lists them.
namespace fipsprobe {

// SetReader reads a source whose format is known.
class SetReader {
 public:
  virtual ~SetReader() = default;

  virtual std::string algorithm() const = 0;  // SetInfo::algorithm

  // read does what read_cases of vector_source.hpp says. It is called once.
  virtual void read(const CaseConsumer& consume) = 0;
};

struct VectorFormat {
  std::string_view name;  // SetInfo::format

  // recognise returns a reader when the source is of this format, told from its first bytes, else nullptr; the source must
  // outlive it. Throws InputError when the source cannot be read, or is of this format and damaged.
  std::unique_ptr<SetReader> (*recognise)(SourceStream& source);
};

extern const VectorFormat kCavpFormat, kAcvpFormat, kWycheproofFormat;

}  // namespace fipsprobe
