#include <fmt/format.h>

#include "probes/openssl/capabilities.hpp"

namespace fipsprobe::openssl {
namespace {

// Flags of Red Hat's fips_rand.h.
constexpr unsigned kDerivationFunction = 0x1;  // DRBG_FLAG_CTR_USE_DF
constexpr unsigned kTest = 0x2;                // DRBG_FLAG_TEST: no health check and no comparison with the block before

// Input is what the generator asks for while it runs. The callbacks get no argument of the caller's choice, and the one that
// FIPS_drbg_set_app_data keeps is reached only through a function of the same library; a generator runs in one thread from
// begin to end, so the thread's own pointer serves.
struct Input {
  Bytes entropy, nonce;
};
thread_local Input* current = nullptr;

class Serving {
 public:
  explicit Serving(Input& input) { current = &input; }
  ~Serving() { current = nullptr; }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;
};

extern "C" std::size_t hand_out_entropy(DrbgCtx*, unsigned char** out, int, std::size_t, std::size_t) {
  *out = current->entropy.data();
  return current->entropy.size();
}

extern "C" std::size_t hand_out_nonce(DrbgCtx*, unsigned char** out, int, std::size_t, std::size_t) {
  *out = current->nonce.data();
  return current->nonce.size();
}

// The numbers of FIPS_drbg_new are those of OpenSSL's object table: of the hash, of the HMAC, of the cipher in CTR mode. 0:
// none.
int hash_type(Hash hash) {
  switch (hash) {
    case Hash::sha1: return 64;
    case Hash::sha224: return 675;
    case Hash::sha256: return 672;
    case Hash::sha384: return 673;
    case Hash::sha512: return 674;
    default: return 0;
  }
}

int hmac_type(Hash hash) {
  switch (hash) {
    case Hash::sha1: return 163;
    case Hash::sha224: return 798;
    case Hash::sha256: return 799;
    case Hash::sha384: return 800;
    case Hash::sha512: return 801;
    default: return 0;
  }
}

int ctr_type(Cipher cipher, std::size_t key_size) {
  if (cipher != Cipher::aes) return 0;
  switch (key_size) {
    case 16: return 904;
    case 24: return 905;
    case 32: return 906;
    default: return 0;
  }
}

int type_of(const DrbgOperation& operation) {
  switch (operation.mechanism) {
    case DrbgMechanism::ctr: return ctr_type(operation.cipher, operation.key_size);
    case DrbgMechanism::hash: return hash_type(operation.hash);
    case DrbgMechanism::hmac: return hmac_type(operation.hash);
  }
  return 0;
}

class LinkedDrbg : public Drbg {
 public:
  LinkedDrbg(const Toolkit& toolkit, const LinkedDrbgSymbols& linked) : toolkit_(toolkit), linked_(linked) {}

  Outcome perform(const DrbgOperation& operation) override {
    toolkit_.errors.clear();
    const int type = type_of(operation);
    if (type == 0) return Outcome::unsupported(fmt::format("FIPS_drbg_new has no {}", describe(operation)));
    const unsigned flags = kTest | (operation.derivation_function ? kDerivationFunction : 0U);
    const Handle<DrbgCtx> drbg(linked_.create(type, flags), linked_.free);
    if (drbg == nullptr) return toolkit_.errors.outcome("FIPS_drbg_new");
    if (linked_.set_callbacks(drbg.get(), hand_out_entropy, nullptr, 0, hand_out_nonce, nullptr) != 1)
      return toolkit_.errors.outcome("FIPS_drbg_set_callbacks");
    return run(*drbg, operation);
  }

 private:
  Outcome run(DrbgCtx& drbg, const DrbgOperation& operation) const {
    Input input{operation.entropy, operation.nonce};
    const Serving serving(input);
    const Bytes& personalization = operation.personalization;
    if (linked_.instantiate(&drbg, personalization.data(), personalization.size()) != 1)
      return toolkit_.errors.outcome("FIPS_drbg_instantiate");
    Bytes output(operation.output_length);
    for (const DrbgStep& step : operation.steps) {
      input.entropy = step.entropy;
      const Bytes& more = step.additional;
      if (step.kind == DrbgStep::Kind::reseed) {
        if (linked_.reseed(&drbg, more.data(), more.size()) != 1) return toolkit_.errors.outcome("FIPS_drbg_reseed");
        continue;
      }
      if (linked_.generate(&drbg, output.data(), output.size(), operation.prediction_resistance ? 1 : 0, more.data(),
                           more.size()) != 1) {
        return toolkit_.errors.outcome("FIPS_drbg_generate");
      }
    }
    return Outcome::done(std::move(output));
  }

  Toolkit toolkit_;
  const LinkedDrbgSymbols& linked_;
};

}  // namespace

std::unique_ptr<Drbg> make_linked_drbg(const Toolkit& toolkit, const LinkedSymbols& linked) {
  if (!linked.drbg.complete) return nullptr;
  return std::make_unique<LinkedDrbg>(toolkit, linked.drbg);
}

}  // namespace fipsprobe::openssl
