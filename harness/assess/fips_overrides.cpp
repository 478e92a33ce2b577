#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "harness/assess/topics.hpp"

// What decides over FIPS mode beside the kernel's flag.
namespace fipsprobe {
namespace {

struct OverrideFact {
  std::string_view name;
  std::string_view where;  // in a sentence
};
constexpr std::array kOverrideFacts = {
    OverrideFact{"environment.own", "in the environment of this program, and so of the modules as found"},
    OverrideFact{"environment.manager", "in the environment of the first process, which services inherit"},
    OverrideFact{"environment.configured", "set for others"},
};

// gcrypt_file counts where it is there and the kernel's flag does not say the same.
std::string gcrypt_file(const HostFact& file, const HostFact& flag) {
  if (!file.value || *file.value == "absent" || flag.is("1")) return {};
  return fmt::format("/etc/gcrypt/fips_enabled is there ({}): it puts libgcrypt before 1.10 in FIPS mode though the flag is {}",
                     *file.value, flag.value.value_or("unknown"));
}

}  // namespace

Verdict judge_fips_overrides(const Context& context) {
  const HostFact file = host_fact(context, "fips.gcrypt_fips_enabled");
  std::vector<std::string> evidence = file.pointers();
  std::vector<std::string> found, unknown;
  if (std::string text = gcrypt_file(file, host_fact(context, "fips.kernel_flag")); !text.empty())
    found.push_back(std::move(text));
  if (!file.value) unknown.push_back("/etc/gcrypt/fips_enabled: " + file.why_unknown);
  for (const OverrideFact& each : kOverrideFacts) {
    const HostFact fact = host_fact(context, each.name);
    if (!fact.pointer.empty()) evidence.push_back(fact.pointer);
    if (!fact.value) unknown.push_back(fmt::format("{}: {}", each.name, fact.why_unknown));
    if (fact.value && *fact.value != "none") found.push_back(fmt::format("{}: {}", each.where, *fact.value));
  }
  if (!found.empty()) return Verdict::fail(fmt::format("{}", fmt::join(found, "; ")), evidence);
  if (!unknown.empty())
    return Verdict::unknown(fmt::format("not all could be looked at: {}", fmt::join(unknown, "; ")), evidence);
  return Verdict::pass("no environment variable and no file of libgcrypt's decides beside the kernel's flag", evidence);
}

Verdict judge_crypto_policy(const Context& context) {
  const HostFact flag = host_fact(context, "fips.kernel_flag");
  const HostFact policy = host_fact(context, "fips.crypto_policy");
  const std::vector<std::string> evidence = pointers_of({flag, policy});
  if (!policy.value) return Verdict::unknown("the crypto policy cannot be read: " + policy.why_unknown, evidence);
  if (*policy.value == "absent") return Verdict::not_applicable("this system has no crypto policies", evidence);
  if (!flag.value) return Verdict::unknown("the kernel's FIPS flag cannot be read: " + flag.why_unknown, evidence);
  const bool is_fips = policy.value->starts_with("FIPS");
  const std::string seen = fmt::format("the flag is {} and the crypto policy is {}", *flag.value, *policy.value);
  if (is_fips == flag.is("1")) return Verdict::pass(seen, evidence);
  if (is_fips) return Verdict::fail(seen + ": programs choose what FIPS mode allows, and the modules are not in it", evidence);
  return Verdict::fail(seen + ": programs still ask for what the modules refuse in FIPS mode", evidence);
}

}  // namespace fipsprobe
