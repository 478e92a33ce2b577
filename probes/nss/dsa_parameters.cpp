#include "probes/nss/services.hpp"

namespace fipsprobe::nss {
namespace {

struct Parameters {  // PQGParams, blapit.h
  void* arena = nullptr;
  SecItem p, q, g;
};

struct Verify {  // PQGVerify, blapit.h
  void* arena = nullptr;
  unsigned counter = 0;
  SecItem seed;
  SecItem h;  // one byte: the index of a canonical generator
};

}  // namespace

// The hash cannot be chosen: freebl tries each that could have made q of the seed (findQfromSeed in pqg.c).
Outcome NssDsaParameterValidator::perform(const DsaParameterOperation& operation) {
  auto* const verify = freebl_.at<SecStatus(const Parameters*, const Verify*, SecStatus*)>(FreeblFunction::pqg_verify_params);
  if (verify == nullptr) return Outcome::not_available("no PQG_VerifyParams: " + freebl_.text());
  Bytes index;
  if (operation.index) index.push_back(*operation.index);
  Parameters parameters;
  parameters.p = item_of(operation.p);
  parameters.q = item_of(operation.q);
  parameters.g = item_of(operation.g);
  Verify how;
  how.counter = static_cast<unsigned>(operation.counter);
  how.seed = item_of(operation.seed);
  how.h = item_of(index);
  SecStatus valid = kSecSuccess;
  if (verify(&parameters, &how, &valid) != kSecSuccess) return Outcome::failed("PQG_VerifyParams: SECFailure");
  return Outcome::verified(valid == kSecSuccess);
}

}  // namespace fipsprobe::nss
