#pragma once

#include "harness/model/algorithm.hpp"
#include "harness/model/bytes.hpp"

namespace fipsprobe::nss {

// ec_parameters returns CKA_EC_PARAMS of a curve: its object identifier in DER (RFC 5480 §2.1.1.1, SEC 2).
Bytes ec_parameters(Curve curve);

// ec_point returns CKA_EC_POINT: the uncompressed point 04 || x || y (SEC 1 §2.3.3) in a DER OCTET STRING.
Bytes ec_point(Curve curve, ByteView x, ByteView y);

}  // namespace fipsprobe::nss
