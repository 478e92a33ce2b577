#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/assess/self_test_tally.hpp"
#include "harness/assess/topics.hpp"

// Crypto libraries that no certificate of the catalogue covers, beside the modules of the system: whoever uses one uses no
// validated module, whatever mode the host is in. They are named, and not judged further.
namespace fipsprobe {
namespace {

const Product* product_of(const Context& context) {
  const HostFact id = host_fact(context, "os.id"), version = host_fact(context, "os.version_id");
  return id.value ? find_product(context.catalogue, *id.value, version.value.value_or("")) : nullptr;
}

// is_named tells whether a certificate of the product names this soname. The libraries beside a module's own file, which no
// certificate names, come with it: libssl, freebl, nettle.
bool is_named(const Catalogue& catalogue, const Product& product, const std::string& soname) {
  return std::ranges::any_of(catalogue.certificates, [&](const Certificate& certificate) {
    const auto& sonames = certificate.applies_to.sonames;
    return certificate.product == product.key && std::ranges::find(sonames, soname) != sonames.end();
  });
}

// is_module_library tells whether a library is one that certificates name where they cover it.
bool is_module_library(const std::string& soname) {
  return soname.starts_with("libcrypto.so") || soname.starts_with("libgcrypt.so") || soname.starts_with("libsoftokn3.so") ||
         soname.starts_with("libgnutls.so");
}

// why_beside says why a library is no part of the system's modules; empty when it is.
std::string why_beside(const CryptoLibrary& library, const Context& context, const Product* product) {
  if (!library.is_in_system_folder) return "not in a folder of the system";
  if (library.package.empty()) return "no package owns it";
  if (product == nullptr || !is_module_library(library.soname) || is_named(context.catalogue, *product, library.soname))
    return {};
  return "no certificate of " + product->title + " names it";
}

// Beside is what is there beside the modules of the system.
struct Beside {
  std::vector<std::string> lines, evidence;
};

Beside beside_in(const Context& context, const InstalledCrypto& installed) {
  const Product* const product = product_of(context);
  Beside beside;
  for (std::size_t i = 0; i < installed.packages.size(); ++i) {
    const CryptoPackage& package = installed.packages[i];
    beside.lines.push_back(fmt::format("{}: {}", package.package, package.brings));
    beside.evidence.push_back(fmt::format("/installed_crypto/packages/{}", i));
  }
  for (std::size_t i = 0; i < installed.libraries.size(); ++i) {
    const std::string why = why_beside(installed.libraries[i], context, product);
    if (why.empty()) continue;
    const std::string& package = installed.libraries[i].package;
    beside.lines.push_back(
        fmt::format("{} ({}{}{})", installed.libraries[i].path, why, package.empty() ? "" : ", of ", package));
    beside.evidence.push_back(fmt::format("/installed_crypto/libraries/{}", i));
  }
  return beside;
}

// first_of names more than some_of does: these names are the whole finding.
std::string first_of(const std::vector<std::string>& lines) {
  const std::size_t shown = std::min<std::size_t>(lines.size(), 20);
  const std::string text =
      fmt::format("{}", fmt::join(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(shown), "; "));
  return shown == lines.size() ? text : fmt::format("{}; and {} more in the evidence", text, lines.size() - shown);
}

}  // namespace

Verdict judge_side_installs(const Context& context) {
  const auto& installed = context.evidence.installed_crypto;
  if (!installed) return Verdict::unknown("other crypto libraries were not looked for", {});
  if (!installed->why_unknown.empty()) return Verdict::unknown(installed->why_unknown, {"/installed_crypto"});
  const Beside beside = beside_in(context, *installed);
  const std::string left_out =
      installed->not_searched.empty() ? std::string() : fmt::format("; not searched: {}", some_of(installed->not_searched));
  if (!beside.lines.empty()) {
    return Verdict::fail(fmt::format("{} not covered by any certificate of this catalogue: {}{}", beside.lines.size(),
                                     first_of(beside.lines), left_out),
                         beside.evidence.size() > 8 ? std::vector<std::string>{"/installed_crypto"} : beside.evidence);
  }
  if (!left_out.empty()) return Verdict::unknown("none was found" + left_out, {"/installed_crypto/not_searched"});
  return Verdict::pass(fmt::format("{} crypto libraries were found, all of them of the system", installed->libraries.size()),
                       {"/installed_crypto/libraries"});
}

}  // namespace fipsprobe
