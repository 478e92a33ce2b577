#pragma once

#include "probes/module.hpp"
#include "probes/nss/key_store.hpp"

// The capabilities of the NSS family, one .cpp file each.
namespace fipsprobe::nss {

class NssDigest : public Digest {
 public:
  explicit NssDigest(Token& token) : token_(token) {}
  Outcome perform(const DigestOperation& operation) override;

 private:
  Token& token_;
};

class NssMac : public Mac {
 public:
  NssMac(Token& token, KeyStore& keys) : token_(token), keys_(keys) {}
  Outcome perform(const MacOperation& operation) override;

 private:
  Outcome hmac(const MacOperation& operation);
  Outcome cmac(const MacOperation& operation);
  Outcome gmac(const MacOperation& operation);
  Outcome tag_with(const MechanismName& name, Ulong key_type, const MacOperation& operation);

  Token& token_;
  KeyStore& keys_;
};

class NssCipher : public BlockCipher {
 public:
  NssCipher(Token& token, KeyStore& keys) : token_(token), keys_(keys) {}
  Outcome perform(const CipherOperation& operation) override;

 private:
  Token& token_;
  KeyStore& keys_;
};

class NssAead : public Aead {
 public:
  NssAead(Token& token, KeyStore& keys) : token_(token), keys_(keys) {}
  Outcome perform(const AeadOperation& operation) override;

 private:
  Outcome run(const Mechanism& mechanism, Ulong key_type, const AeadOperation& operation);

  Token& token_;
  KeyStore& keys_;
};

class NssVerifier : public Verifier {
 public:
  NssVerifier(Token& token, KeyStore& keys) : token_(token), keys_(keys) {}
  Outcome perform(const VerifyOperation& operation) override;

 private:
  // Scheme is how a signature is checked: `combined` hashes by itself; `raw` takes the digest, where `combined` is not offered.
  struct Scheme {
    std::optional<MechanismName> combined;
    std::optional<MechanismName> raw;
    const void* parameter = nullptr;
    Ulong parameter_size = 0;
  };
  Outcome verify(const Scheme& scheme, const Attributes& key, const HashMechanisms& hash, const VerifyOperation& operation);
  static Outcome without_key(const Reply& reply, const PublicKey& key);
  Outcome answer(const Reply& reply, const VerifyOperation& operation);

  Token& token_;
  KeyStore& keys_;
};

class NssKeyGenerator : public KeyGenerator {
 public:
  explicit NssKeyGenerator(Token& token) : token_(token) {}
  Outcome perform(const KeyGenerationOperation& operation) override;

 private:
  Outcome rsa(std::size_t bits);
  Outcome dsa(std::size_t bits);
  Outcome ec(Curve curve);
  Outcome pair(const MechanismName& mechanism, const Attributes& wanted);
  Reply make_pair(const MechanismName& mechanism, const Attributes& wanted);

  Token& token_;
};

// with_indicator adds to a successful outcome that the token's service indicator calls the operation not approved.
Outcome with_indicator(const Token& token, Outcome outcome);

// no_curve is the outcome of a reply by which the token says that it does not know the curve.
Outcome no_curve(const Reply& reply, Curve curve);

// no_mechanism is the outcome for something that PKCS #11 has no mechanism for, so no NSS can offer it.
Outcome no_mechanism(const std::string& what);

}  // namespace fipsprobe::nss
