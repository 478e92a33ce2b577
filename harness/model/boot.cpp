#include "harness/model/boot.hpp"

#include <nlohmann/json.hpp>

#include "harness/model/json_words.hpp"

namespace fipsprobe {
namespace {

using nlohmann::json;

json json_of(const BootEntry& entry) {
  return {{"file", entry.file},
          {"title", entry.title},
          {"template", entry.is_template},
          {"default", entry.is_default},
          {"kernel", entry.kernel},
          {"initramfs", entry.initramfs},
          {"command_line", to_json(entry.command_line)},
          {"boot_device", to_json(entry.boot_device)}};
}

BootEntry entry_from(const JsonPlace& place) {
  return {.file = place.member("file").text(),
          .title = place.member("title").text(),
          .is_template = place.member("template").boolean(),
          .is_default = place.member("default").boolean(),
          .kernel = place.member("kernel").text(),
          .initramfs = place.member("initramfs").texts(),
          .command_line = fact_from_json(place.member("command_line")),
          .boot_device = fact_from_json(place.member("boot_device"))};
}

json json_of(const Initramfs& initramfs) {
  json value = {{"path", initramfs.path},
                {"segments", initramfs.segments},
                {"files", initramfs.files},
                {"fips_files", initramfs.fips_files},
                {"sha512hmac", initramfs.sha512hmac},
                {"checksum_files", initramfs.checksum_files},
                {"libgcrypt", initramfs.libgcrypt}};
  if (initramfs.fips_modules) value["fips_modules"] = *initramfs.fips_modules;
  if (!initramfs.why_unknown.empty()) value["unknown"] = initramfs.why_unknown;
  return value;
}

Initramfs initramfs_from(const JsonPlace& place) {
  Initramfs initramfs;
  initramfs.path = place.member("path").text();
  initramfs.segments = place.member("segments").texts();
  initramfs.files = place.member("files").count();
  initramfs.fips_files = place.member("fips_files").texts();
  initramfs.sha512hmac = place.member("sha512hmac").texts();
  initramfs.checksum_files = place.member("checksum_files").texts();
  initramfs.libgcrypt = place.member("libgcrypt").texts();
  if (const auto modules = place.optional_member("fips_modules")) initramfs.fips_modules = modules->texts();
  if (const auto unknown = place.optional_member("unknown")) initramfs.why_unknown = unknown->text();
  return initramfs;
}

json json_of(const KernelImage& kernel) {
  return {{"release", kernel.release},
          {"path", kernel.path},
          {"running", kernel.is_running},
          {"checksum", to_json(kernel.checksum)},
          {"initramfs", json_of(kernel.initramfs)}};
}

KernelImage kernel_from(const JsonPlace& place) {
  return {.release = place.member("release").text(),
          .path = place.member("path").text(),
          .is_running = place.member("running").boolean(),
          .checksum = integrity_file_from_json(place.member("checksum")),
          .initramfs = initramfs_from(place.member("initramfs"))};
}

}  // namespace

json to_json(const BootEvidence& boot) {
  return {{"entries", array_of(boot.entries, [](const BootEntry& entry) { return json_of(entry); })},
          {"unread", array_of(boot.unread, [](const Fact& fact) { return to_json(fact); })},
          {"kernels", array_of(boot.kernels, [](const KernelImage& kernel) { return json_of(kernel); })}};
}

BootEvidence boot_evidence_from_json(const JsonPlace& place) {
  BootEvidence boot;
  for (const JsonPlace& entry : place.member("entries").items()) boot.entries.push_back(entry_from(entry));
  for (const JsonPlace& fact : place.member("unread").items()) boot.unread.push_back(fact_from_json(fact));
  for (const JsonPlace& kernel : place.member("kernels").items()) boot.kernels.push_back(kernel_from(kernel));
  return boot;
}

}  // namespace fipsprobe
