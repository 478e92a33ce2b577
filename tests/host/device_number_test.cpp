#include "harness/host/device_number.hpp"

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "harness/host/host_facts.hpp"
#include "tests/host/fake_root.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::StartsWith;

namespace {

// make_device makes a block device of that number, which needs no driver; skips the test where that takes more rights.
void make_device(const FakeRoot& root, std::string_view path, unsigned major_number, unsigned minor_number) {
  std::filesystem::create_directories(root.at(path).parent_path());
  if (::mknod(root.at(path).c_str(), S_IFBLK | 0600, makedev(major_number, minor_number)) != 0)
    SKIP("a device cannot be made here: that takes root");
}

std::string device_of(const FakeRoot& root, const std::string& value) {
  const Fact fact = boot_argument_device(root.path(), value);
  return fact.value.value_or("unknown: " + fact.why_unknown);
}

}  // namespace

TEST_CASE("boot= is resolved to a device as dracut does it") {
  const FakeRoot root;
  make_device(root, "/dev/nvme0n1p1", 259, 7);
  root.link("/dev/disk/by-uuid/12-AB", "../../nvme0n1p1");
  root.link("/dev/disk/by-label/my\\x20\\x2fboot", "../../nvme0n1p1");
  root.link("/dev/disk/by-partuuid/77", "../../nvme0n1p1");
  root.link("/dev/disk/by-partlabel/boot", "../../nvme0n1p1");
  for (const std::string value : {"UUID=12-AB", "LABEL=my /boot", "PARTUUID=77", "PARTLABEL=boot", "/dev/nvme0n1p1"}) {
    INFO(value);
    CHECK(device_of(root, value) == "259:7");
  }
  CHECK(device_of(root, "UUID=34") == "none: /dev/disk/by-uuid/34 is no block device");
  CHECK(device_of(root, "absent") == "absent");
}

TEST_CASE("a value of boot= that dracut would not take names no device") {
  const FakeRoot root;
  root.write("/dev/file", "");
  for (const std::string value : {"12-AB", "", "nvme0n1p1", "ID=3", "/boot"})
    CHECK_THAT(device_of(root, value), StartsWith("none: "));
  CHECK(device_of(root, "/dev/file") == "none: /dev/file is no block device");
  root.write("/dev/disk/by-uuid/x", "");
  CHECK(device_of(root, "UUID=../../file") == "none: /dev/disk/by-uuid/..\\x2f..\\x2ffile is no block device");
}

TEST_CASE("without /dev/disk what boot= names is unknown") {
  const FakeRoot root;
  CHECK(device_of(root, "UUID=12-AB") == "unknown: there is no /dev/disk/by-uuid to look it up in");
}

TEST_CASE("the device of /boot is its file system's, or the one that was mounted where that has no number of its own") {
  const FakeRoot root;
  CHECK(file_system_device(root.path(), "/boot").why_unknown == "No such file or directory");
  std::filesystem::create_directories(root.at("/boot"));
  struct stat status {};
  REQUIRE(::stat(root.at("/boot").c_str(), &status) == 0);
  if (major(status.st_dev) != 0) CHECK(file_system_device(root.path(), "/boot").value == device_text(status.st_dev));
  const std::filesystem::path memory = "/dev/shm";
  if (::stat(memory.c_str(), &status) != 0 || major(status.st_dev) != 0) SKIP("no tmpfs to try it on");
  CHECK(file_system_device("/", "/dev/shm").value == device_text(status.st_dev));
}

TEST_CASE("the facts say which device boot= names, and which one holds /boot") {
  const FakeRoot root;
  CHECK(collect_host_facts(root.path()).at("boot.device").value == "absent");
  make_device(root, "/dev/xvda1", 202, 1);
  root.write("/proc/cmdline", "fips=1 boot=/dev/xvda1\n");
  CHECK(collect_host_facts(root.path()).at("boot.argument_device").value == "202:1");
  root.write("/proc/cmdline", "fips=1\n");
  CHECK(collect_host_facts(root.path()).at("boot.argument_device").value == "absent");
}
