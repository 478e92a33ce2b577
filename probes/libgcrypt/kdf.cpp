#include "probes/libgcrypt/kdf.hpp"

#include "probes/libgcrypt/algorithms.hpp"

namespace fipsprobe::libgcrypt {
namespace {

struct KdfClose {
  const Library* library = nullptr;
  void operator()(KdfContext* kdf) const { library->kdf_close(kdf); }
};

// Inputs of gcry_kdf_open, under its names.
struct Inputs {
  int algorithm = 0, subalgorithm = 0;
  const Bytes& input;
  const Bytes& key;
  const Bytes& data;
};

class GcryKdf final : public Kdf {
 public:
  explicit GcryKdf(const Library& library) : library_(library) {}

  Outcome perform(const KdfOperation& operation) override {
    if (const auto* const p = std::get_if<Pbkdf2Parameters>(&operation.parameters)) return pbkdf2(*p, operation.length);
    if (const auto* const p = std::get_if<HkdfParameters>(&operation.parameters)) {
      const HashRow* const row = hash_row(p->hash);
      if (row == nullptr || row->hmac == 0) return Outcome::unsupported("libgcrypt has no HMAC with this hash");
      return derive({kKdfHkdf, row->hmac, p->input, p->salt, p->info}, operation.length);
    }
    if (const auto* const p = std::get_if<X963KdfParameters>(&operation.parameters)) {
      const HashRow* const row = hash_row(p->hash);
      if (row == nullptr) return Outcome::unsupported("libgcrypt has no such hash");
      static const Bytes kNone;
      return derive({kKdfX963, row->digest, p->secret, kNone, p->shared_info}, operation.length);
    }
    return Outcome::unsupported("libgcrypt has no such key derivation");
  }

 private:
  Outcome pbkdf2(const Pbkdf2Parameters& p, std::size_t length) {
    const HashRow* const row = hash_row(p.hash);
    if (row == nullptr || digest_size(p.hash) == 0) return Outcome::unsupported("libgcrypt has no HMAC with this hash");
    Bytes output(length);
    // An empty password is one, but the library takes a null pointer for none.
    const void* const password = p.password.empty() ? "" : static_cast<const void*>(p.password.data());
    const GcryError error = library_.kdf_derive(password, p.password.size(), kKdfPbkdf2, row->digest, p.salt.data(),
                                                p.salt.size(), p.iterations, output.size(), output.data());
    if (error == 0) return Outcome::done(std::move(output));
    // Every version wants a salt, whatever the mode.
    if (p.salt.empty() && code_of(error) == Code::inv_value)
      return Outcome::unsupported(library_.text_of("gcry_kdf_derive without a salt", error));
    return library_.declined("gcry_kdf_derive", error, is_built(library_, *row));
  }

  // derive runs a KDF of 1.11: its one parameter is the bytes of output.
  Outcome derive(const Inputs& inputs, std::size_t length) {
    if (library_.kdf_open == nullptr || library_.kdf_final == nullptr)
      return Outcome::unsupported("no gcry_kdf_open in this version: PBKDF2 only");
    const unsigned long size = length;
    KdfHandle opened = nullptr;
    GcryError error =
        library_.kdf_open(&opened, inputs.algorithm, inputs.subalgorithm, &size, 1, inputs.input.data(), inputs.input.size(),
                          nullptr, 0, inputs.key.data(), inputs.key.size(), inputs.data.data(), inputs.data.size());
    // No version forbids a KDF: one that it does not know is not built.
    if (code_of(error) == Code::unknown_algorithm) return Outcome::unsupported(library_.text_of("gcry_kdf_open", error));
    if (error != 0) return library_.declined("gcry_kdf_open", error, true);
    const std::unique_ptr<KdfContext, KdfClose> kdf(opened, KdfClose{&library_});
    error = library_.kdf_compute(kdf.get(), nullptr);
    if (error != 0) return library_.declined("gcry_kdf_compute", error, true);
    Bytes output(length);
    error = library_.kdf_final(kdf.get(), output.size(), output.data());
    return error == 0 ? Outcome::done(std::move(output)) : library_.declined("gcry_kdf_final", error, true);
  }

  const Library& library_;
};

}  // namespace

std::unique_ptr<Kdf> make_kdf(const Library& library) {
  return library.kdf_derive == nullptr ? nullptr : std::make_unique<GcryKdf>(library);
}

}  // namespace fipsprobe::libgcrypt
