#include "probes/libgcrypt/cipher.hpp"

#include "probes/libgcrypt/algorithms.hpp"
#include "probes/libgcrypt/cipher_session.hpp"

namespace fipsprobe::libgcrypt {

int mode_number(CipherMode mode) {
  switch (mode) {
    case CipherMode::ecb: return kModeEcb;
    case CipherMode::cbc: return kModeCbc;
    case CipherMode::ofb: return kModeOfb;
    case CipherMode::cfb1: return 0;
    case CipherMode::cfb8: return kModeCfb8;
    case CipherMode::cfb_block: return kModeCfb;
    case CipherMode::ctr: return kModeCtr;
    case CipherMode::xts: return kModeXts;
    case CipherMode::stream: return kModeStream;
  }
  return 0;
}

namespace {

class GcryCipher final : public BlockCipher {
 public:
  explicit GcryCipher(const Library& library) : library_(library), session_(library) {}

  Outcome perform(const CipherOperation& operation) override {
    const int mode = mode_number(operation.mode);
    if (mode == 0) return Outcome::unsupported("libgcrypt has no such mode");
    // SP 800-38E: an XTS key is two keys of the cipher.
    const std::size_t key_size = mode == kModeXts ? operation.key.size() / 2 : operation.key.size();
    const CipherRow* const row = cipher_row(operation.cipher, key_size);
    if (row == nullptr) return Outcome::unsupported("libgcrypt has no such cipher with a key of this size");

    Bytes output = operation.input;
    const CipherSession::Failure failure = process(operation, *row, mode, output);
    if (failure.error == 0) return Outcome::done(std::move(output));
    session_.close();
    return library_.declined(failure.call, failure.error, is_built(library_, *row));
  }

 private:
  CipherSession::Failure process(const CipherOperation& operation, const CipherRow& row, int mode, Bytes& data) {
    if (const auto failure = session_.prepare(row.algorithm, mode, operation.key, mode != kModeXts); failure.error != 0) {
      return failure;
    }
    if (const auto failure = set_iv(operation, mode); failure.error != 0) return failure;
    if (data.empty()) return {};
    if (operation.direction == Direction::encrypt) {
      return {"gcry_cipher_encrypt", library_.cipher_encrypt(session_.handle(), data.data(), data.size(), nullptr, 0)};
    }
    return {"gcry_cipher_decrypt", library_.cipher_decrypt(session_.handle(), data.data(), data.size(), nullptr, 0)};
  }

  CipherSession::Failure set_iv(const CipherOperation& operation, int mode) {
    if (operation.iv.empty()) return {};
    if (mode == kModeCtr) {
      return {"gcry_cipher_setctr", library_.cipher_setctr(session_.handle(), operation.iv.data(), operation.iv.size())};
    }
    return {"gcry_cipher_setiv", library_.cipher_setiv(session_.handle(), operation.iv.data(), operation.iv.size())};
  }

  const Library& library_;
  CipherSession session_;
};

}  // namespace

std::unique_ptr<BlockCipher> make_cipher(const Library& library) { return std::make_unique<GcryCipher>(library); }

}  // namespace fipsprobe::libgcrypt
