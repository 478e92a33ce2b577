#include "probes/gnutls/key_generation.hpp"

#include "probes/gnutls/algorithms.hpp"

namespace fipsprobe::gnutls {
namespace {

// GNUTLS_CURVE_TO_BITS: a curve's number where a size in bits is asked for. Versions before 3.4 take the size only.
unsigned curve_bits(const Library& library, Curve curve) {
  if (library.is_before_3_4()) return curve == Curve::p521 ? 521U : static_cast<unsigned>(field_size(curve) * 8);
  return (1U << 31) | static_cast<unsigned>(curve_number(curve));
}

class TlsKeyGenerator final : public KeyGenerator {
 public:
  explicit TlsKeyGenerator(const Library& library) : library_(library) {}

  Outcome perform(const KeyGenerationOperation& operation) override {
    const auto bits = static_cast<unsigned>(operation.bits);
    switch (operation.scheme) {
      case SignatureScheme::rsa_pkcs1:
      case SignatureScheme::rsa_pss: return generate(kPkRsa, bits);
      case SignatureScheme::rsa_x931: return Outcome::unsupported("GnuTLS makes no X9.31 signatures");
      case SignatureScheme::dsa: return generate(kPkDsa, bits);
      case SignatureScheme::ecdsa: break;
    }
    if (curve_number(operation.curve) == 0) return Outcome::unsupported("GnuTLS has no such curve");
    return generate(kPkEc, curve_bits(library_, operation.curve));
  }

 private:
  Outcome generate(int algorithm, unsigned bits) {
    PrivateKeyHandle key = nullptr;
    if (const int code = library_.privkey_init(&key); code < 0) return library_.declined("gnutls_privkey_init", code);
    const int code = library_.privkey_generate(key, algorithm, bits, 0);
    library_.privkey_deinit(key);
    return code < 0 ? library_.declined("gnutls_privkey_generate", code) : Outcome::done({});
  }

  const Library& library_;
};

}  // namespace

std::unique_ptr<KeyGenerator> make_key_generator(const Library& library) { return std::make_unique<TlsKeyGenerator>(library); }

}  // namespace fipsprobe::gnutls
