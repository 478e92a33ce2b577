#include <array>
#include <mutex>

#include "probes/openssl/finder.hpp"
#include "probes/openssl/prepared.hpp"

namespace fipsprobe::openssl {
namespace {

// 1.0.2 has 41 locks.
std::array<std::mutex, 256> locks;
constexpr int kLock = 1;  // CRYPTO_LOCK, of crypto.h

extern "C" void lock_or_unlock(int mode, int lock, const char*, int) {
  std::mutex& mutex = locks.at(static_cast<std::size_t>(lock));
  if ((mode & kLock) != 0) {
    mutex.lock();
  } else {
    mutex.unlock();
  }
}

}  // namespace

MeasuredSymbols find_measured_symbols(SharedLibrary& library) {
  Finder find(library);
  return {find.if_there("EVP_PKEY_sign_init"), find.if_there("EVP_PKEY_sign"),    find.if_there("EVP_PKEY_verify_init"),
          find.if_there("EVP_PKEY_verify"),    find.if_there("RAND_bytes"),       find.if_there("RAND_bytes_ex"),
          find.if_there("HMAC_CTX_new"),       find.if_there("HMAC_CTX_free"),    find.if_there("HMAC_CTX_init"),
          find.if_there("HMAC_CTX_cleanup"),   find.if_there("HMAC_Init_ex"),     find.if_there("HMAC_Update"),
          find.if_there("HMAC_Final"),         find.if_there("CRYPTO_num_locks"), find.if_there("CRYPTO_set_locking_callback")};
}

void install_locks(const MeasuredSymbols& measured) {
  if (measured.lock_count == nullptr || measured.set_locking == nullptr) return;
  if (static_cast<std::size_t>(measured.lock_count()) <= locks.size()) measured.set_locking(lock_or_unlock);
}

}  // namespace fipsprobe::openssl
