#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "harness/host/library_search.hpp"
#include "tests/schema/schema.hpp"
#include "tests/support/program.hpp"
#include "tests/support/running_program.hpp"

// What `fipsprobe processes` sees of real processes.
using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace {

const std::string kHolder = FIPSPROBE_TEST_PROGRAMS "/holds_library";

std::string libcrypto_here() {
  constexpr std::array<std::string_view, 1> soname = {"libcrypto.so.3"};
  const auto found = find_libraries("/", soname);
  if (found.empty()) SKIP("there is no libcrypto.so.3 here");
  return std::filesystem::canonical(found.front().path).string();
}

// copy_of_libcrypto puts a copy in the folder, whose path has no symbolic link.
std::string copy_of_libcrypto(const TemporaryFolder& folder, const std::string& name = "libcrypto.so.3") {
  const std::filesystem::path copy = std::filesystem::canonical(folder.path()) / name;
  std::filesystem::copy_file(libcrypto_here(), copy);
  return copy.string();
}

json inventory_of(const ProgramResult& result) {
  INFO(result.errors);
  REQUIRE(result.exit_code == 0);
  json value = json::parse(result.output);
  CHECK(schema_complaints("processes", value) == std::vector<std::string>{});
  const json& processes = value["processes"];
  CHECK(processes["total"] == processes["seen"].get<int>() + processes["without_memory"].get<int>() +
                                  processes["unreadable"].get<int>() + processes["vanished"].get<int>());
  return processes;
}

json inventory_now(std::vector<std::string> more = {}) {
  std::vector<std::string> words = {"processes", "--format", "json"};
  words.insert(words.end(), more.begin(), more.end());
  return inventory_of(run_fipsprobe(words));
}

bool is_used_by(const json& library, pid_t pid) {
  return std::ranges::any_of(library["some_users"], [&](const json& user) { return user["pid"] == pid; });
}

// row_of finds the row of a file that this process uses; null when there is none.
json row_of(const json& inventory, const std::string& path, pid_t pid) {
  for (const json& library : inventory["libraries"]) {
    if (library["path"] == path && is_used_by(library, pid)) return library;
  }
  return {};
}

}  // namespace

TEST_CASE("a process that uses the host's libcrypto is listed under the host's file") {
  const std::string library = libcrypto_here();
  const RunningProgram program({kHolder, library});
  const json row = row_of(inventory_now(), library, program.pid());
  REQUIRE(row.is_object());
  CHECK(row["place"] == "host");
  CHECK(row["family"] == "openssl");
}

TEST_CASE("a process that brings its own copy of libcrypto is named with it") {
  const TemporaryFolder folder;
  const std::string copy = copy_of_libcrypto(folder, "libcrypto-4f1b3f2a.so.3");
  const RunningProgram program({kHolder, copy});
  const json row = row_of(inventory_now(), copy, program.pid());
  REQUIRE(row.is_object());
  CHECK(row["place"] == "other");
  CHECK(row["processes"] == 1);
  CHECK(row["some_users"][0]["name"] == "holds_library");
  const ProgramResult text = run_fipsprobe({"processes"});
  CHECK_THAT(text.output, ContainsSubstring("its own"));
  CHECK_THAT(text.output, ContainsSubstring(copy));
  CHECK_THAT(text.output, ContainsSubstring("holds_library (" + std::to_string(program.pid()) + ")"));
}

TEST_CASE("a process that still uses a library which an update has replaced is told from one that uses the new file") {
  const TemporaryFolder folder;
  const std::string library = copy_of_libcrypto(folder);
  const RunningProgram before({kHolder, library});
  const std::string update = copy_of_libcrypto(folder, "new");
  std::filesystem::rename(update, library);
  const RunningProgram after({kHolder, library});
  const json inventory = inventory_now();
  const json old_row = row_of(inventory, library, before.pid());
  const json new_row = row_of(inventory, library, after.pid());
  REQUIRE(old_row.is_object());
  REQUIRE(new_row.is_object());
  CHECK(old_row["place"] == "deleted");
  CHECK(new_row["place"] == "other");
  CHECK(old_row["inode"] != new_row["inode"]);
}

TEST_CASE("a program with OpenSSL linked in is found by its version string, and only when that is asked for") {
  const std::string file = FIPSPROBE_TEST_PROGRAMS "/linked_crypto";
  if (!std::filesystem::exists(file)) SKIP("libcrypto.a (libssl-dev) was not there when the tests were built");
  const RunningProgram program({file});
  const std::string path = std::filesystem::canonical(file).string();
  const json inventory = inventory_now({"--scan-static"});
  const json row = row_of(inventory, path, program.pid());
  REQUIRE(row.is_object());
  CHECK(row["family"] == "openssl");
  CHECK(row["linked_in"] == program.first_line());
  CHECK(inventory["static_scan"]["scanned"].get<int>() > 1);
  CHECK(row_of(inventory_now(), path, program.pid()).is_null());
}

TEST_CASE("a deleted program with OpenSSL linked in is still searched") {
  const std::string file = FIPSPROBE_TEST_PROGRAMS "/linked_crypto";
  if (!std::filesystem::exists(file)) SKIP("libcrypto.a (libssl-dev) was not there when the tests were built");
  const TemporaryFolder folder;
  const std::filesystem::path copy = std::filesystem::canonical(folder.path()) / "agent";
  std::filesystem::copy_file(file, copy);
  const RunningProgram program({copy.string()});
  std::filesystem::remove(copy);
  const std::filesystem::path maps = "/proc/" + std::to_string(program.pid()) + "/map_files";
  std::error_code error;
  if (std::filesystem::directory_iterator(maps, error) == std::filesystem::directory_iterator() || error)
    SKIP("/proc/PID/map_files cannot be read here: that takes root");
  const json row = row_of(inventory_now({"--scan-static"}), copy.string(), program.pid());
  REQUIRE(row.is_object());
  CHECK(row["place"] == "deleted");
  CHECK(row["linked_in"] == program.first_line());
}

TEST_CASE("a library in the file system of another mount namespace is not taken for one of the host") {
  if (run_program({"unshare", "--mount", "true"}).exit_code != 0) SKIP("a mount namespace cannot be had here: that takes root");
  const TemporaryFolder folder;
  const std::filesystem::path at = std::filesystem::canonical(folder.path()) / "root";
  std::filesystem::create_directories(at);
  const std::string library = (at / "libcrypto.so.3").string();
  const RunningProgram program({"unshare", "--mount", "sh", "-c",
                                R"(mount -t tmpfs tmpfs "$1" && cp "$2" "$1/libcrypto.so.3" && exec "$3" "$1/libcrypto.so.3")",
                                "sh", at.string(), libcrypto_here(), kHolder});
  const json row = row_of(inventory_now(), library, program.pid());
  REQUIRE(row.is_object());
  CHECK(row["place"] == "other_root");
}

TEST_CASE("a service with a mount namespace of its own that sees the host's files uses the host's library") {
  if (run_program({"unshare", "--mount", "true"}).exit_code != 0) SKIP("a mount namespace cannot be had here: that takes root");
  const std::string library = libcrypto_here();
  const RunningProgram program({"unshare", "--mount", kHolder, library});
  const json row = row_of(inventory_now(), library, program.pid());
  REQUIRE(row.is_object());
  CHECK(row["place"] == "host");
}

TEST_CASE("without rights over other users' processes they are counted and named, and nothing is dropped") {
  const std::vector<std::string> nobody = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
  const auto as_nobody = [&](const std::vector<std::string>& words) {
    std::vector<std::string> all = nobody;
    all.insert(all.end(), words.begin(), words.end());
    return run_program(all);
  };
  if (as_nobody({FIPSPROBE_BINARY, "--version"}).exit_code != 0)
    SKIP("the program cannot be run as another user here: that takes root");
  const RunningProgram program({kHolder, libcrypto_here()});
  const json inventory = inventory_of(as_nobody({FIPSPROBE_BINARY, "processes", "--format", "json"}));
  CHECK(inventory["unreadable"].get<int>() > 0);
  CHECK(inventory["seen"].get<int>() > 0);
  CHECK_FALSE(inventory["some_unreadable"].empty());
  CHECK_FALSE(inventory["some_unreadable"][0]["name"].get<std::string>().empty());
  CHECK(row_of(inventory, libcrypto_here(), program.pid()).is_null());
  CHECK_THAT(as_nobody({FIPSPROBE_BINARY, "processes"}).output, ContainsSubstring("not readable: Permission denied"));
}

TEST_CASE("an audit names the processes that bring their own crypto, and evidence with them can be assessed again") {
  const TemporaryFolder folder;
  const std::string copy = copy_of_libcrypto(folder);
  const RunningProgram program({kHolder, copy});
  const std::string report = (folder.path() / "report").string();
  const ProgramResult audit = run_fipsprobe({"audit", "--modules", "kernel", "--profile", "quick", "-o", report});
  INFO(audit.errors);
  const auto own_crypto = [](const json& assessment) {
    for (const json& finding : assessment["findings"]) {
      if (finding["id"] == "host.processes-own-crypto") return finding;
    }
    return json();
  };
  const json finding = own_crypto(json::parse(content_of(report + "/assessment.json")));
  CHECK(finding["status"] == "fail");
  CHECK(finding["required"] == false);
  CHECK_THAT(finding["detail"].get<std::string>(), ContainsSubstring(copy + ": a copy of its own"));
  CHECK(own_crypto(json::parse(run_fipsprobe({"assess", report + "/evidence.json", "--format", "json"}).output)) == finding);
}
