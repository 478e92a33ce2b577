#include "harness/report/process_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "harness/report/printable.hpp"
#include "harness/report/text_sections.hpp"
#include "harness/report/text_table.hpp"

namespace fipsprobe {
namespace {

using Place = ProcessLibrary::Place;

std::string_view place_words(const ProcessLibrary& library) {
  constexpr std::array<std::string_view, 4> words = {"the host's", "its own", "deleted", "other root"};
  return words[static_cast<std::size_t>(library.place)];
}

std::string users_text(const std::vector<ProcessName>& users, std::uint64_t count) {
  std::vector<std::string> names;
  for (const ProcessName& user : users) names.push_back(fmt::format("{} ({})", user.name, user.pid));
  std::string text = fmt::format("{}", fmt::join(names, ", "));
  if (count > users.size()) text += fmt::format(" and {} more", count - users.size());
  return text;
}

std::string library_table(const ProcessInventory& inventory, bool color) {
  std::vector<const ProcessLibrary*> libraries;
  for (const ProcessLibrary& library : inventory.libraries) libraries.push_back(&library);
  std::stable_partition(libraries.begin(), libraries.end(),
                        [](const ProcessLibrary* library) { return library->place != Place::host; });
  TextTable table({"whose", "family", "processes", "file", "used by"});
  for (const ProcessLibrary* const library : libraries) {
    const std::string file =
        library->linked_in.empty() ? library->path : fmt::format("{} [{}]", library->path, library->linked_in);
    table.add({std::string(place_words(*library)), library->family, std::to_string(library->processes), file,
               users_text(library->some_users, library->processes)});
  }
  return table.to_text(color);
}

std::string static_text(const ProcessInventory& inventory) {
  if (!inventory.static_scan) return "Code that is linked into programs was not looked for: --scan-static does.\n";
  const StaticScan& scan = *inventory.static_scan;
  std::uint64_t left = 0;
  std::string why;
  for (const auto& [reason, count] : scan.not_scanned) {
    left += count;
    why += fmt::format("  {} not searched: {}\n", count, printable(reason));
  }
  std::string text = fmt::format("{} of {} files that are mapped as code were searched for crypto that is linked in.\n{}",
                                 scan.scanned, scan.scanned + left, why);
  for (const auto& [path, version] : scan.only_named) {
    text += wrapped(fmt::format("{} names {} and has none of its code: it was built with that header", path, version), 2);
  }
  return text;
}

std::string account_text(const ProcessInventory& inventory) {
  std::string text =
      fmt::format("{} processes: {} seen, {} not readable, {} ended meanwhile, {} without memory of their own.\n",
                  inventory.total, inventory.seen, inventory.unreadable, inventory.vanished, inventory.without_memory);
  for (const auto& [reason, count] : inventory.unreadable_because)
    text += fmt::format("  {} not readable: {}\n", count, printable(reason));
  if (inventory.unreadable != 0) text += wrapped("not seen: " + users_text(inventory.some_unreadable, inventory.unreadable), 2);
  if (!inventory.not_listed.empty()) text += wrapped(inventory.not_listed, 2);
  return text;
}

}  // namespace

std::string process_text(const ProcessInventory& inventory, bool color) {
  const std::string table =
      inventory.libraries.empty() ? "No process that could be seen uses a crypto library.\n" : library_table(inventory, color);
  return table + "\n" + account_text(inventory) + static_text(inventory);
}

}  // namespace fipsprobe
