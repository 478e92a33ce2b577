#include "harness/model/processes.hpp"

#include <nlohmann/json.hpp>

#include "harness/model/json_words.hpp"

namespace fipsprobe {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 4> kPlaceNames = {"host", "other", "deleted", "other_root"};

json json_of(const ProcessName& process) { return {{"pid", process.pid}, {"name", process.name}}; }

json json_of(const std::vector<ProcessName>& processes) {
  return array_of(processes, [](const ProcessName& process) { return json_of(process); });
}

json json_of(const ProcessLibrary& library) {
  return {{"path", library.path},           {"device", library.device},
          {"inode", library.inode},         {"place", name_of(library.place)},
          {"family", library.family},       {"linked_in", library.linked_in},
          {"processes", library.processes}, {"some_users", json_of(library.some_users)}};
}

json json_of(const StaticScan& scan) {
  return {{"scanned", scan.scanned}, {"not_scanned", scan.not_scanned}, {"only_named", scan.only_named}};
}

std::vector<ProcessName> process_names_from(const JsonPlace& place) {
  std::vector<ProcessName> processes;
  for (const JsonPlace& item : place.items()) processes.push_back({item.member("pid").count(), item.member("name").text()});
  return processes;
}

std::map<std::string, std::uint64_t> reasons_from(const JsonPlace& place) {
  std::map<std::string, std::uint64_t> reasons;
  for (const auto& [reason, count] : place.members()) reasons.emplace(reason, count.count());
  return reasons;
}

ProcessLibrary process_library_from(const JsonPlace& place) {
  const JsonPlace where = place.member("place");
  return {.path = place.member("path").text(),
          .device = place.member("device").text(),
          .inode = place.member("inode").count(),
          .place = required(value_named<ProcessLibrary::Place>(kPlaceNames, where.text()), where),
          .family = place.member("family").text(),
          .linked_in = place.member("linked_in").text(),
          .processes = place.member("processes").count(),
          .some_users = process_names_from(place.member("some_users"))};
}

StaticScan static_scan_from(const JsonPlace& place) {
  return {.scanned = place.member("scanned").count(),
          .not_scanned = reasons_from(place.member("not_scanned")),
          .only_named = place.member("only_named").text_map()};
}

std::uint64_t sum_of(const std::map<std::string, std::uint64_t>& reasons) {
  std::uint64_t sum = 0;
  for (const auto& [reason, count] : reasons) sum += count;
  return sum;
}

}  // namespace

std::string_view name_of(ProcessLibrary::Place place) { return kPlaceNames[static_cast<std::size_t>(place)]; }

json to_json(const ProcessInventory& inventory) {
  json value = {{"total", inventory.total},
                {"seen", inventory.seen},
                {"without_memory", inventory.without_memory},
                {"unreadable", inventory.unreadable},
                {"vanished", inventory.vanished},
                {"unreadable_because", inventory.unreadable_because},
                {"some_unreadable", json_of(inventory.some_unreadable)},
                {"not_listed", inventory.not_listed},
                {"libraries", array_of(inventory.libraries, [](const ProcessLibrary& library) { return json_of(library); })}};
  if (inventory.static_scan) value["static_scan"] = json_of(*inventory.static_scan);
  return value;
}

ProcessInventory process_inventory_from_json(const JsonPlace& place) {
  ProcessInventory inventory{.total = place.member("total").count(),
                             .seen = place.member("seen").count(),
                             .without_memory = place.member("without_memory").count(),
                             .unreadable = place.member("unreadable").count(),
                             .vanished = place.member("vanished").count(),
                             .unreadable_because = reasons_from(place.member("unreadable_because")),
                             .some_unreadable = process_names_from(place.member("some_unreadable")),
                             .not_listed = place.member("not_listed").text(),
                             .libraries = {},
                             .static_scan = std::nullopt};
  const std::uint64_t sum = inventory.seen + inventory.without_memory + inventory.unreadable + inventory.vanished;
  if (sum != inventory.total) place.fail("the total is not the sum of its parts");
  if (sum_of(inventory.unreadable_because) != inventory.unreadable)
    place.member("unreadable_because").fail("the counts do not add up to the unreadable ones");
  for (const JsonPlace& library : place.member("libraries").items())
    inventory.libraries.push_back(process_library_from(library));
  if (const auto scan = place.optional_member("static_scan")) inventory.static_scan = static_scan_from(*scan);
  return inventory;
}

}  // namespace fipsprobe
