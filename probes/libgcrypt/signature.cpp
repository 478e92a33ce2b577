#include "probes/libgcrypt/signature.hpp"

#include <algorithm>

#include "probes/libgcrypt/algorithms.hpp"

namespace fipsprobe::libgcrypt {
namespace {

bool is_rsa(SignatureScheme scheme) { return scheme == SignatureScheme::rsa_pkcs1 || scheme == SignatureScheme::rsa_pss; }

}  // namespace

// raw_signature reads "(sig-val (ALGORITHM (r ...) (s ...)))"; RSA has no r.
Outcome raw_signature(const Library& library, Sexp signature, bool with_r, std::size_t size) {
  Bytes raw;
  for (const char* const name : {"r", "s"}) {
    if (*name == 'r' && !with_r) continue;
    const std::optional<Bytes> number = bytes_of(library, signature, name);
    if (!number) return Outcome::failed(std::string("gcry_pk_sign gave no ") + name);
    const Bytes part = padded(as_number(*number), size);
    raw.insert(raw.end(), part.begin(), part.end());
  }
  return Outcome::done(std::move(raw));
}

OwnedSexp hashed_data(const Library& library, const SignatureForm& form, const Bytes& hash, std::size_t order) {
  if (!is_rsa(form.scheme)) {
    // FIPS 186-4 §4.6: only the leftmost bits of the hash count, as many as the group order has; every order here is a whole
    // number of bytes, or longer than any hash.
    const OwnedMpi value = scan_number(library, ByteView(hash).first(std::min(order, hash.size())));
    return build_sexp(library, "(data (flags raw) (value %m))", value.get());
  }
  const char* const name = library.md_algo_name(hash_row(form.hash)->digest);
  const int size = static_cast<int>(hash.size());
  if (form.scheme == SignatureScheme::rsa_pkcs1) {
    return build_sexp(library, "(data (flags pkcs1) (hash %s %b))", name, size, hash.data());
  }
  return build_sexp(library, "(data (flags pss) (salt-length %d) (hash %s %b))", static_cast<int>(form.salt_length), name, size,
                    hash.data());
}

Outcome sign(const Library& library, Digest& digest, const SignatureForm& form, const Bytes& message, Sexp secret,
             std::size_t size) {
  if (digest_size(form.hash) == 0) return Outcome::unsupported("libgcrypt has no signatures with SHAKE");
  Outcome hashed = digest.perform({form.hash, message, 0});
  if (hashed.kind != OutcomeKind::ok) return hashed;
  const OwnedSexp data = hashed_data(library, form, hashed.output, size);
  if (!data) return Outcome::failed("gcry_sexp_build did not take the hash");
  Sexp made = nullptr;
  const GcryError error = library.pk_sign(&made, data.get(), secret);
  const OwnedSexp signature(made, SexpRelease{&library});
  if (error != 0) return library.declined("gcry_pk_sign", error, true);
  Outcome outcome = raw_signature(library, signature.get(), !is_rsa(form.scheme), size);
  if (outcome.reason.empty()) outcome.reason = std::move(hashed.reason);
  return outcome;
}

}  // namespace fipsprobe::libgcrypt
