#include "probes/nss/services.hpp"

namespace fipsprobe::nss {

Outcome with_indicator(const Token& token, Outcome outcome) {
  if (token.approved() == false) outcome.reason = "service indicator: CKS_NSS_FIPS_NOT_OK, done but not approved";
  return outcome;
}

Outcome no_curve(const Reply& reply, Curve curve) {
  return Outcome::unsupported(text_of(reply) + ": this library has no curve " + std::string(name_of(curve)));
}

Outcome no_mechanism(const std::string& what) { return Outcome::unsupported("PKCS #11 has no mechanism for " + what); }

}  // namespace fipsprobe::nss
