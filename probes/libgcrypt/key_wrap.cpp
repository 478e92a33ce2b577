#include "probes/libgcrypt/key_wrap.hpp"

#include <array>

#include "probes/libgcrypt/algorithms.hpp"
#include "probes/libgcrypt/cipher_session.hpp"

namespace fipsprobe::libgcrypt {
namespace {

constexpr std::size_t kSemiblock = 8;  // SP 800-38F §4.1

// What the library answers for an input whose length no wrapped or unwrapped key has (SP 800-38F §5.3.1).
bool is_wrong_length(Code code) {
  return code == Code::inv_arg || code == Code::inv_length || code == Code::buffer_too_short || code == Code::too_short;
}

class GcryKeyWrap final : public KeyWrap {
 public:
  explicit GcryKeyWrap(const Library& library) : library_(library), session_(library) {}

  Outcome perform(const KeyWrapOperation& operation) override {
    if (operation.inverse) return Outcome::unsupported("libgcrypt does not wrap with the inverse cipher function");
    const CipherRow* const row = cipher_row(operation.cipher, operation.key.size());
    if (row == nullptr || block_size(operation.cipher) != 2 * kSemiblock)
      return Outcome::unsupported("libgcrypt wraps only with a cipher of 128-bit blocks");
    const unsigned flags = operation.mode == KeyWrapMode::kwp ? kExtended : 0;
    // The length of the last key that was unwrapped stays in a handle, also when the next one has none.
    if (flags != 0) session_.close();
    const auto failure = session_.prepare(row->algorithm, kModeWrap, operation.key, false, flags);
    if (failure.error == 0) return operation.direction == Direction::encrypt ? wrap(operation) : unwrap(operation);
    session_.close();
    // Before 1.10 the flag is not known, which has the code of an unknown cipher.
    if (flags != 0 && code_of(failure.error) == Code::cipher_algo && is_built(library_, *row))
      return Outcome::unsupported(library_.text_of("gcry_cipher_open(GCRY_CIPHER_EXTENDED)", failure.error));
    return library_.declined(failure.call, failure.error, is_built(library_, *row));
  }

 private:
  Outcome wrap(const KeyWrapOperation& operation) {
    const std::size_t whole = (operation.input.size() + kSemiblock - 1) / kSemiblock * kSemiblock;
    Bytes output(whole + kSemiblock);
    const GcryError error = library_.cipher_encrypt(session_.handle(), output.data(), output.size(), operation.input.data(),
                                                    operation.input.size());
    return error == 0 ? Outcome::done(std::move(output)) : declined("gcry_cipher_encrypt", error);
  }

  Outcome unwrap(const KeyWrapOperation& operation) {
    // The library wants room for the whole input, whose first semiblock does not come back.
    Bytes output(operation.input.size());
    const GcryError error = library_.cipher_decrypt(session_.handle(), output.data(), output.size(), operation.input.data(),
                                                    operation.input.size());
    if (code_of(error) == Code::checksum) return Outcome::verified(false);
    if (error != 0) return declined("gcry_cipher_decrypt", error);
    if (operation.mode == KeyWrapMode::kw) {
      output.resize(output.size() - kSemiblock);
      return Outcome::done(std::move(output));
    }
    return without_padding(std::move(output));
  }

  // without_padding cuts the key to the length that the library found in it. Length 0 is how it says that what it took was
  // wrapped without padding, which is not authentic as KWP (SP 800-38F §6.3).
  Outcome without_padding(Bytes key) {
    std::array<std::uint8_t, 4> length{};
    std::size_t size = length.size();
    const GcryError error = library_.cipher_info(session_.handle(), kGetKeyLength, length.data(), &size);
    if (error != 0) return declined("gcry_cipher_info(GCRYCTL_GET_KEYLEN)", error);
    std::size_t bytes = 0;
    for (const std::uint8_t byte : length) bytes = bytes << 8U | byte;
    if (bytes == 0) return rejected("the input is wrapped without padding");
    if (bytes > key.size()) return Outcome::failed("GCRYCTL_GET_KEYLEN is longer than the input");
    key.resize(bytes);
    return Outcome::done(std::move(key));
  }

  Outcome declined(std::string_view call, GcryError error) {
    session_.close();
    if (is_wrong_length(code_of(error))) return rejected(library_.text_of(call, error));
    return library_.declined(call, error, true);
  }

  static Outcome rejected(std::string reason) {
    Outcome outcome = Outcome::verified(false);
    outcome.reason = std::move(reason);
    return outcome;
  }

  const Library& library_;
  CipherSession session_;
};

}  // namespace

std::unique_ptr<KeyWrap> make_key_wrap(const Library& library) { return std::make_unique<GcryKeyWrap>(library); }

}  // namespace fipsprobe::libgcrypt
