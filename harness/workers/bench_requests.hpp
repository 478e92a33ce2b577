#pragma once

#include "harness/workers/channel.hpp"
#include "harness/workers/job.hpp"
#include "harness/workers/progress_page.hpp"

namespace fipsprobe {

// run_benchmark does what the supervisor asks for, one request after another, until it asks for the end or is gone. While it
// waits, this process uses no processor. docs/architecture.md lists the requests.
void run_benchmark(Module& module, const Job& job, Channel& channel, ProgressPage& page);

}  // namespace fipsprobe
