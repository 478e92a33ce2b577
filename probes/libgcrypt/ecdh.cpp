#include "probes/libgcrypt/ecdh.hpp"

#include "probes/libgcrypt/key_sexp.hpp"

namespace fipsprobe::libgcrypt {
namespace {

// What gcry_pk_decrypt answers for a point that is not on the curve, or no point at all, and for the point at infinity.
bool is_key_rejection(Code code) { return code == Code::inv_data || code == Code::inv_obj || code == Code::bad_mpi; }

class GcryEcdh final : public Ecdh {
 public:
  explicit GcryEcdh(const Library& library) : library_(library) {}

  Outcome perform(const EcdhOperation& operation) override {
    const Curve curve = operation.key.curve;
    if (std::string why = no_curve(library_, curve); !why.empty()) return Outcome::unsupported(std::move(why));
    const Bytes peer = point_of(curve, operation.peer.x, operation.peer.y);
    const OwnedSexp key = private_key(library_, operation.key, "ecdh");
    const OwnedSexp data = build_sexp(library_, "(enc-val (ecdh (e %b)))", static_cast<int>(peer.size()), peer.data());
    if (!key || !data) return Outcome::failed("gcry_sexp_build did not take the key or the point");

    Sexp made = nullptr;
    const GcryError error = library_.pk_decrypt(&made, data.get(), key.get());
    const OwnedSexp shared(made, SexpRelease{&library_});
    if (is_key_rejection(code_of(error))) {
      Outcome outcome = Outcome::verified(false);
      outcome.reason = library_.text_of("gcry_pk_decrypt", error);
      return outcome;
    }
    if (error != 0) return library_.declined("gcry_pk_decrypt", error, true);
    return x_of(shared.get(), field_size(curve));
  }

 private:
  // x_of reads the x coordinate of the shared point: "(value #04...#)".
  Outcome x_of(Sexp shared, std::size_t size) {
    const std::optional<Bytes> point = bytes_of(library_, shared, "value");
    if (!point || point->size() != 1 + 2 * size || point->front() != 4)
      return Outcome::failed("gcry_pk_decrypt gave no uncompressed point");
    return Outcome::done(Bytes(point->begin() + 1, point->begin() + static_cast<std::ptrdiff_t>(1 + size)));
  }

  const Library& library_;
};

}  // namespace

std::unique_ptr<Ecdh> make_ecdh(const Library& library) { return std::make_unique<GcryEcdh>(library); }

}  // namespace fipsprobe::libgcrypt
