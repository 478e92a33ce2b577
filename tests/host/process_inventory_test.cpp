#include "harness/host/process_inventory.hpp"

#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/host/fake_root.hpp"
#include "tests/support/program.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

TEST_CASE("every process that /proc lists is accounted for, and rows count its users") {
  const TemporaryFolder root;
  const std::string library = "7f10-7f20 r-xp 00000000 fd:01 42  /usr/lib64/libcrypto.so.10\n";
  const std::string own = "7f10-7f20 r-xp 00000000 fd:01 43  /opt/app/libcrypto.so.1.1\n";
  root.write("usr/lib64/libcrypto.so.10", "");
  root.write("opt/app/libcrypto.so.1.1", "");
  root.write("proc/1/maps", library);
  root.write("proc/1/comm", "systemd\n");
  root.write("proc/2/maps", "");
  root.write("proc/10/maps", library + own);
  root.write("proc/10/comm", "app\n");
  std::filesystem::create_directories(root.path() / "proc/11");       // ended: its maps are gone
  std::filesystem::create_directories(root.path() / "proc/12/maps");  // cannot be read
  root.write("proc/self/maps", own);
  const ProcessInventory inventory = read_processes(root.path(), CodeSearch::by_name);
  CHECK(inventory.total == 5);
  CHECK(inventory.seen == 2);
  CHECK(inventory.without_memory == 1);
  CHECK(inventory.vanished == 1);
  CHECK(inventory.unreadable == 1);
  CHECK(inventory.unreadable_because.size() == 1);
  REQUIRE(inventory.some_unreadable.size() == 1);
  CHECK(inventory.some_unreadable[0].pid == 12);
  CHECK_FALSE(inventory.static_scan);
  REQUIRE(inventory.libraries.size() == 2);
  CHECK(inventory.libraries[0].path == "/opt/app/libcrypto.so.1.1");
  CHECK(inventory.libraries[0].place == ProcessLibrary::Place::other);
  CHECK(inventory.libraries[0].processes == 1);
  CHECK(inventory.libraries[0].some_users[0].name == "app");
  CHECK(inventory.libraries[1].path == "/usr/lib64/libcrypto.so.10");
  CHECK(inventory.libraries[1].place == ProcessLibrary::Place::host);
  CHECK(inventory.libraries[1].device == "253:1");
  CHECK(inventory.libraries[1].processes == 2);
}

TEST_CASE("of many users ten are named and all are counted") {
  const TemporaryFolder root;
  for (int pid = 1; pid <= 25; ++pid) {
    root.write("proc/" + std::to_string(pid) + "/maps", "1-2 r-xp 0 08:01 5 /opt/libgcrypt.so.20 (deleted)\n");
    root.write("proc/" + std::to_string(pid) + "/comm", "p\n");
  }
  const ProcessInventory inventory = read_processes(root.path(), CodeSearch::by_name);
  REQUIRE(inventory.libraries.size() == 1);
  CHECK(inventory.libraries[0].place == ProcessLibrary::Place::deleted);
  CHECK(inventory.libraries[0].processes == 25);
  CHECK(inventory.libraries[0].some_users.size() == 10);
  CHECK(inventory.libraries[0].some_users[9].pid == 10);
}

TEST_CASE("a file that several processes have mapped is searched once, and what is not searched is counted") {
  const TemporaryFolder root;
  const std::string lines =
      "1-2 r-xp 0 08:01 5 /opt/app\n3-4 r-xp 0 08:01 6 /opt/gone\n5-6 r-xp 0 08:01 7 /usr/lib64/libgnutls.so.28\n"
      "7-8 r--p 0 08:01 8 /opt/data\n";
  root.write("opt/app", "OpenSSL 1.1.1k  FIPS 25 Mar 2021 crypto/evp/evp_enc.c");
  root.write("proc/1/maps", lines);
  root.write("proc/2/maps", lines);
  const ProcessInventory inventory = read_processes(root.path(), CodeSearch::linked_too);
  REQUIRE(inventory.static_scan);
  CHECK(inventory.static_scan->scanned == 1);
  CHECK(inventory.static_scan->not_scanned ==
        std::map<std::string, std::uint64_t>{{"No such file or directory", 1}, {"a crypto library by its name", 1}});
  REQUIRE(inventory.libraries.size() == 2);
  CHECK(inventory.libraries[0].linked_in == "OpenSSL 1.1.1k  FIPS 25 Mar 2021");
  CHECK(inventory.libraries[0].family == "openssl");
  CHECK(inventory.libraries[0].processes == 2);
}

TEST_CASE("on this machine the parts add up, and this process is among those seen") {
  const ProcessInventory inventory = read_processes("/", CodeSearch::by_name);
  CHECK(inventory.total == inventory.seen + inventory.without_memory + inventory.unreadable + inventory.vanished);
  CHECK(inventory.seen > 0);
}
