#pragma once

#include "harness/model/bytes.hpp"
#include "probes/libgcrypt/library.hpp"

namespace fipsprobe::libgcrypt {

// CipherSession keeps the handle of the last cipher and mode, with its key schedule: both cost more than a block.
class CipherSession {
 public:
  struct Failure {
    const char* call = "";
    GcryError error = 0;
  };

  explicit CipherSession(const Library& library) : library_(library) {}
  ~CipherSession() { close(); }
  CipherSession(const CipherSession&) = delete;
  CipherSession& operator=(const CipherSession&) = delete;

  // prepare makes handle() ready for a new message under the key. With `allow_weak` a key that the module calls weak is used
  // all the same where the version can (1.9 and later): NIST's DES known answers are made with such keys. `flags` are those
  // of gcry_cipher_open.
  Failure prepare(int algorithm, int mode, const Bytes& key, bool allow_weak, unsigned flags = 0);

  CipherHandle handle() const { return handle_; }

  // close forgets the handle. Call it after an operation that failed.
  void close();

 private:
  Failure open(int algorithm, int mode, unsigned flags);

  const Library& library_;
  CipherHandle handle_ = nullptr;
  int algorithm_ = 0;
  int mode_ = 0;
  unsigned flags_ = 0;
  Bytes key_;
};

}  // namespace fipsprobe::libgcrypt
