#include "probes/gnutls/mac.hpp"

#include <array>

#include "probes/gnutls/algorithms.hpp"

namespace fipsprobe::gnutls {
namespace {

// Keeps the handle of the last MAC with its key: gnutls_hmac_output makes it ready for the next message.
class TlsMac final : public Mac {
 public:
  explicit TlsMac(const Library& library) : library_(library) {}
  ~TlsMac() override { close(); }
  TlsMac(const TlsMac&) = delete;
  TlsMac& operator=(const TlsMac&) = delete;

  Outcome perform(const MacOperation& operation) override {
    const bool is_hmac = operation.kind == MacKind::hmac;
    const int number =
        is_hmac ? digest_number(operation.hash) : mac_number(operation.kind, operation.cipher, operation.key.size());
    const std::size_t size = is_hmac ? digest_size(operation.hash) : 16;
    if (number == 0 || size == 0 || library_.mac_get_name(number) == nullptr)
      return Outcome::unsupported("GnuTLS has no such MAC");
    if (operation.tag_length > size) return Outcome::unsupported("the tag asked for is longer than the MAC");
    if (const int code = open(number, operation.key); code < 0) return library_.declined("gnutls_hmac_init", code);
    if (operation.kind == MacKind::gmac) library_.hmac_set_nonce(handle_, operation.nonce.data(), operation.nonce.size());
    if (const int code = library_.hmac(handle_, operation.message.data(), operation.message.size()); code < 0) {
      close();
      return library_.declined("gnutls_hmac", code);
    }
    std::array<std::uint8_t, 64> tag{};
    library_.hmac_output(handle_, tag.data());
    return Outcome::done(Bytes(tag.begin(), tag.begin() + static_cast<std::ptrdiff_t>(operation.tag_length)));
  }

 private:
  int open(int number, const Bytes& key) {
    if (handle_ != nullptr && number == number_ && key == key_) return 0;
    close();
    const int code = library_.hmac_init(&handle_, number, key.data(), key.size());
    if (code < 0) {
      handle_ = nullptr;
      return code;
    }
    number_ = number;
    key_ = key;
    return 0;
  }

  void close() {
    if (handle_ != nullptr) library_.hmac_deinit(handle_, nullptr);
    handle_ = nullptr;
  }

  const Library& library_;
  MacHandle handle_ = nullptr;
  int number_ = 0;
  Bytes key_;
};

}  // namespace

std::unique_ptr<Mac> make_mac(const Library& library) { return std::make_unique<TlsMac>(library); }

}  // namespace fipsprobe::gnutls
