#include "harness/host/activity.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "harness/host/emulation.hpp"
#include "harness/host/host_facts.hpp"
#include "harness/host/library_file.hpp"
#include "tests/host/fake_root.hpp"

using namespace fipsprobe;
using Catch::Matchers::ContainsSubstring;
using fipsprobe::test::FakeRoot;

namespace {

std::string read_fact(const FakeRoot& root, const std::string& name) {
  const Fact found = collect_host_facts(root.path()).at(name);
  return found.value.value_or("unknown: " + found.why_unknown);
}

}  // namespace

TEST_CASE("a processor's time is read from its own row of /proc/stat") {
  const FakeRoot root;
  root.write("/proc/stat", "cpu  1 1 1 1 1 1 1 1 1 1\ncpu1 100 20 30 4000 50 6 7 80 9 9\ncpu10 1 2 3 4 5 6 7 8 9 9\nintr 5\n");
  const auto one = processor_time(root.path(), 1);
  REQUIRE(one.has_value());
  CHECK(one->total == 4293);
  CHECK(one->busy == 163);
  CHECK(one->stolen == 80);
  CHECK(processor_time(root.path(), 10)->busy == 19);
  CHECK_FALSE(processor_time(root.path(), 2).has_value());
}

TEST_CASE("a row of /proc/stat that is broken is none") {
  for (const char* const text : {"cpu0 1 2 3\n", "cpu0 1 2 x 4 5 6 7 8\n", "cpu0 -1 2 3 4 5 6 7 8\n", ""}) {
    INFO(text);
    const FakeRoot root;
    root.write("/proc/stat", text);
    CHECK_FALSE(processor_time(root.path(), 0).has_value());
  }
}

TEST_CASE("this host's processors have a time, and the kernel a load") {
  CHECK(processor_time("/", 0).has_value());
  CHECK(ticks_per_second() > 0);
  CHECK(load_average("/").value.has_value());
}

TEST_CASE("the frequency is cpufreq's, else that of /proc/cpuinfo, else unknown with the reason") {
  const FakeRoot root;
  CHECK_FALSE(frequency_mhz(root.path(), 0).value.has_value());
  root.write("/proc/cpuinfo", "processor : 0\ncpu MHz : 2100.5\n\nprocessor : 1\ncpu MHz : 3000.1\n");
  CHECK(frequency_mhz(root.path(), 1).value == "3000");
  CHECK_THAT(frequency_mhz(root.path(), 2).why_unknown, ContainsSubstring("neither"));
  root.write("/sys/devices/system/cpu/cpu1/cpufreq/scaling_cur_freq", "2700000\n");
  CHECK(frequency_mhz(root.path(), 1).value == "2700");
}

TEST_CASE("what figures depend on is read from sysfs") {
  const FakeRoot root;
  const std::string cpu = "/sys/devices/system/cpu/";
  root.write("/proc/cpuinfo", "processor : 0\nmicrocode : 0xd0003d1\nflags : fpu aes hypervisor\n");
  root.write(cpu + "cpu0/cpufreq/scaling_governor", "performance\n");
  root.write(cpu + "cpu1/cpufreq/scaling_governor", "powersave\n");
  root.write(cpu + "cpufreq/boost", "1\n");
  root.write(cpu + "smt/active", "0\n");
  root.write(cpu + "vulnerabilities/meltdown", "Not affected\n");
  root.write(cpu + "vulnerabilities/spectre_v2", "Mitigation: Retpolines\n");
  root.write("/sys/class/dmi/id/sys_vendor", "Amazon EC2\n");
  root.write("/sys/class/dmi/id/product_name", "m5.large\n");
  root.write("/sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n");
  CHECK(read_fact(root, "cpu.microcode") == "0xd0003d1");
  CHECK(read_fact(root, "cpu.governor") == "performance powersave");
  CHECK(read_fact(root, "cpu.turbo") == "on");
  CHECK(read_fact(root, "cpu.smt") == "off");
  CHECK(read_fact(root, "cpu.mitigations") == "spectre_v2: Mitigation: Retpolines");
  CHECK(read_fact(root, "machine.vendor") == "Amazon EC2");
  CHECK(read_fact(root, "machine.product") == "m5.large");
  CHECK(read_fact(root, "machine.hypervisor") == "yes");
  CHECK(read_fact(root, "kernel.clock_source") == "tsc");
}

TEST_CASE("Intel's own switch for turbo comes before the general one") {
  const FakeRoot root;
  root.write("/sys/devices/system/cpu/cpufreq/boost", "1\n");
  root.write("/sys/devices/system/cpu/intel_pstate/no_turbo", "1\n");
  CHECK(read_fact(root, "cpu.turbo") == "off");
}

TEST_CASE("a host without any of it says so") {
  const FakeRoot root;
  CHECK_THAT(read_fact(root, "cpu.governor"), ContainsSubstring("does not govern"));
  for (const char* const name : {"cpu.microcode", "cpu.turbo", "cpu.smt", "cpu.mitigations", "machine.product"}) {
    INFO(name);
    CHECK_THAT(read_fact(root, name), ContainsSubstring("unknown: "));
  }
}

TEST_CASE("a processor that needs no mitigation says that") {
  const FakeRoot root;
  root.write("/sys/devices/system/cpu/vulnerabilities/meltdown", "Not affected\n");
  CHECK(read_fact(root, "cpu.mitigations") == "none needed");
}

TEST_CASE("a processor of QEMU, and qemu-user behind the program, are told from real ones") {
  const FakeRoot root;
  root.write("/proc/thread-self/maps", "00400000-00500000 r-xp 00000000 fe:00 42 /usr/bin/fipsprobe\n");
  root.write("/proc/cpuinfo", "processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n");
  CHECK(emulation(root.path(), "aarch64").empty());

  const FakeRoot max_model;
  max_model.write("/proc/cpuinfo", "processor\t: 0\nCPU implementer\t: 0x00\nCPU part\t: 0x051\n");
  CHECK(emulation(max_model.path(), "aarch64") == "QEMU TCG");

  const FakeRoot mapped;
  mapped.write("/proc/thread-self/maps", "00400000-00500000 r-xp 00000000 fe:00 42 /usr/bin/qemu-aarch64-static\n");
  mapped.write("/proc/cpuinfo", "processor\t: 0\nCPU implementer\t: 0x41\n");
  CHECK(emulation(mapped.path(), "aarch64") == "qemu-user");

  const FakeRoot other_architecture;
  other_architecture.write("/proc/cpuinfo", "processor : 0\nvendor_id : GenuineIntel\nflags : fpu\n");
  CHECK(emulation(other_architecture.path(), "aarch64") == "qemu-user");
}

TEST_CASE("the machine that these tests run on is as the kernel says") {
  // Under QEMU's TCG, where the tests may run too, it is emulated; anywhere else it is not.
  const std::string found = emulation("/", own_architecture());
  CHECK((found.empty() || found == "QEMU TCG" || found == "qemu-user"));
}
