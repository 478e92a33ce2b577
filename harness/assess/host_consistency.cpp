#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/assess/boot_rules.hpp"
#include "harness/assess/expectations.hpp"
#include "harness/assess/gating.hpp"
#include "harness/assess/system_fips.hpp"
#include "harness/assess/topics.hpp"
#include "harness/model/kernel_arguments.hpp"

// Where two facts of the host about FIPS mode must fit together.
namespace fipsprobe {
namespace {

std::string argument_text(std::string_view name, const std::string& value) {
  return value == kAbsent ? fmt::format("no {}= was given at boot", name) : fmt::format("{}={} was given at boot", name, value);
}

// effects_of_absence tells of each module that reads /etc/system-fips what the missing file does to it while the flag is 1.
std::string effects_of_absence(const Evidence& evidence) {
  std::vector<std::string> effects;
  const std::vector<std::string> readers = readers_of_system_fips(evidence);
  for (const ModuleEvidence& module : evidence.modules) {
    const std::string& soname = module.identity.soname;
    if (std::ranges::find(readers, soname) == readers.end()) continue;
    const std::optional<Gate> gate = gate_of(module, {.flag = true, .system_fips = false});
    if (!gate) continue;
    std::string effect =
        fmt::format("{} {}: {}", soname,
                    gate->state == Gate::State::off ? "stays out of FIPS mode" : "is in FIPS mode all the same", gate->what);
    if (std::ranges::find(effects, effect) == effects.end()) effects.push_back(std::move(effect));
  }
  return fmt::format("{}", fmt::join(effects, "; "));
}

// what_container_lacks: on a host in FIPS mode the flag is 1 inside a container too, but the files that go with it are those of
// its image.
std::string what_container_lacks(const Context& context) {
  if (!host_fact(context, "fips.kernel_flag").is("1")) return {};
  std::string text = "; its flag is 1";
  if (host_fact(context, "fips.system_fips_file").is("absent") && !readers_of_system_fips(context.evidence).empty())
    text += "; the image has no /etc/system-fips: " + effects_of_absence(context.evidence);
  const HostFact policy = host_fact(context, "fips.crypto_policy");
  if (policy.value && *policy.value != "absent" && !policy.value->starts_with("FIPS"))
    text += fmt::format("; the image's crypto policy is {}, not FIPS", *policy.value);
  return text;
}

}  // namespace

std::vector<std::string> readers_of_system_fips(const Evidence& evidence) {
  std::vector<std::string> readers;
  for (const ModuleEvidence& module : evidence.modules) {
    const auto& sonames = expectations().system_fips_readers;
    if (std::ranges::find(sonames, module.identity.soname) != sonames.end()) readers.push_back(module.identity.soname);
  }
  std::sort(readers.begin(), readers.end());
  readers.erase(std::unique(readers.begin(), readers.end()), readers.end());
  return readers;
}

Verdict judge_flag_mount(const Context& context) {
  const HostFact faked = host_fact(context, "fips.kernel_flag_faked");
  if (!faked.value) return Verdict::unknown("the mounts cannot be read: " + faked.why_unknown, faked.pointers());
  if (*faked.value == "no") return Verdict::pass("nothing is mounted over the kernel's FIPS flag", faked.pointers());
  std::string_view mount = *faked.value;
  if (mount.starts_with("yes: ")) mount.remove_prefix(5);
  return Verdict::fail(fmt::format("the flag that programs read is not the kernel's: {}", mount), faked.pointers());
}

Verdict judge_system_fips_file(const Context& context) {
  const HostFact flag = host_fact(context, "fips.kernel_flag");
  const HostFact file = host_fact(context, "fips.system_fips_file");
  const std::vector<std::string> evidence = pointers_of({flag, file});
  if (!file.value) return Verdict::unknown("/etc/system-fips cannot be looked at: " + file.why_unknown, evidence);
  if (!flag.value) return Verdict::unknown("the kernel's FIPS flag cannot be read: " + flag.why_unknown, evidence);
  const bool is_present = file.is("present");
  const bool is_on = flag.is("1");
  if (is_present == is_on) {
    return Verdict::pass(fmt::format("the flag is {} and /etc/system-fips is {}", *flag.value, *file.value), evidence);
  }
  if (is_present) {
    return Verdict::fail(
        "/etc/system-fips is there though the flag is 0: modules that read it test themselves and stay out of FIPS mode",
        evidence);
  }
  const std::vector<std::string> readers = readers_of_system_fips(context.evidence);
  if (readers.empty()) return Verdict::not_applicable("no module found here reads /etc/system-fips", evidence);
  return Verdict::fail("the flag is 1, but /etc/system-fips is absent: " + effects_of_absence(context.evidence), evidence);
}

Verdict judge_fips_argument(const Context& context) {
  const HostFact flag = host_fact(context, "fips.kernel_flag");
  const HostFact argument = host_fact(context, "boot.fips_argument");
  const std::vector<std::string> evidence = pointers_of({flag, argument});
  if (!argument.value) return Verdict::unknown("the kernel's command line cannot be read: " + argument.why_unknown, evidence);
  if (!flag.value) return Verdict::unknown("the kernel's FIPS flag cannot be read: " + flag.why_unknown, evidence);
  const bool is_on = flag.is("1");
  const std::string seen = fmt::format("{}, and the flag is {}", argument_text("fips", *argument.value), *flag.value);
  if (asks_for_fips(*argument.value) == is_on) return Verdict::pass(seen, evidence);
  if (is_on) return Verdict::fail(seen + ": the checks of the initramfs run only with fips=1", evidence);
  return Verdict::fail(seen + ": the kernel did not take it, or another file stands in for the flag", evidence);
}

Verdict judge_boot_argument(const Context& context) {
  const HostFact fips = host_fact(context, "boot.fips_argument");
  const HostFact boot = host_fact(context, "boot.boot_argument");
  const HostFact separate = host_fact(context, "boot.separate");
  const HostFact names = host_fact(context, "boot.argument_device");
  const std::vector<std::string> evidence = pointers_of({fips, boot, separate, names, host_fact(context, "boot.device")});
  for (const HostFact& fact : {fips, boot, separate}) {
    if (!fact.value) return Verdict::unknown("how the host starts cannot be read: " + fact.why_unknown, evidence);
  }
  if (!asks_for_fips(*fips.value)) return Verdict::not_applicable("FIPS mode was not asked for at boot", evidence);
  const Fact device = {names.value, names.why_unknown, {}};
  const Fit fit = fit_of(*boot.value, device, placement_of(context));
  if (fit.value == Fit::Value::unknown) return Verdict::unknown(fit.why, evidence);
  return fit.value == Fit::Value::fits ? Verdict::pass(fit.why, evidence) : Verdict::fail(fit.why, evidence);
}

Verdict judge_container(const Context& context) {
  const HostFact kind = host_fact(context, "container.kind");
  if (!kind.value) return Verdict::unknown("whether this is a container is not known: " + kind.why_unknown, kind.pointers());
  if (*kind.value == "none") return Verdict::pass("this is the host itself, not a container", kind.pointers());
  return Verdict::unknown(
      fmt::format("this is a container ({}): the kernel, its command line and its checks at boot are those of the host "
                  "outside{}",
                  *kind.value, what_container_lacks(context)),
      pointers_of({kind, host_fact(context, "fips.kernel_flag"), host_fact(context, "fips.system_fips_file"),
                   host_fact(context, "fips.crypto_policy")}));
}

}  // namespace fipsprobe
