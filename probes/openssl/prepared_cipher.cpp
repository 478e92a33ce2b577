#include "probes/aligned_buffer.hpp"
#include "probes/openssl/prepared.hpp"

namespace fipsprobe::openssl {
namespace {

// CipherState updates a cipher that is under way, in place, as `openssl speed -evp` does.
struct CipherState {
  const CipherSymbols* cipher;
  Handle<EvpCipherCtx> context;
  Bytes iv;
  Bytes input;
  AlignedBuffer data;
  int size = 0;

  bool restart() {
    data.fill(input);
    return cipher->init(context.get(), nullptr, nullptr, nullptr, iv.empty() ? nullptr : iv.data(), -1) == 1;
  }

  bool call() { return cipher->update(context.get(), data.data(), &size, data.data(), static_cast<int>(data.size())) == 1; }

  Bytes output() const { return data.bytes(); }
};

}  // namespace

Preparation prepare_cipher(const Toolkit& toolkit, const CipherOperation& operation) {
  const CipherSymbols& symbols = toolkit.symbols.cipher;
  const auto name = name_of_cipher(operation.cipher, operation.mode, operation.key.size());
  const EvpCipher* const type = name ? toolkit.backend.cipher(*name) : nullptr;
  if (type == nullptr) return Preparation::none("no such cipher");
  CipherState state{
      &symbols, {symbols.new_context(), symbols.free_context}, operation.iv, operation.input, AlignedBuffer(operation.input)};
  const int encrypt = operation.direction == Direction::encrypt ? 1 : 0;
  const std::uint8_t* const iv = state.iv.empty() ? nullptr : state.iv.data();
  if (symbols.init(state.context.get(), type, nullptr, operation.key.data(), iv, encrypt) != 1)
    return failed_preparation(toolkit, "EVP_CipherInit_ex");
  if (symbols.set_padding(state.context.get(), 0) != 1) return failed_preparation(toolkit, "EVP_CIPHER_CTX_set_padding");
  return prepared_by(std::move(state));
}

}  // namespace fipsprobe::openssl
