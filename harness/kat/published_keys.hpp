#pragma once

#include "harness/model/key.hpp"

// Key pairs that were made for the refusal matrix and are published here: good for nothing else.
namespace fipsprobe {

RsaPrivateKey published_rsa_1024();
RsaPrivateKey published_rsa_2048();
DsaPrivateKey published_dsa_1024();  // q of 160 bits
EcPrivateKey published_p192();

}  // namespace fipsprobe
