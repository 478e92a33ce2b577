#pragma once

#include "harness/model/key.hpp"
#include "probes/nss/freebl.hpp"
#include "probes/nss/token.hpp"

namespace fipsprobe::nss {

// KeyUse is what a secret key is imported for.
enum class KeyUse { cipher, mac, derive };

// TokenKey destroys a session object at its end.
class TokenKey {
 public:
  TokenKey(Token& token, Handle object) : token_(token), object_(object) {}
  ~TokenKey() { token_.destroy(object_); }
  TokenKey(const TokenKey&) = delete;
  TokenKey& operator=(const TokenKey&) = delete;

  Handle handle() const { return object_; }

 private:
  Token& token_;
  Handle object_;
};

// KeyStore makes session objects of raw keys, and keeps the last one of each kind for the next operation with the same key.
// Without FIPS mode a secret key is made with C_CreateObject. The FIPS token refuses that (CKR_ATTRIBUTE_VALUE_INVALID), so
// there the key is encrypted under an AES key of the token itself and brought in with C_UnwrapKey, as private keys are in both
// modes (README.md, "Raw keys").
class KeyStore {
 public:
  KeyStore(Token& token, const FreeblVector& freebl) : token_(token), freebl_(freebl) {}

  Reply secret(Ulong key_type, ByteView value, KeyUse use);
  // import_secret makes a secret key that is the caller's to destroy.
  Reply import_secret(Ulong key_type, ByteView value, KeyUse use);

  // private_key fails with CKR_TEMPLATE_INCOMPLETE when numbers of an RSA key are missing and cannot be computed.
  Reply private_key(const PrivateKey& key);
  Reply public_key(const Attributes& attributes);

  // value_of reads a secret key of the token. The FIPS token tells no value (CKR_ATTRIBUTE_SENSITIVE): there the key is wrapped
  // with C_WrapKey under the AES key of the token, and decrypted with that.
  Reply value_of(Handle key);

  // forget drops all handles, for a token that was started again.
  void forget();

 private:
  struct Kept {
    Bytes fingerprint;
    Handle object = 0;
  };

  template <class Make>
  Reply keep(Kept& kept, Bytes fingerprint, Make&& make);

  Reply unwrap(Ulong key_type, ByteView value, KeyUse use);
  Reply wrap_and_unwrap(ByteView value, const Attributes& attributes);
  Reply unwrap_long(Ulong key_type, ByteView value, KeyUse use);
  Reply wrapping_key();

  Token& token_;
  const FreeblVector& freebl_;
  Kept secret_, public_, private_;
  Handle wrapping_key_ = 0;
};

}  // namespace fipsprobe::nss
