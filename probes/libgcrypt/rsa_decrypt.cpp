#include "probes/libgcrypt/rsa_decrypt.hpp"

#include "probes/libgcrypt/algorithms.hpp"
#include "probes/libgcrypt/key_sexp.hpp"

namespace fipsprobe::libgcrypt {
namespace {

Outcome ciphertext_rejected(std::string reason) {
  Outcome outcome = Outcome::verified(false);
  outcome.reason = std::move(reason);
  return outcome;
}

class GcryRsaDecryptor final : public RsaDecryptor {
 public:
  explicit GcryRsaDecryptor(const Library& library) : library_(library) {}

  Outcome perform(const RsaDecryptOperation& operation) override {
    if (std::string why = no_algorithm(library_, "rsa"); !why.empty()) return Outcome::unsupported(std::move(why));
    const char* hash_name = nullptr;
    if (operation.padding == RsaPadding::oaep) {
      const HashRow* const row = hash_row(operation.hash);
      if (row == nullptr || digest_size(operation.hash) == 0 || !is_built(library_, *row))
        return Outcome::unsupported("libgcrypt has no OAEP with this hash");
      if (operation.mgf_hash != operation.hash) return Outcome::unsupported("libgcrypt's MGF1 uses the hash of the label");
      hash_name = library_.md_algo_name(row->digest);
    }
    // RFC 8017 §7.1.2 and §7.2.2 step 1. libgcrypt takes the ciphertext as a number, which has no length.
    const std::size_t size = as_number(operation.key.n).size();
    if (operation.ciphertext.size() != size) return ciphertext_rejected("the ciphertext is not as long as the modulus");
    const OwnedSexp key = private_key(library_, operation.key);
    const OwnedSexp data = enc_val(library_, operation, hash_name);
    if (!key || !data) return Outcome::failed("gcry_sexp_build did not take the key or the ciphertext");
    return decrypt(operation, data.get(), key.get(), size);
  }

 private:
  Outcome decrypt(const RsaDecryptOperation& operation, Sexp data, Sexp key, std::size_t size) {
    Sexp made = nullptr;
    const GcryError error = library_.pk_decrypt(&made, data, key);
    const OwnedSexp plain(made, SexpRelease{&library_});
    const Code code = code_of(error);
    if (code == Code::encoding_problem || code == Code::too_short)
      return ciphertext_rejected(library_.text_of("gcry_pk_decrypt", error));
    if (error != 0) return library_.declined("gcry_pk_decrypt", error, true);
    std::optional<Bytes> value = bytes_of(library_, plain.get(), "value");
    if (operation.padding == RsaPadding::none) {
      return value ? Outcome::done(padded(as_number(std::move(*value)), size))
                   : Outcome::failed("gcry_pk_decrypt gave no value");
    }
    // An empty message has no value that gcry_sexp_nth_data would give.
    return Outcome::done(value ? std::move(*value) : Bytes{});
  }

  const Library& library_;
};

}  // namespace

OwnedSexp enc_val(const Library& library, const RsaDecryptOperation& operation, const char* hash_name) {
  const OwnedMpi a = scan_number(library, operation.ciphertext);
  switch (operation.padding) {
    case RsaPadding::none: return build_sexp(library, "(enc-val (flags raw) (rsa (a %m)))", a.get());
    case RsaPadding::pkcs1: return build_sexp(library, "(enc-val (flags pkcs1) (rsa (a %m)))", a.get());
    case RsaPadding::oaep: break;
  }
  return build_sexp(library, "(enc-val (flags oaep) (hash-algo %s) (label %b) (rsa (a %m)))", hash_name,
                    static_cast<int>(operation.label.size()), operation.label.data(), a.get());
}

std::unique_ptr<RsaDecryptor> make_rsa_decryptor(const Library& library) { return std::make_unique<GcryRsaDecryptor>(library); }

}  // namespace fipsprobe::libgcrypt
