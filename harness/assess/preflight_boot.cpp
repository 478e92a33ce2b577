#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "harness/assess/boot_rules.hpp"
#include "harness/assess/sorted.hpp"
#include "harness/assess/traps.hpp"
#include "harness/model/kernel_arguments.hpp"

// Traps in the configured command lines. Entries without fips=1 count as well: enabling FIPS mode adds it to them.
namespace fipsprobe {
namespace {

// for_each_line calls `look` with each configured command line that is known, and puts the others among the unknown. Without
// any entry it is the running kernel's command line, with a name for it.
template <class Look>
Sorted for_each_line(const Context& context, const Look& look) {
  Sorted sorted;
  if (context.evidence.boot) {
    const BootEvidence& boot = *context.evidence.boot;
    for (std::size_t i = 0; i < boot.entries.size(); ++i) {
      const BootEntry& entry = boot.entries[i];
      if (entry.is_template || is_rescue_entry(entry)) continue;
      sorted.evidence.push_back(fmt::format("/boot/entries/{}", i));
      if (entry.command_line.value) {
        look(name_of_entry(entry), *entry.command_line.value, entry.boot_device, sorted);
      } else {
        sorted.unknown.push_back(fmt::format("{}: {}", name_of_entry(entry), entry.command_line.why_unknown));
      }
    }
    for (const Fact& fact : boot.unread) sorted.unknown.push_back(fmt::format("{}: {}", fact.source, fact.why_unknown));
  }
  if (!sorted.is_empty()) return sorted;
  const HostFact line = host_fact(context, "boot.command_line");
  const HostFact device = host_fact(context, "boot.argument_device");
  sorted.evidence = line.pointers();
  if (line.value) {
    look(std::string("/proc/cmdline"), *line.value, Fact{device.value, device.why_unknown, {}}, sorted);
  } else {
    sorted.unknown.push_back("/proc/cmdline: " + line.why_unknown);
  }
  return sorted;
}

Sorted fits_of(const Context& context) {
  const Placement placement = placement_of(context);
  return for_each_line(context, [&](const std::string& name, const std::string& line, const Fact& device, Sorted& sorted) {
    const Fit fit = fit_of(kernel_argument(line, "boot"), device, placement);
    auto& list = fit.value == Fit::Value::fits ? sorted.good : fit.value == Fit::Value::misfits ? sorted.bad : sorted.unknown;
    list.push_back(fmt::format("{}: {}", name, fit.why));
  });
}

}  // namespace

Verdict look_for_boot_argument(const Context& context) {
  const HostFact separate = host_fact(context, "boot.separate");
  if (separate.is("no")) return Verdict::not_applicable("/boot is a folder of the root file system", separate.pointers());
  return verdict_on_sorted(fits_of(context), "boot= is right", "the kernel's checksum file would not be found");
}

Verdict look_for_root_device(const Context& context) {
  const HostFact separate = host_fact(context, "boot.separate");
  if (separate.is("yes")) return Verdict::not_applicable("/boot is a file system of its own", separate.pointers());
  return verdict_on_sorted(fits_of(context), "boot= is right",
                           "the kernel's checksum file would be looked for in the wrong place");
}

Verdict look_for_fips_word(const Context& context) {
  Sorted sorted = for_each_line(context, [](const std::string& name, const std::string& line, const Fact&, Sorted& all) {
    auto& list = has_word(line, "fips") ? all.bad : all.good;
    list.push_back(name);
  });
  return verdict_on_sorted(std::move(sorted), "no entry has the word fips without a value", "\"fips\" without \"=1\"");
}

Verdict look_for_configuration(const Context& context) {
  if (!context.evidence.boot || (context.evidence.boot->entries.empty() && context.evidence.boot->unread.empty()))
    return Verdict::unknown("there is no boot loader's configuration here: the kernel is started from outside", {});
  std::set<std::string> values;
  Sorted sorted;
  for (const BootEntry& entry : context.evidence.boot->entries) {
    if (!entry.command_line.value || is_rescue_entry(entry)) continue;
    const std::string& line = *entry.command_line.value;
    const std::string value = fmt::format("fips={} boot={}", kernel_argument(line, "fips"), kernel_argument(line, "boot"));
    values.insert(value);
    sorted.good.push_back(fmt::format("{} {}", name_of_entry(entry), value));
  }
  for (const Fact& fact : context.evidence.boot->unread)
    sorted.unknown.push_back(fmt::format("{}: {}", fact.source, fact.why_unknown));
  sorted.evidence = {"/boot/entries", "/boot/unread"};
  if (values.size() > 1) sorted.bad.swap(sorted.good);
  return verdict_on_sorted(std::move(sorted), "all agree", "entries and templates disagree");
}

}  // namespace fipsprobe
