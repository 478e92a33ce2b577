#include <fmt/format.h>

#include <array>
#include <map>

#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/mac.hpp"

namespace fipsprobe::openssl {
namespace {

constexpr std::size_t kLongestTag = 64;  // EVP_MAX_MD_SIZE

// LinkedMac uses HMAC(3), one call for the whole tag since 1.0.2's HMAC_CTX can only be made with its header, and CMAC_*.
class LinkedMac : public Mac {
 public:
  LinkedMac(const Toolkit& toolkit, const LinkedSymbols& linked, Aead* aead)
      : toolkit_(toolkit), linked_(linked), aead_(aead) {}

  Outcome perform(const MacOperation& operation) override {
    if (operation.key.size() > kMaxInput || operation.message.size() > kMaxInput)
      return Outcome::failed("more input than one call can take");
    switch (operation.kind) {
      case MacKind::hmac: return hmac(operation);
      case MacKind::cmac: return cmac(operation);
      case MacKind::gmac: return gmac(aead_, operation);
    }
    return Outcome::unsupported("no such MAC");
  }

 private:
  Outcome hmac(const MacOperation& operation) {
    if (linked_.hmac == nullptr) return Outcome::unsupported("the library has no function HMAC");
    toolkit_.errors.clear();
    auto found = digests_.find(operation.hash);
    const Name name = found == digests_.end() ? name_of_digest(operation.hash) : Name{};
    if (found == digests_.end()) found = digests_.emplace(operation.hash, toolkit_.backend.digest(name)).first;
    if (found->second == nullptr) return toolkit_.absent(name_of_digest(operation.hash));
    // A null key would mean "the key of the call before": an empty one needs an address.
    static constexpr std::uint8_t nothing = 0;
    const void* const key = operation.key.empty() ? &nothing : operation.key.data();
    std::array<std::uint8_t, kLongestTag> tag{};
    unsigned size = 0;
    if (linked_.hmac(found->second, key, static_cast<int>(operation.key.size()), operation.message.data(),
                     operation.message.size(), tag.data(), &size) == nullptr) {
      return hmac_failure(*found->second);
    }
    return shortened(Bytes(tag.begin(), tag.begin() + size), operation.tag_length);
  }

  // 1.0.2k's HMAC leaves no reason when FIPS mode forbids the hash: the hash by itself gives it.
  Outcome hmac_failure(const EvpMd& hash) const {
    const ErrorQueue::Report report = toolkit_.errors.take();
    if (!report.text.empty())
      return report.refusal ? Outcome::refused("HMAC: " + report.text) : Outcome::failed("HMAC: " + report.text);
    const DigestSymbols& digest = toolkit_.symbols.digest;
    if (!digest.complete) return Outcome::failed("HMAC failed without a reason");
    const Handle<EvpMdCtx> context(digest.new_context(), digest.free_context);
    if (digest.init(context.get(), &hash, nullptr) != 1) return toolkit_.errors.outcome("HMAC, EVP_DigestInit_ex");
    return Outcome::failed("HMAC failed without a reason");
  }

  Outcome cmac(const MacOperation& operation) {
    if (linked_.cmac_new == nullptr || linked_.cmac_free == nullptr || linked_.cmac_init == nullptr ||
        linked_.cmac_update == nullptr || linked_.cmac_final == nullptr) {
      return Outcome::unsupported("the library lacks functions CMAC_*");
    }
    const auto name = name_of_cbc(operation.cipher, operation.key.size());
    if (!name)
      return Outcome::unsupported(
          fmt::format("no CMAC of {} with a key of {} bytes", name_of(operation.cipher), operation.key.size()));
    toolkit_.errors.clear();
    const EvpCipher* const cipher = toolkit_.backend.cipher(*name);
    if (cipher == nullptr) return toolkit_.absent(*name);
    if (context_ == nullptr) context_ = {linked_.cmac_new(), linked_.cmac_free};
    std::array<std::uint8_t, kLongestTag> tag{};
    std::size_t size = 0;
    if (const char* call = compute(*cipher, operation, tag.data(), &size)) {
      context_.reset();
      return toolkit_.errors.outcome(call);
    }
    return shortened(Bytes(tag.begin(), tag.begin() + static_cast<std::ptrdiff_t>(size)), operation.tag_length);
  }

  // compute returns the name of the call that failed, or nullptr.
  const char* compute(const EvpCipher& cipher, const MacOperation& operation, std::uint8_t* tag, std::size_t* size) const {
    CmacCtx* const context = context_.get();
    if (linked_.cmac_init(context, operation.key.data(), operation.key.size(), &cipher, nullptr) != 1) return "CMAC_Init";
    if (linked_.cmac_update(context, operation.message.data(), operation.message.size()) != 1) return "CMAC_Update";
    if (linked_.cmac_final(context, tag, size) != 1) return "CMAC_Final";
    return nullptr;
  }

  Toolkit toolkit_;
  const LinkedSymbols& linked_;
  Aead* aead_;
  std::map<Hash, const EvpMd*> digests_;
  Handle<CmacCtx> context_ = no_handle<CmacCtx>();
};

}  // namespace

std::unique_ptr<Mac> make_linked_mac(const Toolkit& toolkit, const LinkedSymbols& linked, Aead* aead) {
  return std::make_unique<LinkedMac>(toolkit, linked, aead);
}

}  // namespace fipsprobe::openssl
