#pragma once

#include <CLI/CLI.hpp>
#include <functional>

// A command of the command line. Each lives in a file of its own, which adds the command, its options and its help to the
// program.
namespace fipsprobe {

// Exit codes of the program; those of a verdict follow OpenSCAP's habit.
inline constexpr int kExitPass = 0;
inline constexpr int kExitTrouble = 1;  // the program could not do its work
inline constexpr int kExitFail = 2;     // at least one required finding fails
inline constexpr int kExitUnknown = 3;  // none fails, but at least one required finding is unknown
inline constexpr int kExitUsage = 64;   // wrong usage (EX_USAGE of sysexits)

// Program is the command line while it is put together: commands add themselves to `app`, and set what `run` does when chosen.
struct Program {
  CLI::App app;
  std::function<int()> run;

  // add makes a command whose callback, run after parsing, returns the exit code. `example` ends its help.
  CLI::App* add(const std::string& name, const std::string& what, const std::string& example, std::function<int()> body);

  // add_below does the same for a command of a command.
  CLI::App* add_below(CLI::App& parent, const std::string& name, const std::string& what, const std::string& example,
                      std::function<int()> body);
};

void add_audit_command(Program& program);
void add_status_command(Program& program);
void add_verify_command(Program& program);
void add_preflight_command(Program& program);
void add_processes_command(Program& program);
void add_selftest_command(Program& program);
void add_kat_command(Program& program);
void add_bench_command(Program& program);
void add_certificates_command(Program& program);
void add_assess_command(Program& program);
void add_report_command(Program& program);
void add_diff_command(Program& program);
void add_compare_command(Program& program);
void add_worker_command(Program& program);

// run_command_line does all that main does: parse, run the command, print trouble as one line on standard error. Returns the
// exit code.
int run_command_line(int argc, char** argv);

}  // namespace fipsprobe
