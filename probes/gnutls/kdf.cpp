#include "probes/gnutls/kdf.hpp"

#include "probes/gnutls/algorithms.hpp"

namespace fipsprobe::gnutls {
namespace {

// RFC 5869 §2.3: the longest output is 255 blocks of the hash.
constexpr std::size_t kMaxHkdfBlocks = 255;

class TlsKdf final : public Kdf {
 public:
  explicit TlsKdf(const Library& library) : library_(library) {}

  Outcome perform(const KdfOperation& operation) override {
    if (const auto* const p = std::get_if<HkdfParameters>(&operation.parameters)) return hkdf(*p, operation.length);
    if (const auto* const p = std::get_if<Pbkdf2Parameters>(&operation.parameters)) return pbkdf2(*p, operation.length);
    if (const auto* const p = std::get_if<TlsPrfParameters>(&operation.parameters)) return prf(*p, operation.length);
    return Outcome::unsupported("GnuTLS has no such key derivation");
  }

 private:
  bool has_mac(int number) const { return number != 0 && library_.mac_get_name(number) != nullptr; }

  Outcome hkdf(const HkdfParameters& p, std::size_t length) const {
    if (library_.hkdf_extract == nullptr || library_.hkdf_expand == nullptr)
      return Outcome::unsupported("no gnutls_hkdf_extract in this version: it came with 3.6.13");
    const int mac = digest_number(p.hash);
    if (!has_mac(mac) || digest_size(p.hash) == 0) return Outcome::unsupported("GnuTLS has no HMAC with this hash");
    const Datum input = datum_of(p.input), salt = datum_of(p.salt), info = datum_of(p.info);
    Bytes extracted(digest_size(p.hash));
    int code = library_.hkdf_extract(mac, &input, &salt, extracted.data());
    if (code < 0) return library_.declined("gnutls_hkdf_extract", code);
    const Datum key = datum_of(extracted);
    Bytes output(length);
    code = library_.hkdf_expand(mac, &key, &info, output.data(), output.size());
    if (code == kInvalidRequest && length > kMaxHkdfBlocks * digest_size(p.hash)) {
      Outcome outcome = Outcome::verified(false);
      outcome.reason = library_.text_of("gnutls_hkdf_expand", code);
      return outcome;
    }
    return code < 0 ? library_.declined("gnutls_hkdf_expand", code) : Outcome::done(std::move(output));
  }

  Outcome pbkdf2(const Pbkdf2Parameters& p, std::size_t length) const {
    if (library_.pbkdf2 == nullptr) return Outcome::unsupported("no gnutls_pbkdf2 in this version: it came with 3.6.13");
    const int mac = digest_number(p.hash);
    if (!has_mac(mac) || digest_size(p.hash) == 0) return Outcome::unsupported("GnuTLS has no HMAC with this hash");
    const Datum password = datum_of(p.password), salt = datum_of(p.salt);
    Bytes output(length);
    const int code = library_.pbkdf2(mac, &password, &salt, p.iterations, output.data(), output.size());
    return code < 0 ? library_.declined("gnutls_pbkdf2", code) : Outcome::done(std::move(output));
  }

  Outcome prf(const TlsPrfParameters& p, std::size_t length) const {
    if (library_.prf_raw == nullptr)
      return Outcome::unsupported("no _gnutls_prf_raw in this version: the TLS PRF only inside TLS");
    const int mac = p.tls12 ? digest_number(p.hash) : kMacMd5Sha1;
    if (p.tls12 && (!has_mac(mac) || digest_size(p.hash) == 0))
      return Outcome::unsupported("GnuTLS has no HMAC with this hash");
    Bytes output(length);
    const int code = library_.prf_raw(mac, p.secret.size(), p.secret.data(), p.label.size(), p.label.data(), p.seed.size(),
                                      p.seed.data(), output.size(), output.data());
    return code < 0 ? library_.declined("_gnutls_prf_raw", code) : Outcome::done(std::move(output));
  }

  const Library& library_;
};

}  // namespace

std::unique_ptr<Kdf> make_kdf(const Library& library) { return std::make_unique<TlsKdf>(library); }

}  // namespace fipsprobe::gnutls
