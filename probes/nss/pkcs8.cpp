#include "probes/nss/pkcs8.hpp"

#include "probes/nss/curves.hpp"
#include "probes/nss/der.hpp"

namespace fipsprobe::nss {
namespace {

const Bytes kNull = {0x05, 0x00};
const Bytes kRsaEncryption = {0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01};  // 1.2.840.113549.1.1.1
const Bytes kDsaAlgorithm = {0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x38, 0x04, 0x01};               // 1.2.840.10040.4.1
const Bytes kEcPublicKey = {0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01};                // 1.2.840.10045.2.1

Bytes key_info(const Bytes& algorithm, const Bytes& parameters, const Bytes& key) {
  return der::sequence({der::integer({}), der::sequence({algorithm, parameters}), der::tagged(der::kOctetString, key)});
}

// scalar returns d as long as the order of the base point: RFC 5915 §3.
Bytes scalar(const EcPrivateKey& key) {
  ByteView number = key.d;
  while (!number.empty() && number.front() == 0) number = number.subspan(1);
  return left_padded(number, order_size(key.curve));
}

struct Encode {
  Bytes operator()(const RsaPrivateKey& key) const {
    return key_info(
        kRsaEncryption, kNull,
        der::sequence({der::integer({}), der::integer(key.n), der::integer(key.e), der::integer(key.d), der::integer(key.p),
                       der::integer(key.q), der::integer(key.dp), der::integer(key.dq), der::integer(key.qinv)}));
  }
  // RFC 5280's Dss-Parms and the integer x (RFC 3279 §2.3.2, PKCS #11 Mech §2.2.3).
  Bytes operator()(const DsaPrivateKey& key) const {
    return key_info(kDsaAlgorithm, der::sequence({der::integer(key.p), der::integer(key.q), der::integer(key.g)}),
                    der::integer(key.x));
  }
  // RFC 5915 §3, without the optional public key.
  Bytes operator()(const EcPrivateKey& key) const {
    const Bytes version = der::integer(Bytes{1});
    return key_info(kEcPublicKey, ec_parameters(key.curve),
                    der::sequence({version, der::tagged(der::kOctetString, scalar(key))}));
  }
};

}  // namespace

Bytes pkcs8(const PrivateKey& key) { return std::visit(Encode{}, key); }

}  // namespace fipsprobe::nss
