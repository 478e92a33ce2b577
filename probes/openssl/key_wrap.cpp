#include <fmt/format.h>

#include "probes/openssl/capabilities.hpp"

namespace fipsprobe::openssl {
namespace {

constexpr int kWrapAllowed = 0x1;         // EVP_CIPHER_CTX_FLAG_WRAP_ALLOW
constexpr std::size_t kSemiblock = 8;     // bytes: SP 800-38F §4.2
constexpr std::size_t kMaxOverhead = 16;  // bytes: a semiblock for the check value, and up to one of padding

class EvpKeyWrap : public KeyWrap {
 public:
  explicit EvpKeyWrap(const Toolkit& toolkit) : toolkit_(toolkit), cipher_(toolkit.symbols.cipher) {}

  Outcome perform(const KeyWrapOperation& operation) override {
    if (operation.input.size() > kMaxInput) return Outcome::failed("more input than one call can take");
    toolkit_.errors.clear();
    const auto name = name_of_wrap(operation.mode, operation.cipher, operation.key.size(), operation.inverse);
    if (!name) return unsupported(operation);
    const EvpCipher* const type = toolkit_.backend.cipher(*name);
    if (type == nullptr) return toolkit_.absent(*name);
    return run(*type, operation);
  }

 private:
  // OpenSSL's 3DES wrap is RFC 3217's, which has another construction than TKW of SP 800-38F.
  static Outcome unsupported(const KeyWrapOperation& operation) {
    if (operation.cipher == Cipher::tdes) return Outcome::unsupported("OpenSSL has 3DES key wrap of RFC 3217 only, no TKW");
    return Outcome::unsupported(
        fmt::format("OpenSSL has no key wrap by {} with a key of {} bytes", name_of(operation.cipher), operation.key.size()));
  }

  Outcome run(const EvpCipher& type, const KeyWrapOperation& operation) const {
    const bool wrap = operation.direction == Direction::encrypt;
    const Handle<EvpCipherCtx> context(cipher_.new_context(), cipher_.free_context);
    cipher_.set_flags(context.get(), kWrapAllowed);
    if (cipher_.init(context.get(), &type, nullptr, operation.key.data(), nullptr, wrap ? 1 : 0) != 1)
      return toolkit_.errors.outcome("EVP_CipherInit_ex");
    Bytes output(operation.input.size() + kMaxOverhead);
    int size = 0;
    // The whole key must be in one call. OpenSSL 3 makes nothing of nothing.
    static constexpr std::uint8_t nothing = 0;
    const std::uint8_t* const input = operation.input.empty() ? &nothing : operation.input.data();
    const int length = static_cast<int>(operation.input.size());
    if (cipher_.update(context.get(), output.data(), &size, input, length) != 1 || size <= 0) return failed(wrap, operation);
    output.resize(static_cast<std::size_t>(size));
    return Outcome::done(std::move(output));
  }

  Outcome failed(bool wrap, const KeyWrapOperation& operation) const {
    const ErrorQueue::Report report = toolkit_.errors.take();
    if (report.refusal) return Outcome::refused("EVP_CipherUpdate: " + report.text);
    if (!wrap) return Outcome::verified(false);
    // SP 800-38F §5.3.1: what may be wrapped at all.
    const std::size_t size = operation.input.size();
    const bool allowed = operation.mode == KeyWrapMode::kwp ? size > 0 : size % kSemiblock == 0 && size >= 2 * kSemiblock;
    return allowed ? Outcome::failed("EVP_CipherUpdate: " + report.text) : Outcome::verified(false);
  }

  Toolkit toolkit_;
  const CipherSymbols& cipher_;
};

}  // namespace

std::unique_ptr<KeyWrap> make_key_wrap(const Toolkit& toolkit) {
  if (!toolkit.symbols.cipher.complete) return nullptr;
  return std::make_unique<EvpKeyWrap>(toolkit);
}

}  // namespace fipsprobe::openssl
