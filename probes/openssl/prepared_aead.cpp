#include "probes/aligned_buffer.hpp"
#include "probes/openssl/prepared.hpp"

namespace fipsprobe::openssl {
namespace {

// Controls of EVP_EncryptInit(3).
constexpr int kNonceSizeControl = 0x9;  // EVP_CTRL_AEAD_SET_IVLEN
constexpr int kGetTagControl = 0x10;    // EVP_CTRL_AEAD_GET_TAG
constexpr int kSetTagControl = 0x11;    // EVP_CTRL_AEAD_SET_TAG

// AeadState does a whole message: nonce, additional data, text and tag. The key stays.
struct AeadState {
  const CipherSymbols* cipher;
  Handle<EvpCipherCtx> context;
  bool encrypt = false;
  bool ccm = false;
  Bytes nonce, aad;
  Bytes tag;  // decrypt: the one expected; encrypt: the one made
  AlignedBuffer input, text;

  static bool restart() { return true; }

  bool call() {
    EvpCipherCtx* const at = context.get();
    const int length = static_cast<int>(input.size());
    const int tag_size = static_cast<int>(tag.size());
    int size = 0;
    if (!encrypt && cipher->control(at, kSetTagControl, tag_size, tag.data()) != 1) return false;
    if (cipher->init(at, nullptr, nullptr, nullptr, nonce.data(), -1) != 1) return false;
    if (ccm && cipher->update(at, nullptr, &size, nullptr, length) != 1) return false;
    if (!aad.empty() && cipher->update(at, nullptr, &size, aad.data(), static_cast<int>(aad.size())) != 1) return false;
    if (cipher->update(at, text.data(), &size, input.data(), length) != 1) return false;
    // CCM checks its tag when it decrypts the text; there is no final call.
    if (!(ccm && !encrypt) && cipher->final(at, text.data() + length, &size) != 1) return false;
    return !encrypt || cipher->control(at, kGetTagControl, tag_size, tag.data()) == 1;
  }

  Bytes output() const {
    Bytes made = text.first(input.size());
    if (encrypt) made.insert(made.end(), tag.begin(), tag.end());
    return made;
  }
};

// start sets sizes and key; the name of the call that failed, or nullptr. CCM must know its sizes before the key.
const char* start(AeadState& state, const EvpCipher& type, const AeadOperation& operation) {
  const CipherSymbols& cipher = *state.cipher;
  EvpCipherCtx* const context = state.context.get();
  if (cipher.init(context, &type, nullptr, nullptr, nullptr, state.encrypt ? 1 : 0) != 1) return "EVP_CipherInit_ex";
  if (cipher.control(context, kNonceSizeControl, static_cast<int>(operation.nonce.size()), nullptr) != 1)
    return "EVP_CTRL_AEAD_SET_IVLEN";
  void* const expected = state.encrypt ? nullptr : state.tag.data();
  if ((!state.encrypt || state.ccm) &&
      cipher.control(context, kSetTagControl, static_cast<int>(operation.tag_length), expected) != 1)
    return "EVP_CTRL_AEAD_SET_TAG";
  if (cipher.init(context, nullptr, nullptr, operation.key.data(), operation.nonce.data(), -1) != 1) return "EVP_CipherInit_ex";
  return nullptr;
}

}  // namespace

Preparation prepare_aead(const Toolkit& toolkit, const AeadOperation& operation) {
  const CipherSymbols& symbols = toolkit.symbols.cipher;
  const auto name = name_of_aead(operation.mode, operation.cipher, operation.key.size());
  const EvpCipher* const type = name ? toolkit.backend.cipher(*name) : nullptr;
  if (type == nullptr) return Preparation::none("no such cipher");
  constexpr std::size_t block = 16;  // what the final call may write
  AeadState state{&symbols,
                  {symbols.new_context(), symbols.free_context},
                  operation.direction == Direction::encrypt,
                  operation.mode == AeadMode::ccm,
                  operation.nonce,
                  operation.aad,
                  operation.tag,
                  AlignedBuffer(operation.input),
                  AlignedBuffer(operation.input.size() + block, 1)};
  state.tag.resize(operation.tag_length);
  if (const char* const call = start(state, *type, operation)) return failed_preparation(toolkit, call);
  return prepared_by(std::move(state));
}

}  // namespace fipsprobe::openssl
