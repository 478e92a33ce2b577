#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "harness/assess/topics.hpp"

// Processes that do not use the crypto modules of the host.
namespace fipsprobe {
namespace {

using LibraryPlace = ProcessLibrary::Place;

constexpr std::size_t kMostNamedLibraries = 10;
// Families that are crypto modules of their own, and of which this program loads none.
constexpr std::array<std::string_view, 2> kNotLookedAt = {"mbedtls", "wolfssl"};

// why_own tells why a library is a process's own; empty when it is the host's.
std::string why_own(const ProcessLibrary& library) {
  if (!library.linked_in.empty()) return fmt::format("{} linked in", library.linked_in);
  switch (library.place) {
    case LibraryPlace::other: return "a copy of its own";
    case LibraryPlace::deleted: return "deleted or replaced since it was started";
    case LibraryPlace::other_root: return "in another file system, as of a container";
    case LibraryPlace::host: break;
  }
  const bool is_unknown_kind = std::ranges::find(kNotLookedAt, library.family) != kNotLookedAt.end();
  return is_unknown_kind ? "of a family that is not looked at here" : "";
}

std::string own_text(const ProcessLibrary& library, const std::string& why) {
  std::vector<std::string> users;
  for (const ProcessName& user : library.some_users) {
    if (users.size() < 3) users.push_back(fmt::format("{} ({})", user.name, user.pid));
  }
  const std::string more =
      library.processes > users.size() ? fmt::format(" and {} more", library.processes - users.size()) : "";
  return fmt::format("{}{} use {}: {}", fmt::join(users, ", "), more, library.path, why);
}

std::string account_text(const ProcessInventory& processes) {
  std::string text = fmt::format("{} of {} processes were seen", processes.seen, processes.total - processes.without_memory);
  if (!processes.static_scan) text += "; code linked into programs was not looked for (processes --scan-static)";
  return text;
}

}  // namespace

Verdict judge_own_crypto(const Context& context) {
  const auto& processes = context.evidence.processes;
  if (!processes) return Verdict::unknown("the running processes were not looked at", {});
  std::vector<std::string> evidence, own;
  for (std::size_t i = 0; i < processes->libraries.size(); ++i) {
    const std::string why = why_own(processes->libraries[i]);
    if (why.empty()) continue;
    evidence.push_back(fmt::format("/processes/libraries/{}", i));
    own.push_back(own_text(processes->libraries[i], why));
  }
  const std::string account = account_text(*processes);
  if (!own.empty()) {
    const std::size_t shown = std::min(own.size(), kMostNamedLibraries);
    const std::string more = own.size() > shown ? fmt::format("; and {} more libraries", own.size() - shown) : "";
    return Verdict::fail(
        fmt::format("{}{}; {}", fmt::join(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(shown), "; "), more, account),
        evidence);
  }
  if (processes->unreadable != 0) {
    std::vector<std::string> reasons;
    for (const auto& [reason, count] : processes->unreadable_because) reasons.push_back(fmt::format("{} ({})", reason, count));
    return Verdict::unknown(
        fmt::format("{}; {} could not be read, which takes root: {}", account, processes->unreadable, fmt::join(reasons, ", ")),
        {"/processes"});
  }
  if (!processes->not_listed.empty()) return Verdict::unknown(processes->not_listed, {"/processes"});
  return Verdict::pass("every crypto library that a process has mapped is the host's; " + account, {"/processes"});
}

}  // namespace fipsprobe
