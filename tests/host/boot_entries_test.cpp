#include "harness/host/boot_entries.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "harness/host/loader_entry.hpp"
#include "harness/model/kernel_arguments.hpp"
#include "tests/host/boot_files.hpp"
#include "tests/host/fake_root.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

ConfiguredBoot read(const FakeRoot& root) { return read_boot_entries(root.path(), Depth::thorough); }

BootEntry only_entry(const FakeRoot& root) {
  const ConfiguredBoot boot = read(root);
  REQUIRE(boot.unread.empty());
  REQUIRE(boot.entries.size() == 1);
  return boot.entries.front();
}

std::string line_of(const BootEntry& entry) {
  return entry.command_line.value.value_or("unknown: " + entry.command_line.why_unknown);
}

std::string argument(const BootEntry& entry, const std::string& name) { return kernel_argument(line_of(entry), name); }

}  // namespace

TEST_CASE("a host without a boot loader has no configured command line, and nothing unread") {
  const FakeRoot root;
  CHECK(read(root).entries.empty());
  CHECK(read(root).unread.empty());
}

TEST_CASE("an entry of Amazon Linux 2's grub.cfg is read with its kernel, its initramfs and its arguments") {
  const FakeRoot root;
  root.write("/boot/grub2/grub.cfg", grub_cfg_of_al2("fips=1 boot=UUID=1234-ABCD"));
  root.write("/boot/grub2/grubenv",
             std::string("# GRUB Environment Block\nsaved_entry=Amazon Linux (") + kAl2Release + ") 2\n####");
  const BootEntry entry = only_entry(root);
  CHECK(entry.file == "/boot/grub2/grub.cfg");
  CHECK(entry.title == std::string("Amazon Linux (") + kAl2Release + ") 2");
  CHECK(entry.is_default);
  CHECK_FALSE(entry.is_template);
  CHECK(entry.kernel == std::string("/boot/vmlinuz-") + kAl2Release);
  CHECK(entry.initramfs == std::vector<std::string>{std::string("/boot/initramfs-") + kAl2Release + ".img"});
  CHECK(line_of(entry) == "root=UUID=8db9a1a2 ro console=tty0 console=ttyS0,115200n8 net.ifnames=0 fips=1 boot=UUID=1234-ABCD");
  CHECK(argument(entry, "fips") == "1");
}

TEST_CASE("the default entry is known by its number, its place in a submenu, its id or its title") {
  const std::string menu =
      "menuentry 'Windows' { chainloader +1\n}\nmenuentry 'one' --id id-one {\nlinux /a x=1\n}\n"
      "submenu 'more' {\nmenuentry \"two\" --id id-two {\nlinux16 ($root)/b x=2\ninitrd16 ($root)/c /d\n}\n"
      "menuentry three {\nlinuxefi /e x=3\n}\n}\nmenuentry four {\nlinux /f x=4\n}\n";
  const std::vector<std::pair<std::string, std::string>> defaults = {{"1", "one"},        {"id-two", "two"}, {"2>1", "three"},
                                                                     {"more>two", "two"}, {"four", "four"},  {"3", "four"},
                                                                     {"0", ""},           {"nothing", ""}};
  for (const auto& [name, title] : defaults) {
    INFO(name);
    const FakeRoot root;
    root.write("/boot/grub/grub.cfg", "set default=\"" + name + "\"\n" + menu);
    const ConfiguredBoot boot = read(root);
    REQUIRE(boot.entries.size() == 4);
    const auto found = std::ranges::find(boot.entries, true, &BootEntry::is_default);
    CHECK((found == boot.entries.end() ? "" : found->title) == title);
    CHECK(boot.entries[1].kernel == "/b");
    CHECK(boot.entries[1].initramfs == std::vector<std::string>{"/c", "/d"});
  }
}

TEST_CASE("grub.cfg is looked for in each place where distributions have it, and links are read once") {
  const FakeRoot root;
  root.write("/boot/efi/EFI/amzn/grub.cfg", grub_cfg_of_al2("fips=1"));
  CHECK(only_entry(root).file == "/boot/efi/EFI/amzn/grub.cfg");
  std::filesystem::create_directories(root.at("/boot/grub2"));
  root.link("/boot/grub2/grub.cfg", "../efi/EFI/amzn/grub.cfg");
  CHECK(only_entry(root).file == "/boot/grub2/grub.cfg");
}

TEST_CASE("an entry of the Boot Loader Specification takes its arguments from the environment block") {
  const FakeRoot root;
  root.write("/boot/loader/entries/abc-6.1.41.conf", bls_entry("6.1.41", "$kernelopts $tuned_params quiet"));
  root.write("/boot/grub2/grubenv",
             "# GRUB Environment Block\nkernelopts=root=UUID=12 ro fips=1\nsaved_entry=abc-6.1.41\n####");
  const BootEntry entry = only_entry(root);
  CHECK(entry.is_default);
  CHECK(entry.kernel == "/boot/vmlinuz-6.1.41");
  CHECK(line_of(entry) == "root=UUID=12 ro fips=1  quiet");
  CHECK(argument(entry, "fips") == "1");
}

TEST_CASE("without kernelopts in the environment block those of grub.cfg are taken, and without any the line is unknown") {
  const FakeRoot root;
  root.write("/boot/loader/entries/one.conf", bls_entry("6.1.41", "$kernelopts"));
  CHECK(line_of(only_entry(root)) == "unknown: its arguments are in the variable kernelopts, which is set nowhere");
  CHECK_FALSE(only_entry(root).boot_device.value.has_value());
  root.write("/boot/grub2/grub.cfg", "if [ -z \"${kernelopts}\" ]; then\n  set kernelopts=\"root=a fips=1 \"\nfi\nblscfg\n");
  CHECK(argument(only_entry(root), "fips") == "1");
  root.write("/boot/grub2/grub.cfg", "set default_kernelopts=\"root=b fips=0\"\nblscfg\n");
  CHECK(argument(only_entry(root), "fips") == "0");
  root.write("/boot/grub2/grub.cfg", "if [ -z \"${kernelopts}\" ]; then\n  set kernelopts=\"root=a fips=1 \"\nfi\n");
  root.write("/boot/grub2/grubenv", "kernelopts=root=c\n");
  CHECK(line_of(only_entry(root)) == "root=c");
}

TEST_CASE("the environment block and the menu are what GRUB's own tools take them for") {
  const FakeRoot root;
  root.write("/boot/grub2/grub.cfg", grub_cfg_of_al2("fips=1"));
  root.write("/boot/loader/entries/one.conf", bls_entry("6.1.41", "$kernelopts"));
  const std::string block = root.at("/boot/grub2/grubenv").string();
  const ProgramResult made = run_program(
      {"sh", "-c", "grub-editenv \"$1\" create && grub-editenv \"$1\" set 'kernelopts=root=a fips=1'", "sh", block});
  if (made.exit_code != 0) SKIP("grub-editenv is not installed: " + made.errors);
  CHECK(run_program({"grub-script-check", root.at("/boot/grub2/grub.cfg").string()}).exit_code == 0);
  const ConfiguredBoot boot = read(root);
  REQUIRE(boot.entries.size() == 2);
  CHECK(line_of(boot.entries[1]) == "root=a fips=1");
}

TEST_CASE("options of an entry may stand on several lines and hold quotes and semicolons") {
  const FakeRoot root;
  root.write("/boot/loader/entries/one.conf",
             "linux /vmlinuz-1\noptions root=a dyndbg=\"file x.c +p; file y.c +p\"\noptions fips=1 $\n");
  CHECK(line_of(only_entry(root)) == "root=a dyndbg=\"file x.c +p; file y.c +p\" fips=1 $");
  CHECK(argument(only_entry(root), "dyndbg") == "file x.c +p; file y.c +p");
  CHECK(argument(only_entry(root), "fips") == "1");
}

TEST_CASE("/etc/default/grub is a template of entries still to be made, and later files change it") {
  const FakeRoot root;
  root.write(
      "/etc/default/grub",
      "GRUB_TIMEOUT=0 # short\nGRUB_CMDLINE_LINUX=\"root=a\"\nexport GRUB_CMDLINE_LINUX_DEFAULT='console=tty0 fips=1'\n");
  BootEntry entry = only_entry(root);
  CHECK(entry.is_template);
  CHECK(entry.file == "/etc/default/grub");
  CHECK(line_of(entry) == "root=a console=tty0 fips=1");
  root.write("/etc/default/grub.d/50-cloud.cfg", "GRUB_CMDLINE_LINUX_DEFAULT=\"$GRUB_CMDLINE_LINUX_DEFAULT fips=0\"\n");
  entry = only_entry(root);
  CHECK(entry.file == "/etc/default/grub, /etc/default/grub.d/50-cloud.cfg");
  CHECK(argument(entry, "fips") == "0");
}

TEST_CASE("a template that a command makes is unknown: no command is run") {
  const FakeRoot root;
  root.write("/etc/default/grub", "GRUB_CMDLINE_LINUX=\"root=$(touch /tmp/fipsprobe-was-here; echo a)\"\n");
  CHECK(line_of(only_entry(root)) == "unknown: GRUB_CMDLINE_LINUX is made by a command, which is not run");
  root.write("/etc/default/grub", "GRUB_CMDLINE_LINUX=root=`touch /tmp/fipsprobe-was-here`\n");
  CHECK_THAT(line_of(only_entry(root)), ContainsSubstring("which is not run"));
  CHECK_FALSE(std::filesystem::exists("/tmp/fipsprobe-was-here"));
}

TEST_CASE("the command line for kernel-install is a template too") {
  const FakeRoot root;
  root.write("/etc/kernel/cmdline", "root=a fips=1\n");
  CHECK(only_entry(root).is_template);
  CHECK(line_of(only_entry(root)) == "root=a fips=1");
}

TEST_CASE("what grubby writes is read, without the entries that start no Linux") {
  const std::string text =
      "index=0\nkernel=\"/boot/vmlinuz-5.10\"\nargs=\"ro console=tty0 fips=1 $tuned_params\"\nroot=\"UUID=12\"\n"
      "initrd=\"/boot/initramfs-5.10.img $tuned_initrd\"\ntitle=\"Amazon Linux 2\"\nid=\"abc\"\nindex=1\nnon linux entry\n"
      "index=2\nkernel=/boot/vmlinuz-4.14\nargs=\"ro\"\n";
  const std::vector<LoaderEntry> entries = grubby_entries(text, {});
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].title == "Amazon Linux 2");
  CHECK(entries[0].kernel == "/boot/vmlinuz-5.10");
  CHECK(entries[0].command_line == "ro console=tty0 fips=1");
  CHECK(entries[0].initramfs == std::vector<std::string>{"/boot/initramfs-5.10.img"});
  CHECK(entries[1].kernel == "/boot/vmlinuz-4.14");
  CHECK(grubby_entries("kernel=\"/boot/x\"\nno index before it", {}).empty());
}

TEST_CASE("a broken configuration is kept as unread, with its file and why") {
  const std::vector<std::pair<std::string, std::string>> broken = {
      {"menuentry 'one", "a single quote never ends"},
      {"menuentry \"one {\n", "a double quote never ends"},
      {"menuentry one {\nlinux /a\n", "it ends in the middle of a block"},
      {"set a=xxxxxxxxxxxxxxxx\n" +
           [] {
             std::string doubling;
             for (int i = 0; i < 40; ++i) doubling += "set a=$a$a\n";
             return doubling;
           }(),
       "a command is longer than any real one"},
  };
  for (const auto& [text, why] : broken) {
    const FakeRoot root;
    root.write("/boot/grub2/grub.cfg", text);
    const ConfiguredBoot boot = read(root);
    CHECK(boot.entries.empty());
    REQUIRE(boot.unread.size() == 1);
    CHECK(boot.unread[0].source == "/boot/grub2/grub.cfg");
    CHECK(boot.unread[0].why_unknown == why);
  }
}

TEST_CASE("more entries than any real menu are unread, and so is an entry without a kernel") {
  const FakeRoot root;
  std::string many;
  for (int i = 0; i < 300; ++i) many += "menuentry e {\nlinux /a\n}\n";
  root.write("/boot/grub2/grub.cfg", many);
  root.write("/boot/loader/entries/one.conf", "title One\n");
  const ConfiguredBoot boot = read(root);
  CHECK(boot.entries.empty());
  REQUIRE(boot.unread.size() == 2);
  CHECK(boot.unread[0].why_unknown == "it has more entries than any real menu");
  CHECK(boot.unread[1].why_unknown == "it names no kernel");
}

TEST_CASE("a configuration that is no regular file is unread, and never waited for") {
  const FakeRoot root;
  root.write("/boot/grub2/other", "");
  REQUIRE(::mkfifo(root.at("/boot/grub2/grub.cfg").c_str(), 0600) == 0);
  REQUIRE(read(root).unread.size() == 1);
  CHECK(read(root).unread[0].source == "/boot/grub2/grub.cfg");
}

TEST_CASE("closing braces without an opening one, and odd scripts, do no harm") {
  for (const std::string text : {"}\n}\n", "submenu x {\n}\n}\nmenuentry y {\n}\n", "{\n{\n}\n}\n", "linux /a b\n", "set\n",
                                 "\\", "$", "${", "\"$", "`", "menuentry {\nlinux\n}\n"}) {
    INFO(text);
    const FakeRoot root;
    root.write("/boot/grub2/grub.cfg", text);
    CHECK(read(root).entries.empty());
  }
}
