#include <array>
#include <memory>

#include "probes/gnutls/aead.hpp"
#include "probes/gnutls/algorithms.hpp"

namespace fipsprobe::gnutls {
namespace {

constexpr std::size_t kTagSize = 16;
using Tag = std::array<std::uint8_t, kTagSize>;

struct CipherDeinit {
  const Library* library = nullptr;
  void operator()(CipherContext* handle) const { library->cipher_deinit(handle); }
};

// GcmByCipher is what GnuTLS 3.3 offers: the caller compares the tag, so a caller that forgets has no authentication.
class GcmByCipher final : public Aead {
 public:
  explicit GcmByCipher(const Library& library) : library_(library) {}

  Outcome perform(const AeadOperation& operation) override {
    if (operation.mode != AeadMode::gcm) return Outcome::unsupported("only GCM: no gnutls_aead_cipher_init in this version");
    const int number = aead_number(operation.mode, operation.cipher, operation.key.size());
    if (number == 0 || library_.cipher_get_name(number) == nullptr) {
      return Outcome::unsupported("GnuTLS has no such cipher and mode with a key of this size");
    }
    if (operation.tag_length > kTagSize) return Outcome::unsupported("GCM has no tag of this length");

    const Datum key = datum_of(operation.key), iv = datum_of(operation.nonce);
    CipherHandle opened = nullptr;
    if (const int code = library_.cipher_init(&opened, number, &key, &iv); code < 0) {
      return library_.declined("gnutls_cipher_init", code);
    }
    const std::unique_ptr<CipherContext, CipherDeinit> handle(opened, CipherDeinit{&library_});
    return process(handle.get(), operation);
  }

 private:
  Outcome process(CipherHandle handle, const AeadOperation& operation) {
    if (!operation.aad.empty()) {
      const int code = library_.cipher_add_auth(handle, operation.aad.data(), operation.aad.size());
      if (code < 0) return library_.declined("gnutls_cipher_add_auth", code);
    }
    const bool encrypts = operation.direction == Direction::encrypt;
    Bytes output(operation.input.size());
    if (!output.empty()) {
      auto* const call = encrypts ? library_.cipher_encrypt2 : library_.cipher_decrypt2;
      const int code = call(handle, operation.input.data(), operation.input.size(), output.data(), output.size());
      if (code < 0) return library_.declined(encrypts ? "gnutls_cipher_encrypt2" : "gnutls_cipher_decrypt2", code);
    }
    Tag tag{};
    if (const int code = library_.cipher_tag(handle, tag.data(), tag.size()); code < 0) {
      return library_.declined("gnutls_cipher_tag", code);
    }
    const Bytes cut(tag.begin(), tag.begin() + static_cast<std::ptrdiff_t>(operation.tag_length));
    if (encrypts) {
      output.insert(output.end(), cut.begin(), cut.end());
      return Outcome::done(std::move(output));
    }
    return cut == operation.tag ? Outcome::done(std::move(output)) : Outcome::verified(false);
  }

  const Library& library_;
};

}  // namespace

std::unique_ptr<Aead> make_gcm_by_cipher(const Library& library) { return std::make_unique<GcmByCipher>(library); }

}  // namespace fipsprobe::gnutls
