#include "harness/report/compare_html.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <filesystem>
#include <functional>
#include <kainjow/mustache.hpp>
#include <stdexcept>

#include "harness/compare/remarks.hpp"
#include "harness/report/compare_html_parts.hpp"
#include "harness/report/compare_words.hpp"
#include "harness/report/embedded.hpp"
#include "harness/report/figures.hpp"
#include "harness/report/line_chart.hpp"
#include "harness/report/printable.hpp"

namespace fipsprobe {
namespace {

using kainjow::mustache::data;

data texts_as(const char* name, const std::vector<std::string>& texts) {
  data items{data::type::list};
  for (const std::string& text : texts) {
    data item;
    item.set(name, printable(text));
    items.push_back(item);
  }
  return items;
}

data module_texts(const CompareSide& side) {
  std::vector<std::string> texts;
  for (const ModuleEvidence& module : side.evidence.modules) {
    if (!chooses(side.selector, module)) continue;
    texts.push_back(fmt::format("{} {} ({})", module.family, version_in_short(module.identity.version), module.instance));
  }
  return texts_as("module", texts);
}

data side_item(const CompareSide& side, std::size_t number) {
  const BenchConditions& bench = *side.evidence.bench;
  data item;
  item.set("label", side.label);
  item.set("key", line_mark_svg(number));
  item.set("number", std::to_string(number));
  item.set("file", selection_of(side));
  item.set("host", value_of_fact(side.evidence.host, "hostname"));
  item.set("system", value_of_fact(side.evidence.host, "os.pretty_name"));
  item.set("architecture", value_of_fact(side.evidence.host, "architecture"));
  item.set("processor", value_of_fact(side.evidence.host, "cpu.model"));
  item.set("modules", module_texts(side));
  item.set("noise", texts_as("reason", bench.noise));
  item.set("noisy", page_flag(!bench.noise.empty()));
  item.set("is_emulated", page_flag(!bench.emulated.empty()));
  item.set("emulated", printable(bench.emulated));
  item.set("without", texts_as("run", runs_without_figures(side)));
  return item;
}

data side_items(const Comparison& comparison) {
  data items{data::type::list};
  for (std::size_t i = 0; i < comparison.sides.size(); ++i) items.push_back(side_item(comparison.sides[i], i));
  return items;
}

// --- the conditions, a column for each side ---

std::string pinned_to(const BenchConditions& bench) {
  if (!bench.not_pinned.empty()) return "not pinned: " + printable(bench.not_pinned);
  return fmt::format("processor {}", fmt::join(bench.processors, ", "));
}

std::string price_of(const CompareSide& side) { return side.price ? fmt::format("{}", *side.price) : "not given"; }

constexpr std::array kHostFactRows = {std::pair{"Host", "hostname"},
                                      std::pair{"System", "os.pretty_name"},
                                      std::pair{"Kernel", "kernel.release"},
                                      std::pair{"Architecture", "architecture"},
                                      std::pair{"Processor", "cpu.model"},
                                      std::pair{"Processors", "cpu.count"},
                                      std::pair{"Microcode", "cpu.microcode"},
                                      std::pair{"Governor", "cpu.governor"},
                                      std::pair{"Turbo", "cpu.turbo"},
                                      std::pair{"SMT", "cpu.smt"},
                                      std::pair{"Mitigations", "cpu.mitigations"},
                                      std::pair{"Machine", "machine.product"},
                                      std::pair{"Hypervisor", "machine.hypervisor"}};

constexpr std::array kObservedRows = {std::pair{"Load before", "load.before"},
                                      std::pair{"Steal time, per cent", "steal.percent"},
                                      std::pair{"Other processes, per cent", "others.percent"},
                                      std::pair{"Frequency before, MHz", "frequency.before_mhz"},
                                      std::pair{"Frequency after, MHz", "frequency.after_mhz"},
                                      std::pair{"Preemptions", "preemptions"}};

data condition_row(const Comparison& comparison, const std::string& name,
                   const std::function<std::string(const CompareSide&)>& of) {
  std::vector<std::string> values;
  for (const CompareSide& side : comparison.sides) values.push_back(of(side));
  data row;
  row.set("name", name);
  row.set("values", texts_as("value", values));
  return row;
}

data condition_rows(const Comparison& comparison) {
  data rows{data::type::list};
  for (const auto& [name, fact] : kHostFactRows) {
    rows.push_back(condition_row(comparison, name,
                                 [fact = fact](const CompareSide& side) { return value_of_fact(side.evidence.host, fact); }));
  }
  const auto add = [&](const char* name, const std::function<std::string(const CompareSide&)>& of) {
    rows.push_back(condition_row(comparison, name, of));
  };
  add("Measured", [](const CompareSide& side) { return side.evidence.bench->started_at; });
  add("Took", [](const CompareSide& side) { return time_text(side.evidence.bench->seconds); });
  add("By fipsprobe", [](const CompareSide& side) { return side.evidence.tool_version; });
  add("Profile", [](const CompareSide& side) { return side.evidence.bench->profile; });
  add("Clock", [](const CompareSide& side) { return side.evidence.bench->clock; });
  add("Repeats", [](const CompareSide& side) {
    return fmt::format("{} of about {}", side.evidence.bench->repeats, time_text(side.evidence.bench->batch_seconds));
  });
  add("Pinned to", [](const CompareSide& side) { return pinned_to(*side.evidence.bench); });
  for (const auto& [name, fact] : kObservedRows) {
    rows.push_back(condition_row(comparison, name, [fact = fact](const CompareSide& side) {
      return value_of_fact(side.evidence.bench->observed, fact);
    }));
  }
  add("Price of an hour", price_of);
  return rows;
}

// title_of_side is its module where it has one only, else its file.
std::string title_of_side(const CompareSide& side) {
  std::vector<std::string> modules;
  for (const ModuleEvidence& module : side.evidence.modules) {
    if (chooses(side.selector, module))
      modules.push_back(fmt::format("{} {}", module.family, version_in_short(module.identity.version)));
  }
  const std::string name = modules.size() == 1 ? modules[0] : std::filesystem::path(side.file).filename().string();
  return fmt::format("{}: {}", side_mark(side), printable(name));
}

std::string page_title(const Comparison& comparison) {
  std::vector<std::string> labels;
  for (const CompareSide& side : comparison.sides) labels.push_back(title_of_side(side));
  return fmt::format("{}", fmt::join(labels, " against "));
}

void set_sections(data& page, const Comparison& comparison) {
  const data charts = chart_items(comparison);
  const data costs = cost_items(comparison);
  const data prices = price_items(comparison);
  page.set("pairs", pair_items(comparison));
  page.set("points", point_items(comparison));
  page.set("has_charts", page_flag(charts.is_non_empty_list()));
  page.set("charts", charts);
  page.set("has_costs", page_flag(costs.is_non_empty_list()));
  page.set("costs", costs);
  page.set("has_prices", page_flag(prices.is_non_empty_list()));
  page.set("prices", prices);
}

}  // namespace

std::string compare_html(const Comparison& comparison) {
  data page;
  page.set("style", std::string(embedded_file(report_files(), "report.css")) +
                        std::string(embedded_file(report_files(), "compare.css")));
  page.set("title", page_title(comparison));
  page.set("money", money(comparison));
  page.set("sides", side_items(comparison));
  page.set("conditions", condition_rows(comparison));
  page.set("method", texts_as("line", method_lines()));
  set_sections(page, comparison);
  kainjow::mustache::mustache view{std::string(embedded_file(report_files(), "compare.html.mustache"))};
  if (!view.is_valid()) throw std::logic_error("compare.html.mustache: " + view.error_message());
  return view.render(page);
}

}  // namespace fipsprobe
