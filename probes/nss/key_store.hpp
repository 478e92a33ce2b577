#pragma once

#include "probes/nss/token.hpp"

namespace fipsprobe::nss {

// KeyUse is what a secret key is imported for.
enum class KeyUse { cipher, mac };

// KeyStore makes session objects of raw keys, and keeps the last one of each kind for the next operation with the same key.
// Without FIPS mode a secret key is made with C_CreateObject. The FIPS token refuses that (CKR_ATTRIBUTE_VALUE_INVALID), so
// there the key is encrypted under an AES key of the token itself and brought in with C_UnwrapKey (README.md, "Raw keys").
class KeyStore {
 public:
  explicit KeyStore(Token& token) : token_(token) {}

  Reply secret(Ulong key_type, ByteView value, KeyUse use);
  Reply public_key(const Attributes& attributes);

  // forget drops all handles, for a token that was started again.
  void forget();

 private:
  struct Kept {
    Bytes fingerprint;
    Handle object = 0;
  };

  template <class Make>
  Reply keep(Kept& kept, Bytes fingerprint, Make&& make);

  Reply import(Ulong key_type, ByteView value, KeyUse use);
  Reply wrap_and_unwrap(ByteView value, const Attributes& attributes);
  Reply import_long(Ulong key_type, ByteView value, KeyUse use);
  Reply wrapping_key();

  Token& token_;
  Kept secret_, public_;
  Handle wrapping_key_ = 0;
};

}  // namespace fipsprobe::nss
