#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/assess/boot_rules.hpp"
#include "harness/assess/sorted.hpp"
#include "harness/assess/system_fips.hpp"
#include "harness/assess/traps.hpp"
#include "harness/model/kernel_arguments.hpp"

// Traps in the libraries, and in what programs ask of them.
namespace fipsprobe {
namespace {

using Result = IntegrityFile::Result;

void add_row(Sorted& sorted, const IntegrityFile& file) {
  const std::string phrase = file.detail.empty() ? file.file : fmt::format("{}: {}", file.file, file.detail);
  if (file.result == Result::match) sorted.good.push_back(file.file);
  if (file.result == Result::differs) sorted.bad.push_back(phrase);
  if (file.result == Result::absent) sorted.bad.push_back(fmt::format("{} is absent", file.integrity_file));
  if (file.result == Result::unknown) sorted.unknown.push_back(phrase);
}

std::vector<std::string> instances_of(const Evidence& evidence, std::string_view family, std::string_view soname) {
  std::vector<std::string> found;
  for (const ModuleEvidence& module : evidence.modules) {
    const bool is_it = module.family == family && (soname.empty() || module.identity.soname == soname);
    if (is_it) found.push_back(module.instance);
  }
  return found;
}

}  // namespace

Verdict look_for_prelinking(const Context& context) {
  const HostFact state = host_fact(context, "libraries.prelinking");
  if (!state.value) return Verdict::unknown("prelink's configuration cannot be read: " + state.why_unknown, state.pointers());
  if (state.is("on") || state.is("libraries are prelinked"))
    return Verdict::fail(fmt::format("prelink: {}: it changes libraries behind their checksums", *state.value),
                         state.pointers());
  return Verdict::pass(state.is(kAbsent) ? "prelink is not here" : "prelink is off", state.pointers());
}

Verdict look_for_library_checksums(const Context& context) {
  Sorted sorted;
  for (std::size_t i = 0; i < context.evidence.modules.size(); ++i) {
    const ModuleEvidence& module = context.evidence.modules[i];
    if (!module.integrity_files.empty()) sorted.evidence.push_back(fmt::format("/modules/{}/integrity_files", i));
    for (const IntegrityFile& file : module.integrity_files) add_row(sorted, file);
  }
  if (sorted.is_empty()) return Verdict::not_applicable("no module here has a checksum file", {"/modules"});
  return verdict_on_sorted(std::move(sorted), "match", "modules would refuse to start in FIPS mode");
}

Verdict look_for_marker(const Context& context) {
  const HostFact flag = host_fact(context, "fips.kernel_flag");
  const HostFact file = host_fact(context, "fips.system_fips_file");
  const std::vector<std::string> readers = readers_of_system_fips(context.evidence);
  if (readers.empty()) return Verdict::not_applicable("no module found here reads /etc/system-fips", {"/modules"});
  if (!file.value) return Verdict::unknown("/etc/system-fips cannot be looked at: " + file.why_unknown, file.pointers());
  if (file.is("present")) return Verdict::pass("/etc/system-fips is there", file.pointers());
  const bool comes_later = !flag.is("1") && host_fact(context, "dracut.fips_module").is(kAbsent);
  if (comes_later)
    return Verdict::not_applicable("/etc/system-fips comes with dracut-fips, which is not installed", file.pointers());
  return Verdict::fail(fmt::format("/etc/system-fips is absent: without it {} stay out of FIPS mode", fmt::join(readers, ", ")),
                       file.pointers());
}

Verdict look_for_md5(const Context& context) {
  std::vector<std::string> found;
  for (const std::string_view family : {"openssl", "libgcrypt", "nss", "gnutls"}) {
    for (std::string& instance : instances_of(context.evidence, family, {})) found.push_back(file_name_of(instance));
  }
  if (found.empty()) return Verdict::not_applicable("no crypto library was found here", {"/modules"});
  return Verdict::fail(
      fmt::format("in FIPS mode {} refuse MD5 and more (fipsprobe kat --mode fips lists what)", fmt::join(found, ", ")),
      {"/modules"});
}

Verdict look_for_md5_abort(const Context& context) {
  const std::vector<std::string> found = instances_of(context.evidence, "openssl", "libcrypto.so.10");
  if (found.empty()) return Verdict::not_applicable("there is no libcrypto.so.10 here", {"/modules"});
  return Verdict::fail(
      fmt::format("a program that calls MD5_Init of {} itself is ended by SIGABRT in FIPS mode", fmt::join(found, ", ")),
      {"/modules"});
}

Verdict look_for_container(const Context& context) {
  const HostFact kind = host_fact(context, "container.kind");
  if (!kind.value) return Verdict::unknown("whether this is a container is not known: " + kind.why_unknown, kind.pointers());
  if (kind.is("none")) return Verdict::pass("this is the host itself", kind.pointers());
  return Verdict::fail(
      fmt::format("this is a container ({}): FIPS mode is switched on outside, and the image has to follow", *kind.value),
      kind.pointers());
}

}  // namespace fipsprobe
