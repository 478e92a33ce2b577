#include "probes/libgcrypt/key_generation.hpp"

#include "probes/libgcrypt/algorithms.hpp"
#include "probes/libgcrypt/sexp.hpp"

namespace fipsprobe::libgcrypt {
namespace {

class GcryKeyGenerator final : public KeyGenerator {
 public:
  explicit GcryKeyGenerator(const Library& library) : library_(library) {}

  Outcome perform(const KeyGenerationOperation& operation) override {
    const int bits = static_cast<int>(operation.bits);
    switch (operation.scheme) {
      case SignatureScheme::rsa_pkcs1:
      case SignatureScheme::rsa_pss: return generate(build_sexp(library_, "(genkey (rsa (nbits %d)))", bits), "rsa");
      case SignatureScheme::rsa_x931: return Outcome::unsupported("libgcrypt makes no X9.31 signatures");
      case SignatureScheme::dsa: return generate(build_sexp(library_, "(genkey (dsa (nbits %d)))", bits), "dsa");
      case SignatureScheme::ecdsa: break;
    }
    const std::string_view curve = curve_name(operation.curve);
    if (curve.empty()) return Outcome::unsupported("libgcrypt has no such curve");
    return generate(build_sexp(library_, "(genkey (ecdsa (curve %s)))", curve.data()), "ecc");
  }

 private:
  Outcome generate(const OwnedSexp& parameters, const char* family) {
    if (!library_.built_with("pubkeys", family)) {
      return Outcome::unsupported("this build has no such public-key algorithm (GCRYCTL_PRINT_CONFIG)");
    }
    Sexp pair = nullptr;
    const GcryError error = parameters ? library_.pk_genkey(&pair, parameters.get()) : 0;
    const OwnedSexp released(pair, SexpRelease{&library_});
    if (error != 0) return library_.declined("gcry_pk_genkey", error, true);
    return pair == nullptr ? Outcome::failed("gcry_pk_genkey gave no key") : Outcome::done({});
  }

  const Library& library_;
};

}  // namespace

std::unique_ptr<KeyGenerator> make_key_generator(const Library& library) { return std::make_unique<GcryKeyGenerator>(library); }

}  // namespace fipsprobe::libgcrypt
