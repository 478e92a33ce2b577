#include "tests/support/fake_host.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "harness/model/json_place.hpp"

namespace fipsprobe::test {
namespace {

// Arguments: the flag's content, "yes" for /etc/system-fips, the command line, more commands, then the program. The tmpfs on
// /mnt holds the copy of /etc.
constexpr const char* kScript = R"(
set -e
flag=$1 system_fips=$2 command_line=$3 setup=$4
shift 4
mount -t tmpfs tmpfs /mnt
cp -a /etc /mnt/etc
rm -f /mnt/etc/system-fips
if [ "$system_fips" = yes ]; then : >/mnt/etc/system-fips; fi
mount --bind /mnt/etc /etc
mount -t tmpfs tmpfs /proc/sys
mkdir -p /proc/sys/crypto
printf '%s\n' "$flag" >/proc/sys/crypto/fips_enabled
printf '%s\n' "$command_line" >/mnt/cmdline
mount --bind /mnt/cmdline /proc/cmdline
eval "$setup"
exec "$@"
)";

bool has_mount_namespaces() { return run_program({"unshare", "--mount", "true"}).exit_code == 0; }

}  // namespace

ProgramResult run_on(const FakeHost& host, const std::vector<std::string>& arguments) {
  if (!has_mount_namespaces()) SKIP("a mount namespace cannot be had here: that takes root");
  std::vector<std::string> words = {"unshare",
                                    "--mount",
                                    "sh",
                                    "-c",
                                    kScript,
                                    "sh",
                                    host.fips_enabled,
                                    host.system_fips ? "yes" : "no",
                                    host.command_line.empty() ? "ro fips=" + host.fips_enabled : host.command_line,
                                    host.setup,
                                    FIPSPROBE_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_program(words);
}

Evidence evidence_on(const FakeHost& host, std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--format", "json"});
  const ProgramResult result = run_on(host, arguments);
  INFO("exit code " << result.exit_code << ": " << result.errors);
  REQUIRE_FALSE(result.output.empty());
  return evidence_from_json(parse_json(result.output, "output"), "output");
}

}  // namespace fipsprobe::test
