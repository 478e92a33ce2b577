#include <fmt/format.h>

#include "harness/assess/boot_rules.hpp"
#include "harness/assess/sorted.hpp"
#include "harness/assess/topics.hpp"
#include "harness/model/kernel_arguments.hpp"

// What the next start will be, by the boot loader's configuration.
namespace fipsprobe {
namespace {

std::string pointer_to(std::size_t entry) { return fmt::format("/boot/entries/{}", entry); }

// add_unread counts configuration that is there and could not be read among the unknown.
void add_unread(Sorted& sorted, const BootEvidence& boot) {
  for (std::size_t i = 0; i < boot.unread.size(); ++i) {
    sorted.unknown.push_back(fmt::format("{}: {}", boot.unread[i].source, boot.unread[i].why_unknown));
    sorted.evidence.push_back(fmt::format("/boot/unread/{}", i));
  }
}

std::string fips_text(const std::string& value) {
  return value == kAbsent ? std::string("has no fips=") : fmt::format("has fips={}", value);
}

// sorted_by_fips compares fips= of entries, or of templates, with the running kernel's flag.
Sorted sorted_by_fips(const BootEvidence& boot, bool wants_on, bool templates) {
  Sorted sorted;
  for (std::size_t i = 0; i < boot.entries.size(); ++i) {
    const BootEntry& entry = boot.entries[i];
    if (entry.is_template != templates || is_rescue_entry(entry)) continue;
    sorted.evidence.push_back(pointer_to(i));
    const std::string name = name_of_entry(entry);
    if (!entry.command_line.value) {
      sorted.unknown.push_back(fmt::format("{}: {}", name, entry.command_line.why_unknown));
      continue;
    }
    const std::string value = kernel_argument(*entry.command_line.value, "fips");
    auto& list = asks_for_fips(value) == wants_on ? sorted.good : sorted.bad;
    list.push_back(fmt::format("{} {}", name, fips_text(value)));
  }
  return sorted;
}

Verdict no_configuration() {
  return Verdict::not_applicable("there is no boot loader's configuration here: the kernel is started from outside", {});
}

Verdict judge_fips(const Context& context, bool templates) {
  const HostFact flag = host_fact(context, "fips.kernel_flag");
  if (!context.evidence.boot) return Verdict::unknown("the boot loader's configuration was not collected", {});
  if (!flag.value) return Verdict::unknown("the kernel's FIPS flag cannot be read: " + flag.why_unknown, flag.pointers());
  Sorted sorted = sorted_by_fips(*context.evidence.boot, flag.is("1"), templates);
  if (!templates) add_unread(sorted, *context.evidence.boot);
  if (sorted.is_empty()) return no_configuration();
  const std::string now = flag.is("1") ? "the kernel is in FIPS mode" : "the kernel is not in FIPS mode";
  sorted.evidence.push_back(flag.pointer);
  return verdict_on_sorted(
      std::move(sorted), now + ", and so it is configured",
      now + (templates ? ", but entries still to be made will be otherwise" : ", but the next start may be otherwise"));
}

}  // namespace

Verdict judge_next_start(const Context& context) { return judge_fips(context, false); }

Verdict judge_start_template(const Context& context) { return judge_fips(context, true); }

Verdict judge_next_boot_argument(const Context& context) {
  if (!context.evidence.boot) return Verdict::unknown("the boot loader's configuration was not collected", {});
  const Placement placement = placement_of(context);
  Sorted sorted;
  const std::vector<BootEntry>& entries = context.evidence.boot->entries;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const BootEntry& entry = entries[i];
    if (entry.is_template || is_rescue_entry(entry) || !entry.command_line.value) continue;
    const std::string& line = *entry.command_line.value;
    if (!asks_for_fips(kernel_argument(line, "fips"))) continue;
    const Fit fit = fit_of(kernel_argument(line, "boot"), entry.boot_device, placement);
    auto& list = fit.value == Fit::Value::fits ? sorted.good : fit.value == Fit::Value::misfits ? sorted.bad : sorted.unknown;
    list.push_back(fmt::format("{}: {}", name_of_entry(entry), fit.why));
    sorted.evidence.push_back(pointer_to(i));
  }
  if (sorted.is_empty()) return Verdict::not_applicable("no configured entry asks for FIPS mode", {"/boot/entries"});
  return verdict_on_sorted(std::move(sorted), "the initramfs will find the kernel's checksum file",
                           "the next start in FIPS mode will stop");
}

}  // namespace fipsprobe
