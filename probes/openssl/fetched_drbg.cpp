#include <fmt/format.h>

#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/params.hpp"

namespace fipsprobe::openssl {
namespace {

constexpr unsigned kStrength = 256;            // bits: the highest of SP 800-90A
constexpr const char* kAnyProvider = "-fips";  // TEST-RAND is in the FIPS provider, and not approved

using Context = Handle<EvpRandCtx>;

// FetchedDrbg gives a generator a parent that hands out the test's entropy and nonce: EVP_RAND-TEST-RAND(7).
class FetchedDrbg : public Drbg {
 public:
  FetchedDrbg(const Toolkit& toolkit, const ProviderRandSymbols& provider, LibCtx* library)
      : toolkit_(toolkit), provider_(provider), library_(library) {}

  Outcome perform(const DrbgOperation& operation) override {
    toolkit_.errors.clear();
    Params params;
    const Name inner = parameters(operation, params);
    const bool there = operation.mechanism == DrbgMechanism::ctr ? toolkit_.backend.cipher(inner) != nullptr
                                                                 : toolkit_.backend.digest(inner) != nullptr;
    if (!there) return toolkit_.absent(inner);
    const Context parent = context("TEST-RAND", kAnyProvider, nullptr);
    if (parent == nullptr) return toolkit_.absent({"", "TEST-RAND"});
    if (!prepare(*parent, operation)) return toolkit_.errors.outcome("TEST-RAND");
    const char* const algorithm = name_of_mechanism(operation.mechanism);
    const Context drbg = context(algorithm, nullptr, parent.get());
    if (drbg == nullptr) return toolkit_.absent({"", algorithm});
    return run(*drbg, *parent, operation, params);
  }

 private:
  static const char* name_of_mechanism(DrbgMechanism mechanism) {
    switch (mechanism) {
      case DrbgMechanism::ctr: return "CTR-DRBG";
      case DrbgMechanism::hash: return "HASH-DRBG";
      case DrbgMechanism::hmac: return "HMAC-DRBG";
    }
    return "";
  }

  // parameters fills `params`, and returns the hash or the cipher that the generator works with.
  static Name parameters(const DrbgOperation& operation, Params& params) {
    if (operation.mechanism != DrbgMechanism::ctr) {
      const Name hash = name_of_digest(operation.hash);
      params.text("digest", hash.fetched);
      if (operation.mechanism == DrbgMechanism::hmac) params.text("mac", "HMAC");
      return hash;
    }
    const Name none{"", fmt::format("{}-CTR with a key of {} bytes", fipsprobe::name_of(operation.cipher), operation.key_size)};
    const Name cipher = name_of_cipher(operation.cipher, CipherMode::ctr, operation.key_size).value_or(none);
    params.text("cipher", cipher.fetched).integer("use_derivation_function", operation.derivation_function ? 1 : 0);
    return cipher;
  }

  Context context(const char* algorithm, const char* properties, EvpRandCtx* parent) const {
    const Handle<EvpRand> type(provider_.fetch(library_, algorithm, properties), provider_.free);
    return {type != nullptr ? provider_.new_context(type.get(), parent) : nullptr, provider_.free_context};
  }

  // prepare makes the parent ready to hand out the entropy and the nonce of the instantiation.
  bool prepare(EvpRandCtx& parent, const DrbgOperation& operation) const {
    Params strength;
    strength.number("strength", kStrength);
    if (provider_.set_params(&parent, strength.list()) != 1) return false;
    Params input;
    input.octets("test_entropy", operation.entropy).octets("test_nonce", operation.nonce);
    return provider_.instantiate(&parent, kStrength, 0, nullptr, 0, input.list()) == 1;
  }

  bool give(EvpRandCtx& parent, const Bytes& entropy) const {
    Params params;
    params.octets("test_entropy", entropy);
    return provider_.set_params(&parent, params.list()) == 1;
  }

  Outcome run(EvpRandCtx& drbg, EvpRandCtx& parent, const DrbgOperation& operation, Params& params) const {
    const int resistance = operation.prediction_resistance ? 1 : 0;
    // In the place of a null one the library puts a personalization string of its own.
    static constexpr std::uint8_t nothing = 0;
    const Bytes& personalization = operation.personalization;
    const std::uint8_t* const text = personalization.empty() ? &nothing : personalization.data();
    if (provider_.instantiate(&drbg, 0, resistance, text, personalization.size(), params.list()) != 1)
      return toolkit_.errors.outcome("EVP_RAND_instantiate");
    Bytes output(operation.output_length);
    for (const DrbgStep& step : operation.steps) {
      if (!step.entropy.empty() && !give(parent, step.entropy)) return toolkit_.errors.outcome("TEST-RAND");
      const Bytes& more = step.additional;
      if (step.kind == DrbgStep::Kind::reseed) {
        if (provider_.reseed(&drbg, 0, nullptr, 0, more.data(), more.size()) != 1)
          return toolkit_.errors.outcome("EVP_RAND_reseed");
        continue;
      }
      if (provider_.generate(&drbg, output.data(), output.size(), 0, resistance, more.data(), more.size()) != 1)
        return toolkit_.errors.outcome("EVP_RAND_generate");
    }
    return Outcome::done(std::move(output));
  }

  Toolkit toolkit_;
  const ProviderRandSymbols& provider_;
  LibCtx* library_;
};

}  // namespace

std::unique_ptr<Drbg> make_fetched_drbg(const Toolkit& toolkit, const ProviderSymbols& provider, LibCtx* library) {
  return std::make_unique<FetchedDrbg>(toolkit, provider.rand, library);
}

}  // namespace fipsprobe::openssl
