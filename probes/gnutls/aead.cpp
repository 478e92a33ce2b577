#include "probes/gnutls/aead.hpp"

#include "probes/gnutls/algorithms.hpp"

namespace fipsprobe::gnutls {
namespace {

class AeadByHandle final : public Aead {
 public:
  explicit AeadByHandle(const Library& library) : library_(library) {}
  ~AeadByHandle() override { close(); }
  AeadByHandle(const AeadByHandle&) = delete;
  AeadByHandle& operator=(const AeadByHandle&) = delete;

  Outcome perform(const AeadOperation& operation) override {
    const int number = aead_number(operation.mode, operation.cipher, operation.key.size());
    if (number == 0 || library_.cipher_get_name(number) == nullptr) {
      return Outcome::unsupported("GnuTLS has no such cipher and mode with a key of this size");
    }
    if (const int code = open(number, operation.key); code < 0) return library_.declined("gnutls_aead_cipher_init", code);
    return operation.direction == Direction::encrypt ? encrypt(operation) : decrypt(operation);
  }

 private:
  Outcome encrypt(const AeadOperation& operation) {
    Bytes output(operation.input.size() + operation.tag_length);
    std::size_t size = output.size();
    const int code = library_.aead_cipher_encrypt(handle_, operation.nonce.data(), operation.nonce.size(), operation.aad.data(),
                                                  operation.aad.size(), operation.tag_length, operation.input.data(),
                                                  operation.input.size(), output.data(), &size);
    if (code < 0) return declined("gnutls_aead_cipher_encrypt", code);
    output.resize(size);
    return Outcome::done(std::move(output));
  }

  Outcome decrypt(const AeadOperation& operation) {
    Bytes sealed = operation.input;
    sealed.insert(sealed.end(), operation.tag.begin(), operation.tag.end());
    Bytes output(operation.input.size());
    std::size_t size = output.size();
    const int code = library_.aead_cipher_decrypt(handle_, operation.nonce.data(), operation.nonce.size(), operation.aad.data(),
                                                  operation.aad.size(), operation.tag.size(), sealed.data(), sealed.size(),
                                                  output.data(), &size);
    if (code == kDecryptionFailed) return Outcome::verified(false);
    if (code < 0) return declined("gnutls_aead_cipher_decrypt", code);
    output.resize(size);
    return Outcome::done(std::move(output));
  }

  Outcome declined(std::string_view call, int code) {
    close();
    return library_.declined(call, code);
  }

  int open(int number, const Bytes& key) {
    if (handle_ != nullptr && number == number_ && key == key_) return 0;
    close();
    const Datum key_datum = datum_of(key);
    const int code = library_.aead_cipher_init(&handle_, number, &key_datum);
    if (code < 0) {
      handle_ = nullptr;
      return code;
    }
    number_ = number;
    key_ = key;
    return 0;
  }

  void close() {
    if (handle_ != nullptr) library_.aead_cipher_deinit(handle_);
    handle_ = nullptr;
  }

  const Library& library_;
  AeadHandle handle_ = nullptr;
  int number_ = 0;
  Bytes key_;
};

}  // namespace

std::unique_ptr<Aead> make_aead_by_handle(const Library& library) { return std::make_unique<AeadByHandle>(library); }

std::unique_ptr<Aead> make_aead(const Library& library) {
  return library.is_before_3_4() ? make_gcm_by_cipher(library) : make_aead_by_handle(library);
}

}  // namespace fipsprobe::gnutls
