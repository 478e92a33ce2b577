#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/assess/topics.hpp"

// NSS databases that ask for the module without FIPS mode: what "modutil -chkfips" tells.
namespace fipsprobe {

Verdict judge_nss_databases(const Context& context) {
  const auto& databases = context.evidence.nss_databases;
  if (!databases) return Verdict::unknown("databases of NSS were not looked for", {});
  const bool should_be_on = context.policy.fips != FipsExpectation::off;
  std::vector<std::string> evidence, wrong, unknown;
  for (std::size_t i = 0; i < databases->size(); ++i) {
    const NssDatabase& database = (*databases)[i];
    const bool is_right = database.fips == (should_be_on ? NssDatabase::Fips::on : NssDatabase::Fips::off);
    if (is_right) continue;
    evidence.push_back(fmt::format("/nss_databases/{}", i));
    if (database.fips == NssDatabase::Fips::unknown) {
      unknown.push_back(fmt::format("{} ({})", database.folder, database.detail));
    } else {
      wrong.push_back(database.folder);
    }
  }
  if (databases->empty()) return Verdict::not_applicable("no database of NSS was found", {"/nss_databases"});
  if (!wrong.empty()) {
    const bool is_forced = should_be_on && host_fact(context, "fips.kernel_flag").is("1");
    return Verdict::fail(
        fmt::format("FIPS mode is {} in {} of {} databases: {}{}", should_be_on ? "off" : "on", wrong.size(), databases->size(),
                    fmt::join(wrong, ", "), is_forced ? "; while the kernel's flag is 1, NSS overrides that" : ""),
        evidence);
  }
  if (!unknown.empty())
    return Verdict::unknown(
        fmt::format("{} of {} databases could not be read: {}", unknown.size(), databases->size(), fmt::join(unknown, ", ")),
        evidence);
  return Verdict::pass(
      fmt::format("FIPS mode is {} in all {} databases that were found", should_be_on ? "on" : "off", databases->size()),
      {"/nss_databases"});
}

}  // namespace fipsprobe
