#include <fmt/format.h>

#include <array>
#include <map>

#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/mac.hpp"

namespace fipsprobe::openssl {
namespace {

constexpr std::size_t kTagRoom = 64;  // EVP_MAX_MD_SIZE

// FetchedMac uses EVP_MAC(3), with one context for each HMAC hash and each CMAC cipher.
class FetchedMac : public Mac {
 public:
  FetchedMac(const Toolkit& toolkit, const ProviderSymbols& provider, LibCtx* library, Aead* aead)
      : toolkit_(toolkit), provider_(provider), library_(library), aead_(aead) {}

  Outcome perform(const MacOperation& operation) override {
    if (operation.kind == MacKind::gmac) return gmac(aead_, operation);
    const bool hmac = operation.kind == MacKind::hmac;
    const Key key{operation.kind, hmac ? static_cast<int>(operation.hash) : static_cast<int>(operation.cipher),
                  hmac ? 0 : operation.key.size()};
    auto found = entries_.find(key);
    if (found == entries_.end()) found = entries_.emplace(key, set_up(operation)).first;
    Entry& entry = found->second;
    if (entry.context == nullptr) return entry.absent;
    Outcome outcome = run(*entry.context, operation);
    if (outcome.kind != OutcomeKind::ok) entries_.erase(found);
    return outcome;
  }

 private:
  using Key = std::tuple<MacKind, int, std::size_t>;

  struct Entry {
    Handle<EvpMacCtx> context = no_handle<EvpMacCtx>();
    Outcome absent;
  };

  static Entry failed(Outcome outcome) {
    Entry entry;
    entry.absent = std::move(outcome);
    return entry;
  }

  // set_up makes a context for the MAC over its hash or cipher, without a key.
  Entry set_up(const MacOperation& operation) {
    toolkit_.errors.clear();
    const bool hmac = operation.kind == MacKind::hmac;
    const auto inner = hmac ? name_of_digest(operation.hash) : name_of_cbc(operation.cipher, operation.key.size());
    if (!inner)
      return failed(Outcome::unsupported(
          fmt::format("no CMAC of {} with a key of {} bytes", name_of(operation.cipher), operation.key.size())));
    // Fetched only to learn whether the library has it: the MAC fetches it again by itself.
    const bool there = hmac ? toolkit_.backend.digest(*inner) != nullptr : toolkit_.backend.cipher(*inner) != nullptr;
    if (!there) return failed(toolkit_.absent(*inner));
    const Name name{"", hmac ? "HMAC" : "CMAC"};
    const Handle<EvpMac> mac(provider_.fetch_mac(library_, name.fetched.c_str(), nullptr), provider_.free_mac);
    if (mac == nullptr) return failed(toolkit_.absent(name));
    Entry entry;
    entry.context = {provider_.new_mac_context(mac.get()), provider_.free_mac_context};
    std::string value = inner->fetched;
    const std::array params = {Param{hmac ? "digest" : "cipher", kParamUtf8String, value.data(), value.size()}, Param{}};
    if (provider_.set_mac_params(entry.context.get(), params.data()) != 1)
      return failed(toolkit_.errors.outcome("EVP_MAC_CTX_set_params"));
    return entry;
  }

  Outcome run(EvpMacCtx& context, const MacOperation& operation) const {
    // A null key would mean "the key of the call before": an empty one needs an address.
    static constexpr std::uint8_t nothing = 0;
    const std::uint8_t* const key = operation.key.empty() ? &nothing : operation.key.data();
    if (provider_.mac_init(&context, key, operation.key.size(), nullptr) != 1) return toolkit_.errors.outcome("EVP_MAC_init");
    if (provider_.mac_update(&context, operation.message.data(), operation.message.size()) != 1)
      return toolkit_.errors.outcome("EVP_MAC_update");
    std::array<std::uint8_t, kTagRoom> tag{};
    std::size_t size = 0;
    if (provider_.mac_final(&context, tag.data(), &size, tag.size()) != 1) return toolkit_.errors.outcome("EVP_MAC_final");
    return shortened(Bytes(tag.begin(), tag.begin() + static_cast<std::ptrdiff_t>(size)), operation.tag_length);
  }

  Toolkit toolkit_;
  const ProviderSymbols& provider_;
  LibCtx* library_;
  Aead* aead_;
  std::map<Key, Entry> entries_;
};

}  // namespace

std::unique_ptr<Mac> make_fetched_mac(const Toolkit& toolkit, const ProviderSymbols& provider, LibCtx* library, Aead* aead) {
  return std::make_unique<FetchedMac>(toolkit, provider, library, aead);
}

}  // namespace fipsprobe::openssl
