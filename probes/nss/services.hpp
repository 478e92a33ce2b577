#pragma once

#include "probes/capabilities.hpp"
#include "probes/nss/freebl.hpp"
#include "probes/nss/key_store.hpp"

// The capabilities of the NSS family, one .cpp file each.
namespace fipsprobe::nss {

struct SignatureMechanism;

// OnToken performs operations with a token and the keys in it; both must outlive it.
template <class Operation>
class OnToken : public Capability<Operation> {
 public:
  OnToken(Token& token, KeyStore& keys) : token_(token), keys_(keys) {}

 protected:
  Token& token_;
  KeyStore& keys_;
};

class NssDigest : public OnToken<DigestOperation> {
 public:
  using OnToken::OnToken;
  Outcome perform(const DigestOperation& operation) override;
};

class NssMac : public OnToken<MacOperation> {
 public:
  using OnToken::OnToken;
  Outcome perform(const MacOperation& operation) override;

 private:
  Outcome hmac(const MacOperation& operation);
  Outcome cmac(const MacOperation& operation);
  Outcome gmac(const MacOperation& operation);
  Outcome tag_with(const MechanismName& name, Ulong key_type, const MacOperation& operation);
};

class NssCipher : public OnToken<CipherOperation> {
 public:
  using OnToken::OnToken;
  Outcome perform(const CipherOperation& operation) override;
};

class NssAead : public OnToken<AeadOperation> {
 public:
  using OnToken::OnToken;
  Outcome perform(const AeadOperation& operation) override;

 private:
  Outcome run(const Mechanism& mechanism, Ulong key_type, const AeadOperation& operation);
};

class NssVerifier : public OnToken<VerifyOperation> {
 public:
  using OnToken::OnToken;
  Outcome perform(const VerifyOperation& operation) override;
};

class NssSigner : public OnToken<SignOperation> {
 public:
  using OnToken::OnToken;
  Outcome perform(const SignOperation& operation) override;
};

class NssKeyGenerator : public OnToken<KeyGenerationOperation> {
 public:
  using OnToken::OnToken;
  Outcome perform(const KeyGenerationOperation& operation) override;

 private:
  Outcome sign_and_tell(const KeyGenerationOperation& operation, const Token::KeyPair& pair,
                        const SignatureMechanism& mechanism);
};

class NssKeyWrap : public OnToken<KeyWrapOperation> {
 public:
  using OnToken::OnToken;
  Outcome perform(const KeyWrapOperation& operation) override;
};

class NssRsaDecryptor : public OnToken<RsaDecryptOperation> {
 public:
  using OnToken::OnToken;
  Outcome perform(const RsaDecryptOperation& operation) override;
};

class NssEcdh : public OnToken<EcdhOperation> {
 public:
  using OnToken::OnToken;
  Outcome perform(const EcdhOperation& operation) override;
};

class NssFfdh : public OnToken<FfdhOperation> {
 public:
  using OnToken::OnToken;
  Outcome perform(const FfdhOperation& operation) override;
};

class NssKeyValidator : public OnToken<KeyValidationOperation> {
 public:
  using OnToken::OnToken;
  Outcome perform(const KeyValidationOperation& operation) override;
};

class NssKdf : public OnToken<KdfOperation> {
 public:
  using OnToken::OnToken;
  Outcome perform(const KdfOperation& operation) override;
};

// NssDrbg and NssDsaParameterValidator have no mechanism of PKCS #11: they call freebl, which must outlive them.
class NssDrbg : public Drbg {
 public:
  explicit NssDrbg(const FreeblVector& freebl) : freebl_(freebl) {}
  Outcome perform(const DrbgOperation& operation) override;

 private:
  const FreeblVector& freebl_;
};

class NssDsaParameterValidator : public DsaParameterValidator {
 public:
  explicit NssDsaParameterValidator(const FreeblVector& freebl) : freebl_(freebl) {}
  Outcome perform(const DsaParameterOperation& operation) override;

 private:
  const FreeblVector& freebl_;
};

// capabilities_of returns all of them.
Capabilities capabilities_of(Token& token, KeyStore& keys, const FreeblVector& freebl);

// with_indicator adds to a successful outcome that the token's service indicator calls the operation not approved.
Outcome with_indicator(const Token& token, Outcome outcome);

// with_key_indicator does the same for the operation that made a key.
Outcome with_key_indicator(const Token& token, Handle key, Outcome outcome);

// derived returns the value of a new key of `length` bytes that the mechanism derives from `base`. A mechanism that settles the
// length by itself may give more, which is cut off.
Outcome derived(Token& token, KeyStore& keys, const Mechanism& mechanism, Handle base, std::size_t length);

// value_outcome reads a fresh key and destroys it, as derived does; `made` is the reply that made the key.
Outcome value_outcome(Token& token, KeyStore& keys, const Reply& made, std::size_t length);

// describe_output writes the template of such a key.
void describe_output(Attributes& to, std::size_t length);

// is_bad_point tells the codes by which C_CreateObject refuses the point of an EC public key.
bool is_bad_point(const Reply& reply);

// rejects_point tells the codes by which C_DeriveKey refuses the point of an EC public key: freebl's "bad key" becomes
// CKR_KEY_SIZE_RANGE ("the closest error code"), a length or form that no point has the others.
bool rejects_point(const Reply& reply);

// rejects_number tells the codes by which CKM_DH_PKCS_DERIVE refuses a public key: CKR_HOST_MEMORY is its answer to whatever
// DH_Derive of freebl refuses, CKR_ARGUMENTS_BAD to a key outside the subgroup.
bool rejects_number(const Reply& reply);

// no_curve is the outcome of a reply by which the token says that it does not know the curve.
Outcome no_curve(const Reply& reply, Curve curve);

// without_private_key is the outcome of a private key that the token did not take.
Outcome without_private_key(const Reply& reply, const PrivateKey& key);

// no_mechanism is the outcome for something that PKCS #11 has no mechanism for, so no NSS can offer it.
Outcome no_mechanism(const std::string& what);

}  // namespace fipsprobe::nss
