#include <fmt/format.h>

#include <map>

#include "probes/openssl/capabilities.hpp"

namespace fipsprobe::openssl {
namespace {

// Controls of EVP_EncryptInit(3).
constexpr int kSetNonceSize = 0x9;  // EVP_CTRL_AEAD_SET_IVLEN
constexpr int kGetTag = 0x10;       // EVP_CTRL_AEAD_GET_TAG
constexpr int kSetTag = 0x11;       // EVP_CTRL_AEAD_SET_TAG
constexpr std::size_t kLongestAeadTag = 16;

// Failure keeps the name of the call, and whether its failure means that the tag is not that of the input.
struct Failure {
  const char* call = nullptr;
  bool not_authentic = false;
  bool is_size = false;  // a nonce of a size that the build does not take
};

int as_int(std::size_t size) { return static_cast<int>(size); }

class EvpAead : public Aead {
 public:
  explicit EvpAead(const Toolkit& toolkit) : toolkit_(toolkit), cipher_(toolkit.symbols.cipher) {}

  Outcome perform(const AeadOperation& operation) override {
    if (const char* wrong = check(operation)) return Outcome::failed(wrong);
    const Key key{operation.mode, operation.cipher, operation.direction, operation.key.size()};
    auto found = entries_.find(key);
    if (found == entries_.end()) found = entries_.emplace(key, look_up(operation)).first;
    Entry& entry = found->second;
    if (entry.type == nullptr) return entry.absent;
    if (entry.context == nullptr) entry.context = new_context();
    return run(entry, operation);
  }

 private:
  using Key = std::tuple<AeadMode, Cipher, Direction, std::size_t>;

  struct Entry {
    const EvpCipher* type = nullptr;
    Outcome absent;
    Handle<EvpCipherCtx> context = no_handle<EvpCipherCtx>();
  };

  // check returns what is wrong with the operation's sizes, before a library relies on them.
  static const char* check(const AeadOperation& operation) {
    if (operation.input.size() > kMaxInput || operation.aad.size() > kMaxInput) return "more input than one call can take";
    if (operation.nonce.empty()) return "takes a nonce of at least one byte";
    if (operation.tag_length == 0 || operation.tag_length > kLongestAeadTag) return "takes a tag of 1 to 16 bytes";
    if (operation.direction == Direction::decrypt && operation.tag.size() != operation.tag_length)
      return "the tag is not as long as tag_length";
    return nullptr;
  }

  Entry look_up(const AeadOperation& operation) {
    Entry entry;
    toolkit_.errors.clear();
    const auto name = name_of_aead(operation.mode, operation.cipher, operation.key.size());
    if (!name) {
      entry.absent = Outcome::unsupported(fmt::format("OpenSSL has no {} {} with a key of {} bytes", name_of(operation.cipher),
                                                      name_of(operation.mode), operation.key.size()));
      return entry;
    }
    entry.type = toolkit_.backend.cipher(*name);
    if (entry.type == nullptr) entry.absent = toolkit_.absent(*name);
    return entry;
  }

  Handle<EvpCipherCtx> new_context() const { return {cipher_.new_context(), cipher_.free_context}; }

  Outcome run(Entry& entry, const AeadOperation& operation) {
    EvpCipherCtx& context = *entry.context;
    Bytes output(operation.input.size() + kLongestAeadTag);
    Failure failure = start(context, *entry.type, operation);
    if (failure.call == nullptr) failure = process(context, operation, output);
    if (failure.call != nullptr) {
      entry.context.reset();
      if (!failure.not_authentic) return failed(failure);
      toolkit_.errors.clear();
      return Outcome::verified(false);
    }
    output.resize(operation.input.size() + (operation.direction == Direction::encrypt ? operation.tag_length : 0));
    return Outcome::done(std::move(output));
  }

  // failed tells a nonce of a size that this build does not take (OpenSSL 3: more than 128 bytes) from other failures.
  Outcome failed(const Failure& failure) const {
    Outcome outcome = toolkit_.errors.outcome(failure.call);
    if (failure.is_size && outcome.kind == OutcomeKind::error) outcome.kind = OutcomeKind::unsupported;
    return outcome;
  }

  // start sets the sizes, then key and nonce, in the order of SP 800-38C: CCM must know nonce and tag size before the key.
  Failure start(EvpCipherCtx& context, const EvpCipher& type, const AeadOperation& operation) const {
    const bool encrypt = operation.direction == Direction::encrypt;
    if (cipher_.init(&context, &type, nullptr, nullptr, nullptr, encrypt ? 1 : 0) != 1) return {.call = "EVP_CipherInit_ex"};
    if (cipher_.control(&context, kSetNonceSize, as_int(operation.nonce.size()), nullptr) != 1)
      return {.call = "EVP_CTRL_AEAD_SET_IVLEN", .is_size = true};
    Bytes tag = operation.tag;
    void* const expected = encrypt ? nullptr : tag.data();
    // Encryption with GCM and ChaCha20-Poly1305 makes the whole tag; only CCM's computation depends on its size.
    if ((!encrypt || operation.mode == AeadMode::ccm) &&
        cipher_.control(&context, kSetTag, as_int(operation.tag_length), expected) != 1) {
      return {.call = "EVP_CTRL_AEAD_SET_TAG"};
    }
    if (cipher_.init(&context, nullptr, nullptr, operation.key.data(), operation.nonce.data(), -1) != 1)
      return {.call = "EVP_CipherInit_ex"};
    return {};
  }

  // process leaves the result in `output`: text, then the tag when encrypting.
  Failure process(EvpCipherCtx& context, const AeadOperation& operation, Bytes& output) const {
    const bool encrypt = operation.direction == Direction::encrypt;
    const bool ccm = operation.mode == AeadMode::ccm;
    const int input_size = as_int(operation.input.size());
    int size = 0;
    if (ccm && cipher_.update(&context, nullptr, &size, nullptr, input_size) != 1) return {.call = "EVP_CipherUpdate (length)"};
    if (!operation.aad.empty() &&
        cipher_.update(&context, nullptr, &size, operation.aad.data(), as_int(operation.aad.size())) != 1) {
      return {.call = "EVP_CipherUpdate (additional data)"};
    }
    // CCM computes and checks its tag in this call, so it is made for an empty text too; `nothing` gives it an address.
    static constexpr std::uint8_t nothing = 0;
    const std::uint8_t* const input = operation.input.empty() ? &nothing : operation.input.data();
    size = 0;
    if ((ccm || input_size > 0) && cipher_.update(&context, output.data(), &size, input, input_size) != 1) {
      return {.call = "EVP_CipherUpdate", .not_authentic = ccm && !encrypt};
    }
    if (!(ccm && !encrypt) && cipher_.final(&context, output.data() + size, &size) != 1)
      return {.call = "EVP_CipherFinal_ex", .not_authentic = !encrypt};
    if (encrypt && cipher_.control(&context, kGetTag, as_int(operation.tag_length), output.data() + input_size) != 1) {
      return {.call = "EVP_CTRL_AEAD_GET_TAG"};
    }
    return {};
  }

  Toolkit toolkit_;
  const CipherSymbols& cipher_;
  std::map<Key, Entry> entries_;
};

}  // namespace

std::unique_ptr<Aead> make_aead(const Toolkit& toolkit) {
  if (!toolkit.symbols.cipher.complete) return nullptr;
  return std::make_unique<EvpAead>(toolkit);
}

}  // namespace fipsprobe::openssl
