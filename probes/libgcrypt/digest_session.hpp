#pragma once

#include "probes/libgcrypt/library.hpp"

namespace fipsprobe::libgcrypt {

// DigestSession keeps the handle of the last hash function, with its HMAC key: opening one costs more than hashing a block.
class DigestSession {
 public:
  DigestSession(const Library& library, unsigned flags) : library_(library), flags_(flags) {}
  ~DigestSession() { close(); }
  DigestSession(const DigestSession&) = delete;
  DigestSession& operator=(const DigestSession&) = delete;

  // prepare makes handle() ready for a new message. Returns gcry_md_open's error; then there is no handle.
  GcryError prepare(int algorithm) {
    if (handle_ != nullptr && algorithm == algorithm_) {
      library_.md_reset(handle_);
      return 0;
    }
    close();
    algorithm_ = algorithm;
    return library_.md_open(&handle_, algorithm, flags_);
  }

  DigestHandle handle() const { return handle_; }

 private:
  void close() {
    if (handle_ != nullptr) library_.md_close(handle_);
    handle_ = nullptr;
  }

  const Library& library_;
  unsigned flags_;
  DigestHandle handle_ = nullptr;
  int algorithm_ = 0;
};

}  // namespace fipsprobe::libgcrypt
