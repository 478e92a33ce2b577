#include "probes/libgcrypt/algorithms.hpp"
#include "probes/libgcrypt/digest_session.hpp"
#include "probes/libgcrypt/fips_mode.hpp"
#include "probes/libgcrypt/mac.hpp"

namespace fipsprobe::libgcrypt {
namespace {

class HmacByDigest final : public Mac {
 public:
  explicit HmacByDigest(const Library& library) : library_(library), session_(library, kDigestHmac) {}

  Outcome perform(const MacOperation& operation) override {
    if (operation.kind != MacKind::hmac) return Outcome::unsupported("only HMAC: no gcry_mac_open in this version");
    const HashRow* const row = hash_row(operation.hash);
    const std::size_t size = digest_size(operation.hash);
    if (row == nullptr || size == 0) return Outcome::unsupported("libgcrypt has no HMAC with this hash");
    if (operation.tag_length > size) return Outcome::unsupported("the tag asked for is longer than the HMAC");

    const FipsWatch watch(library_, !row->family.empty());
    GcryError error = session_.prepare(row->digest);
    if (error != 0) return library_.declined("gcry_md_open", error, is_built(library_, *row));
    error = library_.md_setkey(session_.handle(), operation.key.data(), operation.key.size());
    if (error != 0) return library_.declined("gcry_md_setkey", error, true);
    library_.md_write(session_.handle(), operation.message.data(), operation.message.size());
    const unsigned char* const tag = library_.md_read(session_.handle(), row->digest);
    if (tag == nullptr) return Outcome::failed("gcry_md_read returned NULL");
    return watch.marked(Outcome::done(Bytes(tag, tag + operation.tag_length)));
  }

 private:
  const Library& library_;
  DigestSession session_;
};

}  // namespace

std::unique_ptr<Mac> make_hmac_by_digest(const Library& library) { return std::make_unique<HmacByDigest>(library); }

}  // namespace fipsprobe::libgcrypt
