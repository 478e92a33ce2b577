#include "probes/openssl/capabilities.hpp"

namespace fipsprobe::openssl {
namespace {

Outcome absent_function(const char* name) { return Outcome::unsupported(std::string("the library has no function ") + name); }

// LinkedKdf: libcrypto 1.0.2 exports PBKDF2 and, for its own key agreement, the derivations of X9.63 and X9.42; 1.1 only
// PBKDF2. The PRF of TLS is inside libssl, and SSH, IKE, HKDF and SP 800-108 are left to the applications.
class LinkedKdf : public Kdf {
 public:
  LinkedKdf(const Toolkit& toolkit, const LinkedKdfSymbols& linked) : toolkit_(toolkit), linked_(linked) {}

  Outcome perform(const KdfOperation& operation) override {
    toolkit_.errors.clear();
    return std::visit([&](const auto& parameters) { return derive(parameters, operation.length); }, operation.parameters);
  }

 private:
  static Outcome derive(const KbkdfParameters&, std::size_t) {
    return Outcome::unsupported("libcrypto of this generation has no KBKDF");
  }
  static Outcome derive(const TlsPrfParameters&, std::size_t) {
    return Outcome::unsupported("libcrypto of this generation has no PRF of TLS: it is inside libssl");
  }
  static Outcome derive(const SshKdfParameters&, std::size_t) {
    return Outcome::unsupported("libcrypto of this generation has no SSH KDF");
  }
  static Outcome derive(const IkeParameters&, std::size_t) { return Outcome::unsupported("libcrypto has no KDF of IKE"); }
  static Outcome derive(const HkdfParameters&, std::size_t) {
    return Outcome::unsupported("libcrypto of this generation has no HKDF");
  }

  Outcome derive(const Pbkdf2Parameters& p, std::size_t length) const {
    if (linked_.pbkdf2 == nullptr) return absent_function("PKCS5_PBKDF2_HMAC");
    if (p.password.size() > kMaxInput || p.salt.size() > kMaxInput || length > kMaxInput || p.iterations > kMaxInput)
      return Outcome::failed("more input than one call can take");
    const Name name = name_of_digest(p.hash);
    const EvpMd* const hash = toolkit_.backend.digest(name);
    if (hash == nullptr) return toolkit_.absent(name);
    const std::string password(as_text(p.password));  // never null: a null one would be measured with strlen
    Bytes key(length);
    if (linked_.pbkdf2(password.c_str(), static_cast<int>(password.size()), p.salt.data(), static_cast<int>(p.salt.size()),
                       static_cast<int>(p.iterations), hash, static_cast<int>(length), key.data()) != 1) {
      return toolkit_.errors.outcome("PKCS5_PBKDF2_HMAC");
    }
    return Outcome::done(std::move(key));
  }

  Outcome derive(const X963KdfParameters& p, std::size_t length) const {
    if (linked_.x963 == nullptr) return absent_function("ECDH_KDF_X9_62");
    const Name name = name_of_digest(p.hash);
    const EvpMd* const hash = toolkit_.backend.digest(name);
    if (hash == nullptr) return toolkit_.absent(name);
    Bytes key(length);
    if (linked_.x963(key.data(), length, p.secret.data(), p.secret.size(), p.shared_info.data(), p.shared_info.size(), hash) !=
        1)
      return toolkit_.errors.outcome("ECDH_KDF_X9_62");
    return Outcome::done(std::move(key));
  }

  Outcome derive(const X942KdfParameters& p, std::size_t length) const {
    if (linked_.x942 == nullptr || linked_.object == nullptr || linked_.free_object == nullptr)
      return absent_function("DH_KDF_X9_42");
    if (!p.other_info.empty() || !p.party_v_info.empty() || !p.public_info.empty() || !p.private_info.empty())
      return Outcome::unsupported("DH_KDF_X9_42 takes PartyUInfo only, and makes OtherInfo itself");
    const Name name = name_of_digest(p.hash);
    const EvpMd* const hash = toolkit_.backend.digest(name);
    if (hash == nullptr) return toolkit_.absent(name);
    const Handle<Asn1Object> wrap(linked_.object(p.wrap_oid.c_str(), 1), linked_.free_object);
    if (wrap == nullptr) return toolkit_.errors.outcome("OBJ_txt2obj");
    Bytes key(length);
    const unsigned char* const party = p.party_u_info.empty() ? nullptr : p.party_u_info.data();  // null: leave it out
    if (linked_.x942(key.data(), length, p.secret.data(), p.secret.size(), wrap.get(), party, p.party_u_info.size(), hash) != 1)
      return toolkit_.errors.outcome("DH_KDF_X9_42");
    return Outcome::done(std::move(key));
  }

  Toolkit toolkit_;
  const LinkedKdfSymbols& linked_;
};

}  // namespace

std::unique_ptr<Kdf> make_linked_kdf(const Toolkit& toolkit, const LinkedSymbols& linked) {
  return std::make_unique<LinkedKdf>(toolkit, linked.kdf);
}

}  // namespace fipsprobe::openssl
