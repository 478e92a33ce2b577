#include <memory>

#include "probes/aligned_buffer.hpp"
#include "probes/gnutls/algorithms.hpp"
#include "probes/gnutls/prepared.hpp"

namespace fipsprobe::gnutls {
namespace {

struct CloseCipher {
  const Library* library = nullptr;
  void operator()(CipherContext* handle) const { library->cipher_deinit(handle); }
};
using OwnedCipher = std::unique_ptr<CipherContext, CloseCipher>;

struct CloseAead {
  const Library* library = nullptr;
  void operator()(AeadContext* handle) const { library->aead_cipher_deinit(handle); }
};

// CipherState goes on with the data, in place, where the call before ended.
struct CipherState {
  const Library* library;
  OwnedCipher handle;
  bool encrypt;
  Bytes iv;
  Bytes input;
  AlignedBuffer data;

  bool restart() {
    data.fill(input);
    if (!iv.empty()) library->cipher_set_iv(handle.get(), iv.data(), iv.size());
    return true;
  }
  bool call() {
    return (encrypt ? library->cipher_encrypt2 : library->cipher_decrypt2)(handle.get(), data.data(), data.size(), data.data(),
                                                                           data.size()) == 0;
  }
  Bytes output() const { return data.bytes(); }
};

// AeadState has the tag behind the ciphertext, as gnutls_aead_cipher_encrypt writes it.
struct AeadState {
  const Library* library;
  std::unique_ptr<AeadContext, CloseAead> handle;
  bool encrypt;
  Bytes nonce, aad;
  std::size_t tag_length;
  AlignedBuffer input, made;
  std::size_t size = 0;

  static bool restart() { return true; }
  bool call() {
    size = made.size();
    return (encrypt ? library->aead_cipher_encrypt : library->aead_cipher_decrypt)(
               handle.get(), nonce.data(), nonce.size(), aad.data(), aad.size(), tag_length, input.data(), input.size(),
               made.data(), &size) == 0;
  }
  Bytes output() const { return made.first(size); }
};

// GcmState is what GnuTLS 3.3 has for it: the caller compares the tag.
struct GcmState {
  const Library* library;
  OwnedCipher handle;
  bool encrypt;
  Bytes nonce, aad;
  Bytes expected;  // decrypt
  Bytes tag;
  AlignedBuffer input, text;

  static bool restart() { return true; }
  bool call() {
    library->cipher_set_iv(handle.get(), nonce.data(), nonce.size());
    return library->cipher_add_auth(handle.get(), aad.data(), aad.size()) == 0 &&
           (encrypt ? library->cipher_encrypt2 : library->cipher_decrypt2)(handle.get(), input.data(), input.size(),
                                                                           text.data(), text.size()) == 0 &&
           library->cipher_tag(handle.get(), tag.data(), tag.size()) == 0 && (encrypt || tag == expected);
  }
  Bytes output() const {
    Bytes all = text.bytes();
    if (encrypt) all.insert(all.end(), tag.begin(), tag.end());
    return all;
  }
};

Preparation prepare_gcm(const Library& library, const AeadOperation& operation, int number) {
  const Datum key = datum_of(operation.key);
  const Datum iv = datum_of(operation.nonce);
  CipherHandle opened = nullptr;
  const int code = library.cipher_init(&opened, number, &key, &iv);
  if (code < 0) return no_preparation(library, "gnutls_cipher_init", code);
  return prepared_by(GcmState{&library,
                              {opened, CloseCipher{&library}},
                              operation.direction == Direction::encrypt,
                              operation.nonce,
                              operation.aad,
                              operation.tag,
                              Bytes(operation.tag_length),
                              AlignedBuffer(operation.input),
                              AlignedBuffer(operation.input.size(), 1)});
}

}  // namespace

Preparation prepare_cipher(const Library& library, const CipherOperation& operation) {
  const int number = cipher_number(operation.cipher, operation.mode, operation.key.size());
  if (number == 0) return Preparation::none("GnuTLS has no such cipher and mode");
  const Datum key = datum_of(operation.key);
  const Datum iv = datum_of(operation.iv);
  CipherHandle opened = nullptr;
  const int code = library.cipher_init(&opened, number, &key, iv.size == 0 ? nullptr : &iv);
  if (code < 0) return no_preparation(library, "gnutls_cipher_init", code);
  return prepared_by(CipherState{&library,
                                 {opened, CloseCipher{&library}},
                                 operation.direction == Direction::encrypt,
                                 operation.iv,
                                 operation.input,
                                 AlignedBuffer(operation.input)});
}

Preparation prepare_aead(const Library& library, const AeadOperation& operation) {
  const int number = aead_number(operation.mode, operation.cipher, operation.key.size());
  if (number == 0) return Preparation::none("GnuTLS has no such cipher and mode");
  if (library.is_before_3_4()) return prepare_gcm(library, operation, number);
  const Datum key = datum_of(operation.key);
  AeadHandle opened = nullptr;
  const int code = library.aead_cipher_init(&opened, number, &key);
  if (code < 0) return no_preparation(library, "gnutls_aead_cipher_init", code);
  Bytes input = operation.input;
  input.insert(input.end(), operation.tag.begin(), operation.tag.end());
  return prepared_by(AeadState{&library,
                               {opened, CloseAead{&library}},
                               operation.direction == Direction::encrypt,
                               operation.nonce,
                               operation.aad,
                               operation.tag_length,
                               AlignedBuffer(input),
                               AlignedBuffer(operation.input.size() + operation.tag_length, 1)});
}

}  // namespace fipsprobe::gnutls
