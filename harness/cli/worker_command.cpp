#include "harness/cli/command.hpp"
#include "harness/workers/worker.hpp"

namespace fipsprobe {

void add_worker_command(Program& program) {
  CLI::App* const command = program.app.add_subcommand("worker", "load one module and do what the supervisor asks");
  command->group("");  // not for people: the supervisor starts it
  command->callback([] { run_worker(); });
}

}  // namespace fipsprobe
