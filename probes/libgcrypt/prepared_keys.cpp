#include "probes/libgcrypt/algorithms.hpp"
#include "probes/libgcrypt/digest.hpp"
#include "probes/libgcrypt/key_generation.hpp"
#include "probes/libgcrypt/key_sexp.hpp"
#include "probes/libgcrypt/prepared.hpp"
#include "probes/libgcrypt/rsa_decrypt.hpp"
#include "probes/libgcrypt/signature.hpp"

namespace fipsprobe::libgcrypt {
namespace {

// What the calls give is a new S-expression each time: the one of the call before is released.
struct SignState {
  const Library* library;
  OwnedSexp key, data;
  bool with_r;
  std::size_t size;
  OwnedSexp signature;

  static bool restart() { return true; }
  bool call() {
    Sexp made = nullptr;
    if (library->pk_sign(&made, data.get(), key.get()) != 0) return false;
    signature.reset(made);
    return true;
  }
  Bytes output() const { return raw_signature(*library, signature.get(), with_r, size).output; }
};

struct VerifyState {
  const Library* library;
  OwnedSexp key, data, signature;

  static bool restart() { return true; }
  bool call() { return library->pk_verify(signature.get(), data.get(), key.get()) == 0; }
  static Bytes output() { return {}; }
};

// DecryptState is RSA decryption, and ECDH, which libgcrypt has as a decryption.
struct DecryptState {
  const Library* library;
  OwnedSexp key, data;
  std::size_t coordinate;  // bytes; ECDH: the value is a point, of which x is the secret; 0: the value itself
  OwnedSexp plain;

  static bool restart() { return true; }
  bool call() {
    Sexp made = nullptr;
    if (library->pk_decrypt(&made, data.get(), key.get()) != 0) return false;
    plain.reset(made);
    return true;
  }
  Bytes output() const {
    const Bytes value = bytes_of(*library, plain.get(), "value").value_or(Bytes{});
    if (coordinate == 0 || value.size() != 1 + 2 * coordinate) return value;
    return {value.begin() + 1, value.begin() + 1 + static_cast<std::ptrdiff_t>(coordinate)};
  }
};

struct GenerateState {
  const Library* library;
  OwnedSexp parameters;

  static bool restart() { return true; }
  bool call() {
    Sexp made = nullptr;
    if (library->pk_genkey(&made, parameters.get()) != 0) return false;
    library->sexp_release(made);
    return true;
  }
  static Bytes output() { return {}; }
};

OwnedSexp none(const Library& library) { return {nullptr, SexpRelease{&library}}; }

OwnedSexp data_of(const Library& library, SignatureScheme scheme, Hash hash, const Bytes& message, std::size_t order) {
  const auto digest = make_digest(library);
  DigestOperation operation{.hash = hash, .message = message};
  return hashed_data(library, {scheme, hash, 0}, digest->perform(operation).output, order);
}

OwnedSexp signature_sexp(const Library& library, const VerifyOperation& operation) {
  const ByteView whole = operation.signature;
  if (std::holds_alternative<RsaPublicKey>(operation.key)) {
    const OwnedMpi s = scan_number(library, whole);
    return build_sexp(library, "(sig-val (rsa (s %m)))", s.get());
  }
  const OwnedMpi r = scan_number(library, whole.first(whole.size() / 2));
  const OwnedMpi s = scan_number(library, whole.subspan(whole.size() / 2));
  return build_sexp(library, "(sig-val (ecdsa (r %m) (s %m)))", r.get(), s.get());
}

bool is_measured(SignatureScheme scheme) { return scheme == SignatureScheme::rsa_pkcs1 || scheme == SignatureScheme::ecdsa; }

}  // namespace

Preparation prepare_signature(const Library& library, const SignOperation& operation) {
  if (!is_measured(operation.scheme)) return Preparation::none("this scheme is not measured");
  const auto* rsa = std::get_if<RsaPrivateKey>(&operation.key);
  const auto* ec = std::get_if<EcPrivateKey>(&operation.key);
  if (rsa == nullptr && ec == nullptr) return Preparation::none("this key is not measured");
  const std::size_t size = rsa != nullptr ? as_number(rsa->n).size() : order_size(ec->curve);
  OwnedSexp key = rsa != nullptr ? private_key(library, *rsa) : private_key(library, *ec, "ecdsa");
  OwnedSexp data = data_of(library, operation.scheme, operation.hash, operation.message, size);
  if (!key || !data) return Preparation::none("gcry_sexp_build did not take the key or the hash");
  return prepared_by(SignState{&library, std::move(key), std::move(data), ec != nullptr, size, none(library)});
}

Preparation prepare_verification(const Library& library, const VerifyOperation& operation) {
  if (!is_measured(operation.scheme)) return Preparation::none("this scheme is not measured");
  const auto* rsa = std::get_if<RsaPublicKey>(&operation.key);
  const auto* ec = std::get_if<EcPublicKey>(&operation.key);
  if (rsa == nullptr && ec == nullptr) return Preparation::none("this key is not measured");
  const std::size_t size = rsa != nullptr ? as_number(rsa->n).size() : order_size(ec->curve);
  OwnedSexp key = rsa != nullptr ? public_key(library, *rsa) : public_key(library, *ec);
  OwnedSexp data = data_of(library, operation.scheme, operation.hash, operation.message, size);
  OwnedSexp signature = signature_sexp(library, operation);
  if (!key || !data || !signature) return Preparation::none("gcry_sexp_build did not take the key, the signature or the hash");
  return prepared_by(VerifyState{&library, std::move(key), std::move(data), std::move(signature)});
}

Preparation prepare_decryption(const Library& library, const RsaDecryptOperation& operation) {
  const HashRow* const row = operation.padding == RsaPadding::oaep ? hash_row(operation.hash) : nullptr;
  OwnedSexp key = private_key(library, operation.key);
  OwnedSexp data = enc_val(library, operation, row == nullptr ? nullptr : library.md_algo_name(row->digest));
  if (!key || !data) return Preparation::none("gcry_sexp_build did not take the key or the ciphertext");
  return prepared_by(DecryptState{&library, std::move(key), std::move(data), 0, none(library)});
}

Preparation prepare_agreement(const Library& library, const EcdhOperation& operation) {
  const Curve curve = operation.key.curve;
  const Bytes peer = point_of(curve, operation.peer.x, operation.peer.y);
  OwnedSexp key = private_key(library, operation.key, "ecdh");
  OwnedSexp data = build_sexp(library, "(enc-val (ecdh (e %b)))", static_cast<int>(peer.size()), peer.data());
  if (!key || !data) return Preparation::none("gcry_sexp_build did not take the key or the point");
  return prepared_by(DecryptState{&library, std::move(key), std::move(data), field_size(curve), none(library)});
}

Preparation prepare_generation(const Library& library, const KeyGenerationOperation& operation) {
  OwnedSexp parameters = genkey(library, operation);
  if (!parameters) return Preparation::none("gcry_sexp_build did not take the parameters");
  return prepared_by(GenerateState{&library, std::move(parameters)});
}

}  // namespace fipsprobe::libgcrypt
