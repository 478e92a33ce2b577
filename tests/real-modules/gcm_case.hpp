#pragma once

#include <string>

#include "harness/model/operation.hpp"

namespace fipsprobe::test {

// The Galois/Counter Mode of Operation (McGrew, Viega), test case 4.
inline AeadOperation gcm_case_4() {
  AeadOperation operation;
  operation.mode = AeadMode::gcm;
  operation.cipher = Cipher::aes;
  operation.direction = Direction::decrypt;
  operation.key = *from_hex("feffe9928665731c6d6a8f9467308308");
  operation.nonce = *from_hex("cafebabefacedbaddecaf888");
  operation.aad = *from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  operation.input = *from_hex(
      "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58"
      "e091");
  operation.tag = *from_hex("5bc94fbc3221a5db94fae95ae7121a47");
  operation.tag_length = 16;
  return operation;
}

inline const std::string kGcmPlaintext =
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";

}  // namespace fipsprobe::test
