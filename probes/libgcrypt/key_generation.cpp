#include "probes/libgcrypt/key_generation.hpp"

#include <array>

#include "probes/libgcrypt/algorithms.hpp"
#include "probes/libgcrypt/key_sexp.hpp"
#include "probes/libgcrypt/signature.hpp"

namespace fipsprobe::libgcrypt {
namespace {

// numbers_of returns the named numbers of a key; empty where one is missing.
template <class... Names>
std::optional<std::array<Bytes, sizeof...(Names)>> numbers_of(const Library& library, Sexp key, Names... names) {
  std::array<Bytes, sizeof...(Names)> numbers;
  std::size_t next = 0;
  for (const char* const name : {names...}) {
    std::optional<Bytes> number = bytes_of(library, key, name);
    if (!number) return std::nullopt;
    numbers.at(next++) = as_number(std::move(*number));
  }
  return numbers;
}

// Fresh is the public half of a new pair, and the bytes of its modulus or group order.
struct Fresh {
  PublicKey key;
  std::size_t size = 0;
};

std::optional<Fresh> fresh_ec(const Library& library, Sexp key, Curve curve) {
  const std::size_t size = field_size(curve);
  const std::optional<Bytes> point = bytes_of(library, key, "q");
  if (!point || point->size() != 1 + 2 * size || point->front() != 4) return std::nullopt;
  const auto middle = point->begin() + static_cast<std::ptrdiff_t>(1 + size);
  return Fresh{EcPublicKey{curve, Bytes(point->begin() + 1, middle), Bytes(middle, point->end())}, order_size(curve)};
}

std::optional<Fresh> fresh_key(const Library& library, Sexp key, const KeyGenerationOperation& operation) {
  if (operation.scheme == SignatureScheme::ecdsa) return fresh_ec(library, key, operation.curve);
  if (operation.scheme == SignatureScheme::dsa) {
    auto numbers = numbers_of(library, key, "p", "q", "g", "y");
    if (!numbers) return std::nullopt;
    auto& [p, q, g, y] = *numbers;
    const std::size_t size = q.size();
    return Fresh{DsaPublicKey{std::move(p), std::move(q), std::move(g), std::move(y)}, size};
  }
  auto numbers = numbers_of(library, key, "n", "e");
  if (!numbers) return std::nullopt;
  auto& [n, e] = *numbers;
  const std::size_t size = n.size();
  return Fresh{RsaPublicKey{std::move(n), std::move(e)}, size};
}

class GcryKeyGenerator final : public KeyGenerator {
 public:
  GcryKeyGenerator(const Library& library, Digest& digest) : library_(library), digest_(digest) {}

  Outcome perform(const KeyGenerationOperation& operation) override {
    if (operation.scheme == SignatureScheme::rsa_x931) return Outcome::unsupported("libgcrypt makes no X9.31 signatures");
    if (std::string why = why_none(operation); !why.empty()) return Outcome::unsupported(std::move(why));
    return generate(operation, genkey(library_, operation));
  }

 private:
  std::string why_none(const KeyGenerationOperation& operation) const {
    switch (operation.scheme) {
      case SignatureScheme::ecdsa: return no_curve(library_, operation.curve);
      case SignatureScheme::dsa: return no_algorithm(library_, "dsa");
      default: return no_algorithm(library_, "rsa");
    }
  }

  Outcome generate(const KeyGenerationOperation& operation, const OwnedSexp& parameters) {
    Sexp made = nullptr;
    const GcryError error = parameters ? library_.pk_genkey(&made, parameters.get()) : 0;
    const OwnedSexp pair(made, SexpRelease{&library_});
    if (error != 0) return library_.declined("gcry_pk_genkey", error, true);
    const OwnedSexp open = pair ? find_list(library_, pair.get(), "public-key") : nullptr;
    const OwnedSexp secret = pair ? find_list(library_, pair.get(), "private-key") : nullptr;
    auto fresh = open ? fresh_key(library_, open.get(), operation) : std::nullopt;
    if (!fresh || !secret) return Outcome::failed("gcry_pk_genkey gave no key");
    const SignatureForm form{operation.scheme, operation.hash, operation.salt_length};
    Outcome signature = sign(library_, digest_, form, operation.message, secret.get(), fresh->size);
    if (signature.kind != OutcomeKind::ok) return signature;
    return Outcome::generated(std::move(fresh->key), std::move(signature.output));
  }

  const Library& library_;
  Digest& digest_;
};

}  // namespace

OwnedSexp genkey(const Library& library, const KeyGenerationOperation& operation) {
  const int bits = static_cast<int>(operation.bits);
  switch (operation.scheme) {
    case SignatureScheme::ecdsa: return build_sexp(library, "(genkey (ecdsa (curve %s)))", curve_name(operation.curve).data());
    case SignatureScheme::dsa: return build_sexp(library, "(genkey (dsa (nbits %d)))", bits);
    default: return build_sexp(library, "(genkey (rsa (nbits %d)))", bits);
  }
}

std::unique_ptr<KeyGenerator> make_key_generator(const Library& library, Digest& digest) {
  return std::make_unique<GcryKeyGenerator>(library, digest);
}

}  // namespace fipsprobe::libgcrypt
