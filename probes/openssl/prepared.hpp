#pragma once

#include "harness/model/operation.hpp"
#include "probes/openssl/linked_symbols.hpp"
#include "probes/openssl/provider_symbols.hpp"
#include "probes/openssl/toolkit.hpp"
#include "probes/prepared.hpp"

// Operations that are set up for being measured: probes/prepared.hpp says what one call is.
namespace fipsprobe::openssl {

// HmacContext is HMAC_CTX, which 1.0.2 has its callers allocate: 288 bytes there.
struct HmacContext;

// MeasuredSymbols are looked up when something is measured first. Any of them is null where the generation has no such
// function.
struct MeasuredSymbols {
  int (*sign_init)(EvpPkeyCtx*);
  int (*sign)(EvpPkeyCtx*, unsigned char* signature, std::size_t* size, const unsigned char* hash, std::size_t hash_size);
  int (*verify_init)(EvpPkeyCtx*);
  int (*verify)(EvpPkeyCtx*, const unsigned char* signature, std::size_t size, const unsigned char* hash,
                std::size_t hash_size);

  int (*random)(unsigned char*, int size);
  int (*random_of)(LibCtx*, unsigned char*, std::size_t size, unsigned strength);  // 3

  HmacContext* (*new_hmac)();  // 1.1 and later
  void (*free_hmac)(HmacContext*);
  void (*start_hmac)(HmacContext*);  // 1.0.2
  void (*end_hmac)(HmacContext*);
  int (*hmac_init)(HmacContext*, const void* key, int key_size, const EvpMd*, Engine*);
  int (*hmac_update)(HmacContext*, const unsigned char*, std::size_t);
  int (*hmac_final)(HmacContext*, unsigned char* tag, unsigned* size);

  int (*lock_count)();  // 1.0.2
  void (*set_locking)(void (*)(int mode, int lock, const char* file, int line));
};

MeasuredSymbols find_measured_symbols(SharedLibrary& library);

// prepare_linked is for 1.0.2 and 1.1, prepare_fetched for 3.
Preparation prepare_linked(const Toolkit& toolkit, const LinkedSymbols& linked, const MeasuredSymbols& measured,
                           const Operation& operation);
Preparation prepare_fetched(const Toolkit& toolkit, const ProviderSymbols& provider, LibCtx* library,
                            const MeasuredSymbols& measured, const Operation& operation);

// What both prepare alike. Their failures carry the library's words.
Preparation prepare_digest(const Toolkit& toolkit, const DigestOperation& operation);
Preparation prepare_cipher(const Toolkit& toolkit, const CipherOperation& operation);
Preparation prepare_aead(const Toolkit& toolkit, const AeadOperation& operation);
Preparation prepare_signature(const Toolkit& toolkit, const MeasuredSymbols& measured, const SignOperation& operation);
Preparation prepare_verification(const Toolkit& toolkit, const MeasuredSymbols& measured, const VerifyOperation& operation);
Preparation prepare_decryption(const Toolkit& toolkit, const RsaDecryptOperation& operation);
Preparation prepare_agreement(const Toolkit& toolkit, const EcdhOperation& operation);
Preparation prepare_generation(const Toolkit& toolkit, const KeyGenerationOperation& operation);

// install_locks gives 1.0.2 the locks that it leaves to its caller: CRYPTO_set_locking_callback(3). Later generations have
// their own, and nothing is done.
void install_locks(const MeasuredSymbols& measured);

// failed_preparation is why nothing is measured: `call` failed, and the library's words.
inline Preparation failed_preparation(const Toolkit& toolkit, const char* call) {
  return Preparation::none(toolkit.errors.outcome(call).reason);
}

}  // namespace fipsprobe::openssl
