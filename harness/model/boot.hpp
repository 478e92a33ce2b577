#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "harness/model/fact.hpp"
#include "harness/model/integrity_file.hpp"
#include "harness/model/json_place.hpp"

// How a host starts: what its boot loader is told to do, and what lies in /boot for that.
namespace fipsprobe {

// BootEntry is one command line of the kernel that is configured, with what goes with it.
struct BootEntry {
  std::string file;                    // what says so: "/boot/grub2/grub.cfg", "grubby --info=ALL"
  std::string title;                   // of the entry; of a template, the names of its variables
  bool is_template = false;            // the command line of entries still to be made: no host starts with it
  bool is_default = false;             // the file says that this entry is started when nobody chooses
  std::string kernel;                  // the image's path as the entry has it; empty in a template
  std::vector<std::string> initramfs;  // the paths of the archives, likewise
  Fact command_line;                   // with the boot loader's variables filled in; unknown when one of them is
  Fact boot_device;                    // device number, "259:1", of what boot= names; "absent" without boot=
};

// Initramfs is what an archive in /boot has of FIPS mode. Paths in it are relative to its root.
struct Initramfs {
  std::string path;
  std::string why_unknown;              // it could not be read to its end; the rest is what was seen before that
  std::vector<std::string> segments;    // how each archive in the file is packed: "cpio", "gzip", "xz", "zstd", "lzma"
  std::uint64_t files = 0;              // entries of all archives
  std::vector<std::string> fips_files;  // what dracut's module "fips" puts in: hooks, fips.sh
  std::optional<std::vector<std::string>> fips_modules;  // words of /etc/fipsmodules; absent: no such file
  std::vector<std::string> sha512hmac;                   // the program that checks the kernel's checksum
  std::vector<std::string> checksum_files;               // NAME.hmac
  std::vector<std::string> libgcrypt;                    // copies of libgcrypt, which a root file system on LUKS needs
};

// KernelImage is a kernel in /boot.
struct KernelImage {
  std::string release;  // "4.14.320-243.544.amzn2.x86_64": the file's name behind "vmlinuz-"
  std::string path;
  bool is_running = false;
  IntegrityFile checksum;  // the file .vmlinuz-RELEASE.hmac
  Initramfs initramfs;
};

// BootEvidence is all of it.
struct BootEvidence {
  std::vector<BootEntry> entries;
  std::vector<Fact> unread;  // configuration that is there and could not be read: source and why, no value
  std::vector<KernelImage> kernels;
};

nlohmann::json to_json(const BootEvidence& boot);

// boot_evidence_from_json reads what to_json wrote. Throws InputError.
BootEvidence boot_evidence_from_json(const JsonPlace& place);

}  // namespace fipsprobe
