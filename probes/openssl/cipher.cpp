#include <fmt/format.h>

#include <map>

#include "probes/openssl/capabilities.hpp"

namespace fipsprobe::openssl {
namespace {

constexpr int kSetRc2KeyBits = 0x3;          // EVP_CTRL_SET_RC2_KEY_BITS
constexpr int kLengthInBits = 0x2000;        // EVP_CIPH_FLAG_LENGTH_BITS
constexpr std::size_t kMaxBits = 1U << 27U;  // bytes: so that their bits fit an int

class EvpBlockCipher : public BlockCipher {
 public:
  explicit EvpBlockCipher(const Toolkit& toolkit) : toolkit_(toolkit), cipher_(toolkit.symbols.cipher) {}

  Outcome perform(const CipherOperation& operation) override {
    const std::size_t iv = iv_size(operation.cipher, operation.mode);
    if (operation.iv.size() != iv)
      return Outcome::failed(fmt::format("takes an IV of {} bytes, not {}", iv, operation.iv.size()));
    if (operation.input.size() > kMaxInput) return Outcome::failed("more input than one call can take");
    const Key key{operation.cipher, operation.mode, operation.direction, operation.key.size()};
    auto found = entries_.find(key);
    if (found == entries_.end()) found = entries_.emplace(key, look_up(operation)).first;
    Entry& entry = found->second;
    if (entry.type == nullptr) return entry.absent;
    if (entry.context == nullptr) {
      const char* const call = set_up(entry, operation);
      if (call != nullptr) return give_up(entry, call);
    }
    return run(entry, operation);
  }

 private:
  using Key = std::tuple<Cipher, CipherMode, Direction, std::size_t>;

  struct Entry {
    const EvpCipher* type = nullptr;
    Outcome absent;
    Handle<EvpCipherCtx> context = no_handle<EvpCipherCtx>();
  };

  Entry look_up(const CipherOperation& operation) {
    Entry entry;
    toolkit_.errors.clear();
    const auto name = name_of_cipher(operation.cipher, operation.mode, operation.key.size());
    if (!name) {
      entry.absent = Outcome::unsupported(fmt::format("OpenSSL has no {}-{} with a key of {} bytes", name_of(operation.cipher),
                                                      name_of(operation.mode), operation.key.size()));
      return entry;
    }
    entry.type = toolkit_.backend.cipher(*name);
    if (entry.type == nullptr) entry.absent = toolkit_.absent(*name);
    return entry;
  }

  // A context whose init was refused must not be used again: 1.0.2k aborts on it ("previous FIPS forbidden algorithm error
  // ignored").
  Outcome give_up(Entry& entry, const char* call) {
    entry.context.reset();
    return toolkit_.errors.outcome(call);
  }

  // set_up binds a new context to the cipher, without a key; returns the name of the call that failed, or nullptr.
  const char* set_up(Entry& entry, const CipherOperation& operation) {
    entry.context = {cipher_.new_context(), cipher_.free_context};
    EvpCipherCtx* const context = entry.context.get();
    const int encrypt = operation.direction == Direction::encrypt ? 1 : 0;
    if (cipher_.init(context, entry.type, nullptr, nullptr, nullptr, encrypt) != 1) return "EVP_CipherInit_ex";
    if (toolkit_.backend.counts_bits(operation.cipher, operation.mode)) cipher_.set_flags(context, kLengthInBits);
    if (cipher_.set_padding(context, 0) != 1) return "EVP_CIPHER_CTX_set_padding";
    if (!has_variable_key(operation.cipher)) return nullptr;
    const int bytes = static_cast<int>(operation.key.size());
    if (cipher_.set_key_length(context, bytes) != 1) return "EVP_CIPHER_CTX_set_key_length";
    // RFC 2268 §2: RC2's effective key length is a parameter of its own; here it is always the whole key.
    if (operation.cipher == Cipher::rc2 && cipher_.control(context, kSetRc2KeyBits, bytes * 8, nullptr) != 1)
      return "EVP_CTRL_SET_RC2_KEY_BITS";
    return nullptr;
  }

  Outcome run(Entry& entry, const CipherOperation& operation) {
    EvpCipherCtx* const context = entry.context.get();
    const std::uint8_t* const iv = operation.iv.empty() ? nullptr : operation.iv.data();
    if (cipher_.init(context, nullptr, nullptr, operation.key.data(), iv, -1) != 1) return give_up(entry, "EVP_CipherInit_ex");
    Bytes output(operation.input.size() + block_size(operation.cipher));
    int size = 0;
    int last = 0;
    const int unit = toolkit_.backend.counts_bits(operation.cipher, operation.mode) ? 8 : 1;
    if (unit == 8 && operation.input.size() > kMaxBits) return Outcome::failed("more input than one call can take");
    const int length = static_cast<int>(operation.input.size()) * unit;
    // An update of nothing is an error in some modes and no-op in the others.
    if (length > 0 && cipher_.update(context, output.data(), &size, operation.input.data(), length) != 1) {
      return give_up(entry, "EVP_CipherUpdate");
    }
    size /= unit;
    if (cipher_.final(context, output.data() + size, &last) != 1) return give_up(entry, "EVP_CipherFinal_ex");
    output.resize(static_cast<std::size_t>(size) + static_cast<std::size_t>(last));
    return Outcome::done(std::move(output));
  }

  Toolkit toolkit_;
  const CipherSymbols& cipher_;
  std::map<Key, Entry> entries_;
};

}  // namespace

std::unique_ptr<BlockCipher> make_cipher(const Toolkit& toolkit) {
  if (!toolkit.symbols.cipher.complete) return nullptr;
  return std::make_unique<EvpBlockCipher>(toolkit);
}

}  // namespace fipsprobe::openssl
