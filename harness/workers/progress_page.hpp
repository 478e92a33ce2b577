#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "harness/model/outcome.hpp"
#include "harness/workers/file_descriptor.hpp"

namespace fipsprobe {

// Stage is what a worker is doing; when it dies there, this is what it died of.
enum class Stage : std::uint32_t { starting, loading, entering, asking_state, self_testing, between_cases, in_case, finishing };

// kNoItem stands in ProgressPage::item before the first case of a set.
inline constexpr std::uint64_t kNoItem = ~std::uint64_t{0};

// ProgressPage is the page that a worker shares with its supervisor, so that what it was doing and what it had counted outlive
// a crash without a message for every case. The worker alone writes.
struct ProgressPage {
  std::atomic<Stage> stage;
  std::atomic<std::uint32_t> set;   // index of the source in the job
  std::atomic<std::uint64_t> item;  // index of the case in its file, or of the attempt in the refusal matrix
  std::array<std::atomic<std::uint64_t>, kOutcomeKinds> counts;  // of the set so far, by this worker
};

static_assert(std::atomic<std::uint64_t>::is_always_lock_free, "the page is shared between processes");

// SharedPage is a ProgressPage in anonymous memory that a file descriptor hands to a worker.
class SharedPage {
 public:
  // Makes a page of zeros. Throws Error when there is no memory.
  SharedPage();

  // Maps a page that another process made. Throws Error when the descriptor is not one.
  explicit SharedPage(FileDescriptor file);

  SharedPage(const SharedPage&) = delete;
  SharedPage& operator=(const SharedPage&) = delete;
  ~SharedPage();

  ProgressPage& operator*() const { return *page_; }
  ProgressPage* operator->() const { return page_; }
  int descriptor() const { return file_.get(); }

 private:
  FileDescriptor file_;
  ProgressPage* page_ = nullptr;
};

// anonymous_file makes an empty file in memory that no path leads to. Throws Error when it cannot be had.
FileDescriptor anonymous_file(const char* name);

}  // namespace fipsprobe
