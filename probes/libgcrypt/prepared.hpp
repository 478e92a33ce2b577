#pragma once

#include "harness/model/operation.hpp"
#include "probes/libgcrypt/library.hpp"
#include "probes/prepared.hpp"

// Operations that are set up for being measured: probes/prepared.hpp says what one call is.
namespace fipsprobe::libgcrypt {

Preparation prepare(const Library& library, const Operation& operation);

Preparation prepare_digest(const Library& library, const DigestOperation& operation);
Preparation prepare_mac(const Library& library, const MacOperation& operation);
Preparation prepare_cipher(const Library& library, const CipherOperation& operation);
Preparation prepare_aead(const Library& library, const AeadOperation& operation);
Preparation prepare_signature(const Library& library, const SignOperation& operation);
Preparation prepare_verification(const Library& library, const VerifyOperation& operation);
Preparation prepare_decryption(const Library& library, const RsaDecryptOperation& operation);
Preparation prepare_agreement(const Library& library, const EcdhOperation& operation);
Preparation prepare_generation(const Library& library, const KeyGenerationOperation& operation);

}  // namespace fipsprobe::libgcrypt
