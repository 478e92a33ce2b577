#include <array>

#include "probes/aligned_buffer.hpp"
#include "probes/libgcrypt/aead.hpp"
#include "probes/libgcrypt/algorithms.hpp"
#include "probes/libgcrypt/cipher.hpp"
#include "probes/libgcrypt/cipher_session.hpp"
#include "probes/libgcrypt/prepared.hpp"

namespace fipsprobe::libgcrypt {
namespace {

using OwnedSession = std::unique_ptr<CipherSession>;

// CipherState goes on with the data, in place, where the call before ended.
struct CipherState {
  const Library* library;
  OwnedSession session;
  int mode;
  bool encrypt;
  Bytes iv;
  Bytes input;
  AlignedBuffer data;

  bool restart() {
    data.fill(input);
    CipherHandle const handle = session->handle();
    if (library->cipher_ctl(handle, kReset, nullptr, 0) != 0) return false;
    if (iv.empty()) return true;
    return (mode == kModeCtr ? library->cipher_setctr : library->cipher_setiv)(handle, iv.data(), iv.size()) == 0;
  }

  bool call() {
    return (encrypt ? library->cipher_encrypt : library->cipher_decrypt)(session->handle(), data.data(), data.size(), nullptr,
                                                                         0) == 0;
  }

  Bytes output() const { return data.bytes(); }
};

struct AeadState {
  const Library* library;
  OwnedSession session;
  bool ccm;
  bool encrypt;
  Bytes nonce, aad;
  Bytes tag;  // decrypt: the one expected; encrypt: the one made
  AlignedBuffer input, text;

  static bool restart() { return true; }

  bool call() {
    CipherHandle const handle = session->handle();
    if (library->cipher_setiv(handle, nonce.data(), nonce.size()) != 0) return false;
    if (ccm) {
      std::array<std::uint64_t, 3> lengths = {input.size(), aad.size(), tag.size()};
      if (library->cipher_ctl(handle, kSetCcmLengths, lengths.data(), sizeof lengths) != 0) return false;
    }
    if (library->cipher_authenticate(handle, aad.data(), aad.size()) != 0) return false;
    return encrypt ? library->cipher_encrypt(handle, text.data(), text.size(), input.data(), input.size()) == 0 &&
                         library->cipher_gettag(handle, tag.data(), tag.size()) == 0
                   : library->cipher_decrypt(handle, text.data(), text.size(), input.data(), input.size()) == 0 &&
                         library->cipher_checktag(handle, tag.data(), tag.size()) == 0;
  }

  Bytes output() const {
    Bytes made = text.bytes();
    if (encrypt) made.insert(made.end(), tag.begin(), tag.end());
    return made;
  }
};

}  // namespace

Preparation prepare_cipher(const Library& library, const CipherOperation& operation) {
  const int mode = mode_number(operation.mode);
  const std::size_t key_size = mode == kModeXts ? operation.key.size() / 2 : operation.key.size();
  const CipherRow* const row = cipher_row(operation.cipher, key_size);
  if (mode == 0 || row == nullptr) return Preparation::none("libgcrypt has no such cipher and mode");
  auto session = std::make_unique<CipherSession>(library);
  const auto failure = session->prepare(row->algorithm, mode, operation.key, false);
  if (failure.error != 0) return Preparation::none(library.text_of(failure.call, failure.error));
  return prepared_by(CipherState{&library, std::move(session), mode, operation.direction == Direction::encrypt, operation.iv,
                                 operation.input, AlignedBuffer(operation.input)});
}

Preparation prepare_aead(const Library& library, const AeadOperation& operation) {
  const CipherRow* const row = cipher_row(operation.cipher, operation.key.size());
  if (row == nullptr || library.cipher_gettag == nullptr) return Preparation::none("libgcrypt has no such cipher and mode");
  auto session = std::make_unique<CipherSession>(library);
  const auto failure = session->prepare(row->algorithm, mode_number(operation.mode), operation.key, false);
  if (failure.error != 0) return Preparation::none(library.text_of(failure.call, failure.error));
  AeadState state{&library,
                  std::move(session),
                  operation.mode == AeadMode::ccm,
                  operation.direction == Direction::encrypt,
                  operation.nonce,
                  operation.aad,
                  operation.tag,
                  AlignedBuffer(operation.input),
                  AlignedBuffer(operation.input.size(), 1)};
  state.tag.resize(operation.tag_length);
  return prepared_by(std::move(state));
}

}  // namespace fipsprobe::libgcrypt
