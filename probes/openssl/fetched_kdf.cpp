#include <fmt/format.h>

#include <map>
#include <string_view>

#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/kdf_params.hpp"

namespace fipsprobe::openssl {
namespace {

// FetchedKdf uses EVP_KDF(3).
class FetchedKdf : public Kdf {
 public:
  FetchedKdf(const Toolkit& toolkit, const ProviderKdfSymbols& provider, LibCtx* library)
      : toolkit_(toolkit), provider_(provider), library_(library) {}

  Outcome perform(const KdfOperation& operation) override {
    toolkit_.errors.clear();
    KdfRequest request = request_for(operation.parameters);
    if (request.algorithm == nullptr) return Outcome::unsupported(request.unsupported);
    if (request.hash && toolkit_.backend.digest(*request.hash) == nullptr) return toolkit_.absent(*request.hash);
    if (request.cipher && toolkit_.backend.cipher(*request.cipher) == nullptr) return toolkit_.absent(*request.cipher);
    auto found = known_.find(request.algorithm);
    if (found == known_.end()) found = known_.emplace(request.algorithm, fetch(request.algorithm)).first;
    if (found->second == nullptr) return toolkit_.absent({"", request.algorithm});
    return derive(*found->second, request, operation.length);
  }

 private:
  Handle<EvpKdf> fetch(const char* algorithm) const { return {provider_.fetch(library_, algorithm, nullptr), provider_.free}; }

  Outcome derive(EvpKdf& kdf, KdfRequest& request, std::size_t length) const {
    const Handle<EvpKdfCtx> context(provider_.new_context(&kdf), provider_.free_context);
    if (context == nullptr) return toolkit_.errors.outcome("EVP_KDF_CTX_new");
    if (request.needs_parameter != nullptr && !takes(*context, request.needs_parameter)) {
      return Outcome::unsupported(fmt::format("{} of this build has no parameter \"{}\" (counter width): 32 bits only",
                                              request.algorithm, request.needs_parameter));
    }
    Bytes key(length);
    if (provider_.derive(context.get(), key.data(), length, request.params.list()) != 1)
      return toolkit_.errors.outcome("EVP_KDF_derive");
    return Outcome::done(std::move(key));
  }

  bool takes(EvpKdfCtx& context, std::string_view parameter) const {
    const Param* at = provider_.settable(&context);
    for (; at != nullptr && at->key != nullptr; ++at) {
      if (parameter == at->key) return true;
    }
    return false;
  }

  Toolkit toolkit_;
  const ProviderKdfSymbols& provider_;
  LibCtx* library_;
  std::map<std::string, Handle<EvpKdf>> known_;
};

}  // namespace

std::unique_ptr<Kdf> make_fetched_kdf(const Toolkit& toolkit, const ProviderSymbols& provider, LibCtx* library) {
  return std::make_unique<FetchedKdf>(toolkit, provider.kdf, library);
}

}  // namespace fipsprobe::openssl
