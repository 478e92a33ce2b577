#include "probes/openssl/params.hpp"

#include <algorithm>
#include <bit>

#include "probes/openssl/asn1.hpp"

namespace fipsprobe::openssl {

Params& Params::text(const char* key, std::string value) {
  std::string& kept = texts_.emplace_back(std::move(value));
  params_.push_back({key, kParamUtf8String, kept.data(), kept.size()});
  return *this;
}

// A null pointer would mean "no value": an empty one needs an address.
Params& Params::octets(const char* key, ByteView value) {
  Bytes& kept = bytes_.emplace_back(value.begin(), value.end());
  kept.push_back(0);
  params_.push_back({key, kParamOctets, kept.data(), kept.size() - 1});
  return *this;
}

Params& Params::number(const char* key, unsigned value) {
  unsigned& kept = numbers_.emplace_back(value);
  params_.push_back({key, kParamUnsigned, &kept, sizeof(kept)});
  return *this;
}

Params& Params::integer(const char* key, int value) {
  int& kept = integers_.emplace_back(value);
  params_.push_back({key, kParamInteger, &kept, sizeof(kept)});
  return *this;
}

// OSSL_PARAM(3): integers are in the machine's own order of bytes.
Params& Params::big(const char* key, ByteView value) {
  Bytes& kept = bytes_.emplace_back(without_leading_zeros(value));
  if (kept.empty()) return *this;
  if constexpr (std::endian::native == std::endian::little) std::reverse(kept.begin(), kept.end());
  params_.push_back({key, kParamUnsigned, kept.data(), kept.size()});
  return *this;
}

Param* Params::list() {
  if (params_.empty() || params_.back().key != nullptr) params_.push_back({});
  return params_.data();
}

}  // namespace fipsprobe::openssl
