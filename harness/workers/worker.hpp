#pragma once

namespace fipsprobe {

// File descriptors that a worker is started with: its end of the channel, and the page shared with the supervisor.
inline constexpr int kChannelDescriptor = 3;
inline constexpr int kPageDescriptor = 4;

// run_worker is the whole life of a worker process: receive a job, load the module, do the task, and end the process without
// running the module's destructors, which several modules do not survive. docs/architecture.md lists the messages.
[[noreturn]] void run_worker();

}  // namespace fipsprobe
