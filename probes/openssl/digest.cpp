#include <array>

#include "harness/model/message_parts.hpp"
#include "probes/openssl/capabilities.hpp"

namespace fipsprobe::openssl {
namespace {

constexpr std::size_t kHashes = static_cast<std::size_t>(Hash::shake256) + 1;
constexpr std::size_t kMaxDigest = 64;  // EVP_MAX_MD_SIZE

class EvpDigest : public Digest {
 public:
  explicit EvpDigest(const Toolkit& toolkit) : toolkit_(toolkit), digest_(toolkit.symbols.digest) { renew_context(); }

  Outcome perform(const DigestOperation& operation) override {
    Entry& entry = entries_.at(static_cast<std::size_t>(operation.hash));
    if (!entry.looked_up) look_up(operation.hash, entry);
    if (entry.type == nullptr) return entry.absent;
    const bool extendable = digest_size(operation.hash) == 0;
    if (extendable && digest_.final_xof == nullptr)
      return Outcome::unsupported("the library has no function EVP_DigestFinalXOF");
    Outcome outcome = extendable ? extend(*entry.type, operation) : digest(*entry.type, operation);
    if (outcome.kind != OutcomeKind::ok) renew_context();
    return outcome;
  }

 private:
  struct Entry {
    bool looked_up = false;
    const EvpMd* type = nullptr;
    Outcome absent;
  };

  void look_up(Hash hash, Entry& entry) {
    const Name name = name_of_digest(hash);
    toolkit_.errors.clear();
    entry.looked_up = true;
    entry.type = toolkit_.backend.digest(name);
    if (entry.type == nullptr) entry.absent = toolkit_.absent(name);
  }

  // A context whose init was refused must not be used again: 1.0.2k aborts on it ("previous FIPS forbidden algorithm error
  // ignored").
  void renew_context() { context_ = {digest_.new_context(), digest_.free_context}; }

  // absorb returns the name of the call that failed, or nullptr.
  const char* absorb(const EvpMd& type, const DigestOperation& operation) {
    if (digest_.init(context_.get(), &type, nullptr) != 1) return "EVP_DigestInit_ex";
    MessageParts parts(operation);
    for (ByteView part = parts.next(); !part.empty(); part = parts.next()) {
      if (digest_.update(context_.get(), part.data(), part.size()) != 1) return "EVP_DigestUpdate";
    }
    return nullptr;
  }

  Outcome digest(const EvpMd& type, const DigestOperation& operation) {
    if (const char* call = absorb(type, operation)) return toolkit_.errors.outcome(call);
    std::array<std::uint8_t, kMaxDigest> value{};
    unsigned size = 0;
    if (digest_.final(context_.get(), value.data(), &size) != 1) return toolkit_.errors.outcome("EVP_DigestFinal_ex");
    return Outcome::done(Bytes(value.begin(), value.begin() + size));
  }

  Outcome extend(const EvpMd& type, const DigestOperation& operation) {
    if (const char* call = absorb(type, operation)) return toolkit_.errors.outcome(call);
    Bytes output(operation.output_length);
    if (output.empty()) return Outcome::done({});
    if (digest_.final_xof(context_.get(), output.data(), output.size()) != 1)
      return toolkit_.errors.outcome("EVP_DigestFinalXOF");
    return Outcome::done(std::move(output));
  }

  Toolkit toolkit_;
  const DigestSymbols& digest_;
  Handle<EvpMdCtx> context_ = no_handle<EvpMdCtx>();
  std::array<Entry, kHashes> entries_;
};

}  // namespace

std::unique_ptr<Digest> make_digest(const Toolkit& toolkit) {
  if (!toolkit.symbols.digest.complete) return nullptr;
  return std::make_unique<EvpDigest>(toolkit);
}

}  // namespace fipsprobe::openssl
