#include "probes/libgcrypt/aead.hpp"

#include <array>

#include "probes/libgcrypt/algorithms.hpp"
#include "probes/libgcrypt/cipher_session.hpp"

namespace fipsprobe::libgcrypt {

int mode_number(AeadMode mode) {
  switch (mode) {
    case AeadMode::gcm: return kModeGcm;
    case AeadMode::ccm: return kModeCcm;
    case AeadMode::chacha20_poly1305: return kModePoly1305;
  }
  return 0;
}

namespace {

class GcryAead final : public Aead {
 public:
  explicit GcryAead(const Library& library) : library_(library), session_(library) {}

  Outcome perform(const AeadOperation& operation) override {
    const Cipher cipher = operation.mode == AeadMode::chacha20_poly1305 ? Cipher::chacha20 : operation.cipher;
    const CipherRow* const row = cipher_row(cipher, operation.key.size());
    if (row == nullptr) return Outcome::unsupported("libgcrypt has no such cipher with a key of this size");

    CipherSession::Failure failure = start(operation, *row);
    if (failure.error != 0) return declined(failure, *row);
    return operation.direction == Direction::encrypt ? encrypt(operation, *row) : decrypt(operation, *row);
  }

 private:
  CipherSession::Failure start(const AeadOperation& operation, const CipherRow& row) {
    const int mode = mode_number(operation.mode);
    if (const auto failure = session_.prepare(row.algorithm, mode, operation.key, false); failure.error != 0) return failure;
    GcryError error = library_.cipher_setiv(session_.handle(), operation.nonce.data(), operation.nonce.size());
    if (error != 0) return {"gcry_cipher_setiv", error};
    if (mode == kModeCcm) {
      // SP 800-38C formats all three lengths into the first block, so CCM needs them ahead.
      std::array<std::uint64_t, 3> lengths = {operation.input.size(), operation.aad.size(), operation.tag_length};
      error = library_.cipher_ctl(session_.handle(), kSetCcmLengths, lengths.data(), sizeof lengths);
      if (error != 0) return {"gcry_cipher_ctl(GCRYCTL_SET_CCM_LENGTHS)", error};
    }
    if (operation.aad.empty()) return {};
    return {"gcry_cipher_authenticate",
            library_.cipher_authenticate(session_.handle(), operation.aad.data(), operation.aad.size())};
  }

  Outcome encrypt(const AeadOperation& operation, const CipherRow& row) {
    const std::size_t size = operation.input.size();
    Bytes output;
    output.reserve(size + operation.tag_length);
    output.assign(operation.input.begin(), operation.input.end());
    output.resize(size + operation.tag_length);
    if (size != 0) {
      const GcryError error = library_.cipher_encrypt(session_.handle(), output.data(), size, nullptr, 0);
      if (error != 0) return declined({"gcry_cipher_encrypt", error}, row);
    }
    const GcryError error = library_.cipher_gettag(session_.handle(), output.data() + size, operation.tag_length);
    if (error != 0) return declined({"gcry_cipher_gettag", error}, row);
    return Outcome::done(std::move(output));
  }

  Outcome decrypt(const AeadOperation& operation, const CipherRow& row) {
    Bytes output = operation.input;
    if (!output.empty()) {
      const GcryError error = library_.cipher_decrypt(session_.handle(), output.data(), output.size(), nullptr, 0);
      if (error != 0) return declined({"gcry_cipher_decrypt", error}, row);
    }
    const GcryError error = library_.cipher_checktag(session_.handle(), operation.tag.data(), operation.tag.size());
    if (code_of(error) == Code::checksum) return Outcome::verified(false);
    if (error != 0) return declined({"gcry_cipher_checktag", error}, row);
    return Outcome::done(std::move(output));
  }

  Outcome declined(const CipherSession::Failure& failure, const CipherRow& row) {
    session_.close();
    // A nonce or a tag of a length that the mode or this version does not offer.
    const Code code = code_of(failure.error);
    if (code == Code::inv_length || code == Code::inv_arg) {
      return Outcome::unsupported(library_.text_of(failure.call, failure.error));
    }
    return library_.declined(failure.call, failure.error, is_built(library_, row));
  }

  const Library& library_;
  CipherSession session_;
};

}  // namespace

std::unique_ptr<Aead> make_aead(const Library& library) {
  if (library.cipher_gettag == nullptr || library.cipher_checktag == nullptr || library.cipher_authenticate == nullptr)
    return nullptr;
  return std::make_unique<GcryAead>(library);
}

}  // namespace fipsprobe::libgcrypt
