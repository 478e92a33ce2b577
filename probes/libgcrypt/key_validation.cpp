#include "probes/libgcrypt/key_validation.hpp"

#include <array>

#include "probes/libgcrypt/algorithms.hpp"
#include "probes/libgcrypt/key_sexp.hpp"

namespace fipsprobe::libgcrypt {
namespace {

class GcryKeyValidator final : public KeyValidator {
 public:
  explicit GcryKeyValidator(const Library& library) : library_(library) {}

  Outcome perform(const KeyValidationOperation& operation) override {
    const auto* const key = std::get_if<EcPublicKey>(&operation.key);
    if (key == nullptr) return Outcome::unsupported("libgcrypt checks no public key but a point on a curve");
    if (std::string why = no_curve(library_, key->curve); !why.empty()) return Outcome::unsupported(std::move(why));

    Context made = nullptr;
    const GcryError error = library_.mpi_ec_new(&made, nullptr, curve_name(key->curve).data());
    if (error != 0) return library_.declined("gcry_mpi_ec_new", error, true);
    const OwnedContext curve(made, ContextRelease{&library_});
    constexpr std::array<std::uint8_t, 1> kOne = {1};
    const OwnedMpi x = scan_number(library_, key->x), y = scan_number(library_, key->y), z = scan_number(library_, kOne);
    const OwnedPoint point(library_.mpi_point_set(nullptr, x.get(), y.get(), z.get()), PointRelease{&library_});
    return Outcome::verified(library_.mpi_ec_curve_point(point.get(), curve.get()) != 0);
  }

 private:
  const Library& library_;
};

}  // namespace

std::unique_ptr<KeyValidator> make_key_validator(const Library& library) {
  if (library.mpi_ec_new == nullptr || library.mpi_ec_curve_point == nullptr || library.mpi_point_set == nullptr)
    return nullptr;
  return std::make_unique<GcryKeyValidator>(library);
}

}  // namespace fipsprobe::libgcrypt
