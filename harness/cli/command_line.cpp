#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "harness/cli/command.hpp"
#include "harness/cli/version.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

constexpr const char* kAbout =
    "Is FIPS mode on this host real, do the crypto modules really work and really refuse, what certificate covers them on a\n"
    "given date? fipsprobe loads each crypto module (OpenSSL, libgcrypt, NSS, GnuTLS, the kernel) and answers with evidence.";

constexpr const char* kFooter =
    "Exit codes:\n"
    "  0   every required finding passes\n"
    "  1   the program could not do its work\n"
    "  2   at least one required finding fails\n"
    "  3   none fails, but at least one required finding is unknown\n"
    "  64  wrong usage\n"
    "\nExample:\n"
    "  fipsprobe audit -o report      audit this host and write report/report.html and its evidence\n"
    "  fipsprobe COMMAND --help       the options of a command, with an example";

int report_trouble(const std::string& text, int code) {
  fmt::print(stderr, "fipsprobe: {}\n", text);
  return code;
}

int report_usage(const std::string& text) {
  fmt::print(stderr, "fipsprobe: {}\nRun \"fipsprobe --help\" for the commands and their options.\n", text);
  return kExitUsage;
}

int parse_and_run(Program& program, int argc, char** argv) {
  try {
    program.app.parse(argc, argv);
    return program.run ? program.run() : kExitPass;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return program.app.exit(error);
    return report_usage(error.what());
  } catch (const UsageError& error) {
    return report_usage(error.what());
  } catch (const std::bad_alloc&) {
    return report_trouble("out of memory", kExitTrouble);
  } catch (const std::exception& error) {
    return report_trouble(error.what(), kExitTrouble);
  }
}

}  // namespace

CLI::App* Program::add(const std::string& name, const std::string& what, const std::string& example,
                       std::function<int()> body) {
  return add_below(app, name, what, example, std::move(body));
}

CLI::App* Program::add_below(CLI::App& parent, const std::string& name, const std::string& what, const std::string& example,
                             std::function<int()> body) {
  CLI::App* const command = parent.add_subcommand(name, what);
  command->footer("Example:\n  " + example);
  command->callback([this, body = std::move(body)] { run = body; });
  return command;
}

int run_command_line(int argc, char** argv) {
  Program program;
  program.app.name("fipsprobe");
  program.app.description(kAbout);
  program.app.footer(kFooter);
  program.app.set_version_flag("--version", std::string("fipsprobe ") + kVersion);
  program.app.require_subcommand(1);
  add_audit_command(program);
  add_status_command(program);
  add_verify_command(program);
  add_preflight_command(program);
  add_processes_command(program);
  add_selftest_command(program);
  add_kat_command(program);
  add_bench_command(program);
  add_certificates_command(program);
  add_assess_command(program);
  add_report_command(program);
  add_diff_command(program);
  add_compare_command(program);
  add_worker_command(program);
  return parse_and_run(program, argc, argv);
}

}  // namespace fipsprobe
