#include "probes/openssl/private_keys.hpp"

#include "probes/openssl/der.hpp"
#include "probes/openssl/rsa_parts.hpp"

namespace fipsprobe::openssl {
namespace {

bool same(const RsaPrivateKey& a, const RsaPrivateKey& b) {
  return a.n == b.n && a.e == b.e && a.d == b.d && a.p == b.p && a.q == b.q && a.dp == b.dp && a.dq == b.dq && a.qinv == b.qinv;
}

}  // namespace

PrivateKeys::Found PrivateKeys::find(const PrivateKey& key) {
  const auto* rsa = std::get_if<RsaPrivateKey>(&key);
  if (rsa == nullptr) return find_info(private_key_info(key));
  if (last_complete_.n.empty() || !same(*rsa, last_rsa_)) {
    const auto whole = complete(*rsa, arithmetic_);
    if (!whole) return {nullptr, Outcome::failed("the parts of the RSA key do not belong together")};
    last_rsa_ = *rsa;
    last_complete_ = *whole;
  }
  return find_info(private_key_info(last_complete_));
}

PrivateKeys::Found PrivateKeys::find_info(Bytes info) {
  if (last_key_ != nullptr && info == last_info_) return {last_key_.get(), {}};
  last_key_ = toolkit_.backend.private_key(info);
  last_info_ = std::move(info);
  if (last_key_ != nullptr) return {last_key_.get(), {}};
  const ErrorQueue::Report report = toolkit_.errors.take();
  if (report.refusal) return {nullptr, Outcome::refused("d2i_AutoPrivateKey: " + report.text)};
  if (toolkit_.backend.is_valid_private_outside(last_info_))
    return {nullptr, Outcome::failed("d2i_AutoPrivateKey: " + report.text)};
  return {nullptr, Outcome::verified(false)};
}

}  // namespace fipsprobe::openssl
