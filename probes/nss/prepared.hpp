#pragma once

#include "harness/model/operation.hpp"
#include "probes/nss/key_store.hpp"
#include "probes/prepared.hpp"

// Operations that are set up for being measured: probes/prepared.hpp says what one call is. PKCS #11 has no way to begin a
// message again under the key of the one before: a MAC, an AEAD message, a signature and a decryption each begin with their
// C_...Init, which makes the context of the key anew. That is the cost of the interface, and it is measured.
namespace fipsprobe::nss {

Preparation prepare(Token& token, const FreeblVector& freebl, const Operation& operation);

// OwnSession is a session of one prepared operation, closed with it.
class OwnSession {
 public:
  explicit OwnSession(const Token& token) : functions_(&token.functions()), handle_(token.open_session()) {}
  OwnSession(OwnSession&& other) noexcept : functions_(other.functions_), handle_(std::exchange(other.handle_, 0)) {}
  OwnSession(const OwnSession&) = delete;
  OwnSession& operator=(const OwnSession&) = delete;
  OwnSession& operator=(OwnSession&&) = delete;
  ~OwnSession() {
    if (handle_ != 0) functions_->close_session(handle_);
  }

  const FunctionList& calls() const { return *functions_; }
  Handle handle() const { return handle_; }

 private:
  const FunctionList* functions_;
  Handle handle_;
};

// Workplace is where operations are prepared. The keys that are made stay in the token.
struct Workplace {
  Token& token;
  KeyStore keys;
};

Preparation prepare_digest(Workplace& place, const DigestOperation& operation);
Preparation prepare_mac(Workplace& place, const MacOperation& operation);
Preparation prepare_cipher(Workplace& place, const CipherOperation& operation);
Preparation prepare_aead(Workplace& place, const AeadOperation& operation);
Preparation prepare_signature(Workplace& place, const SignOperation& operation);
Preparation prepare_verification(Workplace& place, const VerifyOperation& operation);
Preparation prepare_decryption(Workplace& place, const RsaDecryptOperation& operation);
Preparation prepare_agreement(Workplace& place, const EcdhOperation& operation);
Preparation prepare_generation(Workplace& place, const KeyGenerationOperation& operation);
Preparation prepare_derivation(Workplace& place, const KdfOperation& operation);

// no_preparation carries the words of a reply.
inline Preparation no_preparation(const Reply& reply) { return Preparation::none(text_of(reply)); }

}  // namespace fipsprobe::nss
