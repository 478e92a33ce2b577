#include "harness/certificates/catalogue.hpp"

#include <algorithm>
#include <array>

#include "harness/certificates/embedded.hpp"

namespace fipsprobe {

std::string_view name_of(Standard standard) { return standard == Standard::fips_140_2 ? "FIPS 140-2" : "FIPS 140-3"; }

std::string_view name_of(ListState state) {
  constexpr std::array<std::string_view, 3> names = {"active", "historical", "revoked"};
  return names[static_cast<std::size_t>(state)];
}

std::string_view name_of(Confidence confidence) {
  constexpr std::array<std::string_view, 3> names = {"high", "medium", "low"};
  return names[static_cast<std::size_t>(confidence)];
}

const Catalogue& builtin_catalogue() {
  static const Catalogue catalogue =
      catalogue_from_json(embedded_file(certificate_files(), "catalogue.json"), "built-in catalogue.json");
  return catalogue;
}

const Certificate* find_certificate(const Catalogue& catalogue, std::uint32_t number) {
  const auto found = std::ranges::find(catalogue.certificates, number, &Certificate::number);
  return found == catalogue.certificates.end() ? nullptr : &*found;
}

const Product* find_product(const Catalogue& catalogue, std::string_view os_id, std::string_view os_version_id) {
  const auto found = std::ranges::find_if(catalogue.products, [&](const Product& product) {
    return product.os_id == os_id && product.os_version_id == os_version_id;
  });
  return found == catalogue.products.end() ? nullptr : &*found;
}

}  // namespace fipsprobe
