#pragma once

#include <spawn.h>

namespace fipsprobe {

// SpawnActions says which descriptors a process that posix_spawn starts shall have.
class SpawnActions {
 public:
  SpawnActions() { ::posix_spawn_file_actions_init(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  ~SpawnActions() { ::posix_spawn_file_actions_destroy(&actions_); }

  // give makes this process's `descriptor` the new one's `as`; give_nothing opens /dev/null there, with flags of open(2).
  void give(int descriptor, int as) { ::posix_spawn_file_actions_adddup2(&actions_, descriptor, as); }
  void give_nothing(int as, int flags) { ::posix_spawn_file_actions_addopen(&actions_, as, "/dev/null", flags, 0); }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

}  // namespace fipsprobe
