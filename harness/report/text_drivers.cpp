#include "harness/report/color.hpp"
#include "harness/report/drivers.hpp"
#include "harness/report/text_sections.hpp"
#include "harness/report/text_table.hpp"

namespace fipsprobe {

std::string driver_list(const Evidence& evidence, const TextStyle& style) {
  TextTable table({"module", "run", "answers", "sets", "driver", "made of"});
  bool any = false;
  for (const ModuleEvidence& module : evidence.modules) {
    for (const Run& run : module.runs) {
      for (const DriverRow& row : driver_rows(run)) {
        any = true;
        table.add({module.instance, std::string(name_of(run.mode)), std::to_string(row.answers),
                   std::to_string(row.sets.size()), row.driver, row.kind});
      }
    }
  }
  if (!any) return {};
  return bold("Drivers that answered", style.color) + "\n" + table.to_text(style.color) + "\n";
}

}  // namespace fipsprobe
