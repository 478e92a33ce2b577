#include "probes/openssl/generation.hpp"

namespace fipsprobe::openssl {
namespace {

Generation not_started(Outcome outcome) {
  Generation none;
  none.outcome = std::move(outcome);
  return none;
}

Generation not_started(const Toolkit& toolkit, const char* call) { return not_started(toolkit.errors.outcome(call)); }

Generation start_rsa(const Toolkit& toolkit, std::size_t bits) {
  const KeySymbols& key = toolkit.symbols.key;
  auto context = toolkit.backend.generation(KeyType::rsa);
  if (context == nullptr || key.generate_init(context.get()) != 1) return not_started(toolkit, "EVP_PKEY_keygen_init");
  if (key.set(context.get(), "rsa_keygen_bits", std::to_string(bits).c_str()) <= 0)
    return not_started(toolkit, "rsa_keygen_bits");
  return {std::move(context), {}};
}

Generation with_parameters(const Toolkit& toolkit, EvpPkeyCtx& context) {
  const KeySymbols& key = toolkit.symbols.key;
  EvpPkey* raw = nullptr;
  if (key.parameters(&context, &raw) != 1 || raw == nullptr) return not_started(toolkit, "EVP_PKEY_paramgen");
  const Handle<EvpPkey> parameters(raw, key.free_key);
  auto made = toolkit.backend.generation(*parameters);
  if (made == nullptr || key.generate_init(made.get()) != 1) return not_started(toolkit, "EVP_PKEY_keygen_init");
  return {std::move(made), {}};
}

// start_dsa takes the size of q that FIPS 186-4 §4.2 pairs with p: 160 bits up to 1024, else 256.
Generation start_dsa(const Toolkit& toolkit, std::size_t bits) {
  const KeySymbols& key = toolkit.symbols.key;
  const auto context = toolkit.backend.generation(KeyType::dsa);
  if (context == nullptr || key.parameters_init(context.get()) != 1) return not_started(toolkit, "EVP_PKEY_paramgen_init");
  if (key.set(context.get(), "dsa_paramgen_bits", std::to_string(bits).c_str()) <= 0)
    return not_started(toolkit, "dsa_paramgen_bits");
  if (key.set(context.get(), "dsa_paramgen_q_bits", bits <= 1024 ? "160" : "256") <= 0)
    return not_started(toolkit, "dsa_paramgen_q_bits");
  return with_parameters(toolkit, *context);
}

Generation start_ec(const Toolkit& toolkit, Curves& curves, Curve curve) {
  const KeySymbols& key = toolkit.symbols.key;
  if (!curves.has(curve)) return not_started(Curves::absent(curve));
  const auto context = toolkit.backend.generation(KeyType::ec);
  if (context == nullptr || key.parameters_init(context.get()) != 1) return not_started(toolkit, "EVP_PKEY_paramgen_init");
  if (key.set(context.get(), "ec_paramgen_curve", name_of(curve).data()) <= 0) return not_started(toolkit, "ec_paramgen_curve");
  return with_parameters(toolkit, *context);
}

}  // namespace

Generation start_generation(const Toolkit& toolkit, Curves& curves, const KeyGenerationOperation& operation) {
  switch (operation.scheme) {
    case SignatureScheme::ecdsa: return start_ec(toolkit, curves, operation.curve);
    case SignatureScheme::dsa: return start_dsa(toolkit, operation.bits);
    default: return start_rsa(toolkit, operation.bits);
  }
}

}  // namespace fipsprobe::openssl
