#include "harness/host/file_digest.hpp"

#include <mbedtls/md.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <system_error>
#include <vector>

#include "harness/host/file_handle.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

// Hasher is an mbed TLS digest, or HMAC where there is a key.
class Hasher {
 public:
  Hasher(mbedtls_md_type_t type, std::optional<ByteView> key) : keyed_(key.has_value()) {
    mbedtls_md_init(&context_);
    check(mbedtls_md_setup(&context_, mbedtls_md_info_from_type(type), keyed_ ? 1 : 0));
    check(keyed_ ? mbedtls_md_hmac_starts(&context_, key->data(), key->size()) : mbedtls_md_starts(&context_));
    output_.resize(mbedtls_md_get_size(mbedtls_md_info_from_type(type)));
  }
  ~Hasher() { mbedtls_md_free(&context_); }
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;

  void update(ByteView part) {
    check(keyed_ ? mbedtls_md_hmac_update(&context_, part.data(), part.size())
                 : mbedtls_md_update(&context_, part.data(), part.size()));
  }

  const Bytes& finish() {
    check(keyed_ ? mbedtls_md_hmac_finish(&context_, output_.data()) : mbedtls_md_finish(&context_, output_.data()));
    return output_;
  }

 private:
  static void check(int result) {
    if (result != 0) throw Error("mbed TLS cannot make a digest: error " + std::to_string(result));
  }

  mbedtls_md_context_t context_{};
  bool keyed_;
  Bytes output_;
};

std::string digest_of(const std::filesystem::path& path, mbedtls_md_type_t type, std::optional<ByteView> key) {
  const FileHandle file(path);
  if (!file) throw InputError(path.string(), 0, std::generic_category().message(file.error()));
  if (!file.is_regular()) throw InputError(path.string(), 0, "not a regular file");
  Hasher hasher(type, key);
  std::vector<std::uint8_t> part(std::size_t{64} << 10U);
  for (;;) {
    const ssize_t got = ::read(file.descriptor(), part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw InputError(path.string(), 0, std::generic_category().message(errno));
    if (got == 0) return to_hex(hasher.finish());
    hasher.update(ByteView(part).first(static_cast<std::size_t>(got)));
  }
}

}  // namespace

std::string sha256_of_file(const std::filesystem::path& path) { return digest_of(path, MBEDTLS_MD_SHA256, std::nullopt); }

std::string hmac_sha256_of_file(const std::filesystem::path& path, ByteView key) {
  return digest_of(path, MBEDTLS_MD_SHA256, key);
}

std::string hmac_sha512_of_file(const std::filesystem::path& path, ByteView key) {
  return digest_of(path, MBEDTLS_MD_SHA512, key);
}

std::string hmac_sha256(ByteView content, ByteView key) {
  Hasher hasher(MBEDTLS_MD_SHA256, key);
  hasher.update(content);
  return to_hex(hasher.finish());
}

Bytes sha256(ByteView content) {
  Hasher hasher(MBEDTLS_MD_SHA256, std::nullopt);
  hasher.update(content);
  return hasher.finish();
}

}  // namespace fipsprobe
