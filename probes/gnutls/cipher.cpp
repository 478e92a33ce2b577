#include "probes/gnutls/cipher.hpp"

#include <algorithm>

#include "probes/gnutls/algorithms.hpp"

namespace fipsprobe::gnutls {
namespace {

// FIPS 140-2 IG A.9: the two keys of XTS must differ. GnuTLS answers with "invalid request" in FIPS mode, and takes such a key
// outside it.
bool has_equal_halves(const Bytes& key) {
  const auto middle = key.begin() + static_cast<std::ptrdiff_t>(key.size() / 2);
  return std::equal(key.begin(), middle, middle, key.end());
}

// Keeps the handle of the last cipher with its key schedules; only the IV is new then.
class TlsCipher final : public BlockCipher {
 public:
  explicit TlsCipher(const Library& library) : library_(library) {}
  ~TlsCipher() override { close(); }
  TlsCipher(const TlsCipher&) = delete;
  TlsCipher& operator=(const TlsCipher&) = delete;

  Outcome perform(const CipherOperation& operation) override {
    const int number = cipher_number(operation.cipher, operation.mode, operation.key.size());
    if (number == 0 || library_.cipher_get_name(number) == nullptr) {
      return Outcome::unsupported("GnuTLS has no such cipher and mode with a key of this size");
    }
    if (const int code = open(operation, number); code < 0) {
      const Outcome outcome = library_.declined("gnutls_cipher_init", code);
      const bool weak = operation.mode == CipherMode::xts && code == kInvalidRequest && has_equal_halves(operation.key);
      return weak ? Outcome::refused(outcome.reason + " (the two keys of XTS are equal)") : outcome;
    }
    Bytes output(operation.input.size());
    if (output.empty()) return Outcome::done({});
    auto* const process = operation.direction == Direction::encrypt ? library_.cipher_encrypt2 : library_.cipher_decrypt2;
    const int code = process(handle_, operation.input.data(), operation.input.size(), output.data(), output.size());
    if (code == 0) return Outcome::done(std::move(output));
    close();
    return library_.declined(operation.direction == Direction::encrypt ? "gnutls_cipher_encrypt2" : "gnutls_cipher_decrypt2",
                             code);
  }

 private:
  int open(const CipherOperation& operation, int number) {
    Datum iv = datum_of(operation.iv);
    // A stream cipher's position in its stream cannot be set back.
    const bool reusable = operation.mode != CipherMode::stream && iv.size != 0;
    if (reusable && handle_ != nullptr && number == number_ && operation.key == key_ && iv.size == iv_size_) {
      library_.cipher_set_iv(handle_, iv.data, iv.size);
      return 0;
    }
    close();
    const Datum key = datum_of(operation.key);
    const int code = library_.cipher_init(&handle_, number, &key, iv.size == 0 ? nullptr : &iv);
    if (code < 0) {
      handle_ = nullptr;
      return code;
    }
    number_ = number;
    key_ = operation.key;
    iv_size_ = iv.size;
    return 0;
  }

  void close() {
    if (handle_ != nullptr) library_.cipher_deinit(handle_);
    handle_ = nullptr;
  }

  const Library& library_;
  CipherHandle handle_ = nullptr;
  int number_ = 0;
  Bytes key_;
  unsigned iv_size_ = 0;
};

}  // namespace

std::unique_ptr<BlockCipher> make_cipher(const Library& library) { return std::make_unique<TlsCipher>(library); }

}  // namespace fipsprobe::gnutls
