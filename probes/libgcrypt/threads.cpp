#include "probes/libgcrypt/threads.hpp"

#include <array>
#include <mutex>

namespace fipsprobe::libgcrypt {
namespace {

// ThreadCalls is struct gcry_thread_cbs of gcrypt.h: what stands behind the mutexes is for GNU Pth only.
struct ThreadCalls {
  unsigned option;
  int (*init)();
  int (*mutex_init)(void**);
  int (*mutex_destroy)(void**);
  int (*mutex_lock)(void**);
  int (*mutex_unlock)(void**);
  std::array<void*, 8> pth;
};

constexpr unsigned kPosixThreads = 3 | (1U << 8U);  // GCRY_THREAD_OPTION_PTHREAD, version 1

std::mutex& mutex_at(void** place) { return *static_cast<std::mutex*>(*place); }

extern "C" int make_mutex(void** place) {
  *place = new std::mutex;  // NOLINT(cppcoreguidelines-owning-memory): the library owns it until free_mutex
  return 0;
}
extern "C" int free_mutex(void** place) {
  delete static_cast<std::mutex*>(*place);  // NOLINT(cppcoreguidelines-owning-memory)
  return 0;
}
extern "C" int lock_mutex(void** place) {
  mutex_at(place).lock();
  return 0;
}
extern "C" int unlock_mutex(void** place) {
  mutex_at(place).unlock();
  return 0;
}

ThreadCalls calls = {kPosixThreads, nullptr, make_mutex, free_mutex, lock_mutex, unlock_mutex, {}};

}  // namespace

void expect_threads(const Library& library) {
  if (library.is_before_1_6()) library.control(kSetThreadCalls, &calls);
}

}  // namespace fipsprobe::libgcrypt
