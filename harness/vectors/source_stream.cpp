#include "harness/vectors/source_stream.hpp"

#include <algorithm>
#include <utility>

#include "harness/vectors/builtin_vectors.hpp"

namespace fipsprobe {
namespace {

std::unique_ptr<ByteStream> open_source(const VectorSource& source, const std::string& name) {
  if (source.file) return open_file(*source.file, name);
  return open_packed(embedded_file(builtin_vectors(), source.name), name);
}

}  // namespace

class SourceStream::View : public ByteStream {
 public:
  explicit View(SourceStream& whole) : whole_(whole) {}
  std::size_t read(std::span<char> buffer) override { return whole_.read(buffer); }

 private:
  SourceStream& whole_;
};

SourceStream::SourceStream(VectorSource source)
    : source_(std::move(source)),
      name_(source_.file ? source_.file->string() : source_.name),
      stream_(open_source(source_, name_)) {}

std::unique_ptr<ByteStream> SourceStream::from_start() {
  at_ = 0;
  if (!keeps_all_) {
    stream_ = open_source(source_, name_);
    kept_.clear();
    keeps_all_ = true;
  }
  return std::make_unique<View>(*this);
}

std::size_t SourceStream::read(std::span<char> buffer) {
  if (at_ < kept_.size()) {
    const std::span<const char> rest = std::span(kept_).subspan(at_, std::min(buffer.size(), kept_.size() - at_));
    std::ranges::copy(rest, buffer.begin());
    at_ += rest.size();
    return rest.size();
  }
  const bool kept_all = std::exchange(keeps_all_, false);  // what cannot be read is opened again
  const std::size_t count = stream_->read(buffer);
  keeps_all_ = kept_all && kept_.size() + count <= kMaxKept;
  if (keeps_all_) {
    kept_.insert(kept_.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count));
    at_ = kept_.size();
  }
  return count;
}

}  // namespace fipsprobe
