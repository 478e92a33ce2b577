#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/params.hpp"

namespace fipsprobe::openssl {
namespace {

constexpr int kDomainParameters = 0x84;  // EVP_PKEY_KEY_PARAMETERS: domain and other parameters

// FetchedDsaParameters hands the parameters over with their seed, which EVP_PKEY_param_check(3) then validates: FIPS 186-4
// A.1.1.3, and A.2.4 when there is an index.
class FetchedDsaParameters : public DsaParameterValidator {
 public:
  FetchedDsaParameters(const Toolkit& toolkit, const ProviderSymbols& provider) : toolkit_(toolkit), provider_(provider) {}

  Outcome perform(const DsaParameterOperation& operation) override {
    toolkit_.errors.clear();
    const Name name = name_of_digest(operation.hash);
    if (toolkit_.backend.digest(name) == nullptr) return toolkit_.absent(name);
    Params params = parameters(operation, name);
    const auto maker = toolkit_.backend.generation(KeyType::dsa);
    EvpPkey* raw = nullptr;
    if (maker == nullptr || provider_.key.from_data_init(maker.get()) != 1)
      return toolkit_.errors.outcome("EVP_PKEY_fromdata_init");
    if (provider_.key.from_data(maker.get(), &raw, kDomainParameters, params.list()) != 1)
      return toolkit_.errors.outcome("EVP_PKEY_fromdata");
    const Handle<EvpPkey> key(raw, toolkit_.symbols.key.free_key);
    const auto checker = toolkit_.backend.working(*key);
    if (checker == nullptr) return toolkit_.errors.outcome("EVP_PKEY_CTX_new_from_pkey");
    if (provider_.key.check_parameters(checker.get()) == 1) return Outcome::verified(true);
    const ErrorQueue::Report report = toolkit_.errors.take();
    return report.refusal ? Outcome::refused("EVP_PKEY_param_check: " + report.text) : Outcome::verified(false);
  }

 private:
  static Params parameters(const DsaParameterOperation& operation, const Name& hash) {
    Params params;
    params.big("p", operation.p).big("q", operation.q).big("g", operation.g).octets("seed", operation.seed);
    params.integer("pcounter", static_cast<int>(operation.counter)).text("digest", hash.fetched);
    params.integer("validate-pq", 1).integer("validate-g", operation.g.empty() ? 0 : 1).integer("validate-legacy", 0);
    if (operation.index) params.integer("gindex", *operation.index);
    return params;
  }

  Toolkit toolkit_;
  const ProviderSymbols& provider_;
};

}  // namespace

std::unique_ptr<DsaParameterValidator> make_fetched_dsa_parameters(const Toolkit& toolkit, const ProviderSymbols& provider) {
  if (!toolkit.symbols.key.complete) return nullptr;
  return std::make_unique<FetchedDsaParameters>(toolkit, provider);
}

}  // namespace fipsprobe::openssl
