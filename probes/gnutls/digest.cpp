#include "probes/gnutls/digest.hpp"

#include "harness/model/message_parts.hpp"
#include "probes/gnutls/algorithms.hpp"

namespace fipsprobe::gnutls {
namespace {

// Keeps the handle of the last hash function: gnutls_hash_output makes it ready for the next message.
class TlsDigest final : public Digest {
 public:
  explicit TlsDigest(const Library& library) : library_(library) {}
  ~TlsDigest() override { close(); }
  TlsDigest(const TlsDigest&) = delete;
  TlsDigest& operator=(const TlsDigest&) = delete;

  Outcome perform(const DigestOperation& operation) override {
    const int number = digest_number(operation.hash);
    if (number == 0 || library_.digest_get_name(number) == nullptr) return Outcome::unsupported("GnuTLS has no such hash");
    const bool extendable = digest_size(operation.hash) == 0;
    if (extendable && library_.hash_squeeze == nullptr) return Outcome::unsupported("no gnutls_hash_squeeze in this version");
    if (const int code = open(number); code < 0) return library_.declined("gnutls_hash_init", code);
    MessageParts parts(operation);
    for (ByteView part = parts.next(); !part.empty(); part = parts.next()) {
      if (const int code = library_.hash(handle_, part.data(), part.size()); code < 0) {
        close();
        return library_.declined("gnutls_hash", code);
      }
    }
    return extendable ? squeeze(operation.output_length) : output(digest_size(operation.hash));
  }

 private:
  int open(int number) {
    if (handle_ != nullptr && number == number_) return 0;
    close();
    number_ = number;
    const int code = library_.hash_init(&handle_, number);
    if (code < 0) handle_ = nullptr;
    return code;
  }

  Outcome output(std::size_t size) {
    Bytes digest(size);
    library_.hash_output(handle_, digest.data());
    return Outcome::done(std::move(digest));
  }

  Outcome squeeze(std::size_t size) {
    Bytes digest(size);
    const int code = library_.hash_squeeze(handle_, digest.data(), digest.size());
    close();
    return code < 0 ? library_.declined("gnutls_hash_squeeze", code) : Outcome::done(std::move(digest));
  }

  void close() {
    if (handle_ != nullptr) library_.hash_deinit(handle_, nullptr);
    handle_ = nullptr;
  }

  const Library& library_;
  HashHandle handle_ = nullptr;
  int number_ = 0;
};

}  // namespace

std::unique_ptr<Digest> make_digest(const Library& library) { return std::make_unique<TlsDigest>(library); }

}  // namespace fipsprobe::gnutls
