#include <array>

#include "probes/aligned_buffer.hpp"
#include "probes/openssl/kdf_params.hpp"
#include "probes/openssl/prepared.hpp"

namespace fipsprobe::openssl {
namespace {

constexpr std::size_t kFetchedTag = 64;  // EVP_MAX_MD_SIZE

struct MacState {
  const ProviderSymbols* provider;
  Handle<EvpMacCtx> context;
  AlignedBuffer message;
  std::size_t tag_length;
  std::array<std::uint8_t, kFetchedTag> tag = {};
  std::size_t size = 0;

  static bool restart() { return true; }
  // Without a key EVP_MAC_init starts a new message under the one that is set: EVP_MAC(3).
  bool call() {
    return provider->mac_init(context.get(), nullptr, 0, nullptr) == 1 &&
           provider->mac_update(context.get(), message.data(), message.size()) == 1 &&
           provider->mac_final(context.get(), tag.data(), &size, tag.size()) == 1;
  }
  Bytes output() const { return {tag.begin(), tag.begin() + static_cast<std::ptrdiff_t>(tag_length)}; }
};

// KdfState derives again from the parameters that the first derivation set.
struct KdfState {
  const ProviderKdfSymbols* kdf;
  Handle<EvpKdfCtx> context;
  KdfRequest request;
  Bytes key;

  bool restart() { return kdf->derive(context.get(), key.data(), key.size(), request.params.list()) == 1; }
  bool call() { return kdf->derive(context.get(), key.data(), key.size(), nullptr) == 1; }
  Bytes output() const { return key; }
};

struct FetchedRandom {
  const MeasuredSymbols* measured;
  LibCtx* library;
  AlignedBuffer bytes;

  static bool restart() { return true; }
  bool call() { return measured->random_of(library, bytes.data(), bytes.size(), 0) == 1; }
  Bytes output() const { return bytes.bytes(); }
};

struct PrepareFetched {
  const Toolkit& toolkit;
  const ProviderSymbols& provider;
  LibCtx* library;
  const MeasuredSymbols& measured;

  Preparation operator()(const DigestOperation& o) const { return prepare_digest(toolkit, o); }
  Preparation operator()(const CipherOperation& o) const { return prepare_cipher(toolkit, o); }
  Preparation operator()(const AeadOperation& o) const { return prepare_aead(toolkit, o); }
  Preparation operator()(const SignOperation& o) const { return prepare_signature(toolkit, measured, o); }
  Preparation operator()(const VerifyOperation& o) const { return prepare_verification(toolkit, measured, o); }
  Preparation operator()(const RsaDecryptOperation& o) const { return prepare_decryption(toolkit, o); }
  Preparation operator()(const EcdhOperation& o) const { return prepare_agreement(toolkit, o); }
  Preparation operator()(const KeyGenerationOperation& o) const { return prepare_generation(toolkit, o); }

  Preparation operator()(const MacOperation& o) const {
    const bool hmac = o.kind == MacKind::hmac;
    if (!hmac && o.kind != MacKind::cmac) return Preparation::none("GMAC is measured as GCM");
    const auto inner = hmac ? name_of_digest(o.hash) : name_of_cbc(o.cipher, o.key.size());
    if (!inner) return Preparation::none("the library has no such CMAC");
    const Handle<EvpMac> mac(provider.fetch_mac(library, hmac ? "HMAC" : "CMAC", nullptr), provider.free_mac);
    if (mac == nullptr) return failed_preparation(toolkit, "EVP_MAC_fetch");
    MacState state{
        &provider, {provider.new_mac_context(mac.get()), provider.free_mac_context}, AlignedBuffer(o.message), o.tag_length};
    std::string value = inner->fetched;
    const std::array params = {Param{hmac ? "digest" : "cipher", kParamUtf8String, value.data(), value.size()}, Param{}};
    if (provider.mac_init(state.context.get(), o.key.data(), o.key.size(), params.data()) != 1)
      return failed_preparation(toolkit, "EVP_MAC_init");
    return prepared_by(std::move(state));
  }

  Preparation operator()(const KdfOperation& o) const {
    KdfRequest request = request_for(o.parameters);
    if (request.algorithm == nullptr) return Preparation::none(request.unsupported);
    const Handle<EvpKdf> kdf(provider.kdf.fetch(library, request.algorithm, nullptr), provider.kdf.free);
    if (kdf == nullptr) return failed_preparation(toolkit, "EVP_KDF_fetch");
    return prepared_by(KdfState{
        &provider.kdf, {provider.kdf.new_context(kdf.get()), provider.kdf.free_context}, std::move(request), Bytes(o.length)});
  }

  Preparation operator()(const RandomOperation& o) const {
    if (measured.random_of == nullptr) return Preparation::none("the library has no function RAND_bytes_ex");
    return prepared_by(FetchedRandom{&measured, library, AlignedBuffer(o.length)});
  }

  template <class Other>
  Preparation operator()(const Other&) const {
    return Preparation::none("this operation is not measured");
  }
};

}  // namespace

Preparation prepare_fetched(const Toolkit& toolkit, const ProviderSymbols& provider, LibCtx* library,
                            const MeasuredSymbols& measured, const Operation& operation) {
  toolkit.errors.clear();
  return std::visit(PrepareFetched{toolkit, provider, library, measured}, operation);
}

}  // namespace fipsprobe::openssl
