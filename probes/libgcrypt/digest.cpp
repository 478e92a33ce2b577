#include "probes/libgcrypt/digest.hpp"

#include "harness/model/message_parts.hpp"
#include "probes/libgcrypt/algorithms.hpp"
#include "probes/libgcrypt/digest_session.hpp"
#include "probes/libgcrypt/fips_mode.hpp"

namespace fipsprobe::libgcrypt {
namespace {

class GcryDigest final : public Digest {
 public:
  explicit GcryDigest(const Library& library) : library_(library), session_(library, 0) {}

  Outcome perform(const DigestOperation& operation) override {
    const HashRow* const row = hash_row(operation.hash);
    if (row == nullptr) return Outcome::unsupported("libgcrypt has no such digest");
    const FipsWatch watch(library_, !row->family.empty());
    const GcryError error = session_.prepare(row->digest);
    if (error != 0) return library_.declined("gcry_md_open", error, is_built(library_, *row));
    MessageParts parts(operation);
    for (ByteView part = parts.next(); !part.empty(); part = parts.next()) {
      library_.md_write(session_.handle(), part.data(), part.size());
    }
    return watch.marked(digest_size(operation.hash) == 0 ? extract(*row, operation.output_length)
                                                         : read(*row, digest_size(operation.hash)));
  }

 private:
  Outcome read(const HashRow& row, std::size_t size) {
    const unsigned char* const digest = library_.md_read(session_.handle(), row.digest);
    if (digest == nullptr) return Outcome::failed("gcry_md_read returned NULL");
    return Outcome::done(Bytes(digest, digest + size));
  }

  Outcome extract(const HashRow& row, std::size_t size) {
    if (library_.md_extract == nullptr) return Outcome::unsupported("no gcry_md_extract in this version");
    Bytes output(size);
    const GcryError error = library_.md_extract(session_.handle(), row.digest, output.data(), output.size());
    return error == 0 ? Outcome::done(std::move(output)) : library_.declined("gcry_md_extract", error, true);
  }

  const Library& library_;
  DigestSession session_;
};

}  // namespace

std::unique_ptr<Digest> make_digest(const Library& library) { return std::make_unique<GcryDigest>(library); }

}  // namespace fipsprobe::libgcrypt
