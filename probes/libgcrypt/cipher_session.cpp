#include "probes/libgcrypt/cipher_session.hpp"

namespace fipsprobe::libgcrypt {

CipherSession::Failure CipherSession::prepare(int algorithm, int mode, const Bytes& key, bool allow_weak, unsigned flags) {
  const bool same = handle_ != nullptr && algorithm == algorithm_ && mode == mode_ && flags == flags_;
  if (same && key == key_) {
    return {"gcry_cipher_ctl(GCRYCTL_RESET)", library_.cipher_ctl(handle_, kReset, nullptr, 0)};
  }
  if (!same) {
    if (const Failure failure = open(algorithm, mode, flags); failure.error != 0) return failure;
  } else if (const GcryError error = library_.cipher_ctl(handle_, kReset, nullptr, 0); error != 0) {
    return {"gcry_cipher_ctl(GCRYCTL_RESET)", error};
  }
  const bool weak_is_used = allow_weak && library_.cipher_ctl(handle_, kAllowWeakKey, nullptr, 1) == 0;
  const GcryError error = library_.cipher_setkey(handle_, key.data(), key.size());
  if (error != 0 && !(weak_is_used && code_of(error) == Code::weak_key)) return {"gcry_cipher_setkey", error};
  key_ = key;
  return {};
}

CipherSession::Failure CipherSession::open(int algorithm, int mode, unsigned flags) {
  close();
  const GcryError error = library_.cipher_open(&handle_, algorithm, mode, flags);
  if (error != 0) {
    handle_ = nullptr;
    return {"gcry_cipher_open", error};
  }
  algorithm_ = algorithm;
  mode_ = mode;
  flags_ = flags;
  return {};
}

void CipherSession::close() {
  if (handle_ != nullptr) library_.cipher_close(handle_);
  handle_ = nullptr;
}

}  // namespace fipsprobe::libgcrypt
