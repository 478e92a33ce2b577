#pragma once

#include <functional>
#include <string>

#include "harness/model/algorithm.hpp"
#include "harness/model/bytes.hpp"
#include "probes/openssl/names.hpp"
#include "probes/openssl/types.hpp"

namespace fipsprobe::openssl {

enum class KeyType { rsa, dsa, ec };

// DigestRole is what a hash is for, beside that of the message: MGF1 of PSS and OAEP, OAEP's own, and the one that made the
// value that is signed or verified.
enum class DigestRole { mgf1, oaep, signature };

// Backend is where algorithms and keys come from: the functions of 1.0.2 and 1.1 (LinkedBackend), or the providers of a library
// context of OpenSSL 3 (FetchedBackend). What it returns null for is in the error queue.
class Backend {
 public:
  virtual ~Backend() = default;

  // digest and cipher return nullptr when there is none of that name; the object lives as long as the process.
  virtual const EvpMd* digest(const Name& name) = 0;
  virtual const EvpCipher* cipher(const Name& name) = 0;

  // absent says in words where an algorithm was looked for in vain.
  virtual std::string absent(const Name& name) const = 0;

  // counts_bits tells that the cipher is given the length of its data in bits.
  virtual bool counts_bits(Cipher, CipherMode) const { return false; }

  // is_in_error tells that nothing can be expected to be there: FIPS mode is required, and its provider is not in use.
  virtual bool is_in_error() const { return false; }

  // public_key decodes a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), private_key a PrivateKeyInfo (RFC 5208 §5); null when the
  // library does not take it.
  virtual Handle<EvpPkey> public_key(ByteView info) = 0;
  virtual Handle<EvpPkey> private_key(ByteView info) = 0;

  // The next two tell, of a key that public_key or private_key did not take, whether the same library takes it outside FIPS
  // mode: then the key was refused, and not malformed.
  bool is_valid_outside(ByteView info) const {
    Backend* const other = outside_ ? outside_() : nullptr;
    return other != nullptr && other->public_key(info) != nullptr;
  }
  bool is_valid_private_outside(ByteView info) const {
    Backend* const other = outside_ ? outside_() : nullptr;
    return other != nullptr && other->private_key(info) != nullptr;
  }

  // compare_with names a function that returns a backend of the same library outside FIPS mode, or nullptr.
  void compare_with(std::function<Backend*()> outside) { outside_ = std::move(outside); }

  // start_verify and start_sign begin in `context`; the key context that they return belongs to `context`. nullptr on failure.
  virtual EvpPkeyCtx* start_verify(EvpMdCtx& context, const Name& digest, EvpPkey& key) = 0;
  virtual EvpPkeyCtx* start_sign(EvpMdCtx& context, const Name& digest, EvpPkey& key) = 0;

  // set_digest gives a key context a further hash; false when the library does not take it.
  virtual bool set_digest(EvpPkeyCtx& context, DigestRole role, const Name& digest) = 0;

  // set_label gives a key context the label of OAEP; false when the library does not take it.
  virtual bool set_label(EvpPkeyCtx& context, ByteView label) = 0;

  // reject_openly tells a decryption with PKCS#1 v1.5 padding to fail on wrong padding, where the library would else return
  // random bytes in its place (implicit rejection).
  virtual void reject_openly(EvpPkeyCtx& context) = 0;

  // working returns a context that works with a key.
  virtual Handle<EvpPkeyCtx> working(EvpPkey& key) = 0;

  // generation returns a context that makes keys of a type, or, from a key of parameters, keys with these.
  virtual Handle<EvpPkeyCtx> generation(KeyType type) = 0;
  Handle<EvpPkeyCtx> generation(EvpPkey& parameters) { return working(parameters); }

 private:
  std::function<Backend*()> outside_;
};

}  // namespace fipsprobe::openssl
