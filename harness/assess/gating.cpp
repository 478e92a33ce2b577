#include "harness/assess/gating.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "harness/assess/embedded.hpp"
#include "harness/model/json_place.hpp"
#include "harness/model/json_words.hpp"

namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 3> kGateStates = {"on", "off", "decided_elsewhere"};

struct GateCell {
  Gate::State state;
  std::string what;
};

struct GateRow {
  std::string title, family, source;
  std::vector<std::string> sonames;  // empty: any module of the family
  std::array<GateCell, 4> cells;     // by cell_of
  std::vector<std::pair<std::string, std::string>> overrides;
};

std::size_t cell_of(const GateInput& input) { return (input.flag ? 0U : 2U) + (input.system_fips ? 0U : 1U); }

GateCell gate_cell_from(const JsonPlace& place) {
  const JsonPlace state = place.member("state");
  return {required(value_named<Gate::State>(kGateStates, state.text()), state), place.member("what").text()};
}

GateRow gate_row_from(const JsonPlace& place) {
  GateRow row{
      .title = place.member("title").text(),
      .family = place.member("family").text(),
      .source = place.member("source").text(),
      .sonames = place.member("sonames").texts(),
      .cells = {gate_cell_from(place.member("flag_1_file_present")), gate_cell_from(place.member("flag_1_file_absent")),
                gate_cell_from(place.member("flag_0_file_present")), gate_cell_from(place.member("flag_0_file_absent"))},
      .overrides = {}};
  for (const JsonPlace& item : place.member("overrides").items())
    row.overrides.emplace_back(item.member("name").text(), item.member("effect").text());
  return row;
}

const std::vector<GateRow>& gate_rows() {
  static const std::vector<GateRow> rows = [] {
    const std::string name = "built-in gating.json";
    const nlohmann::json json = parse_json(embedded_file(assess_files(), "gating.json"), name);
    std::vector<GateRow> all;
    for (const JsonPlace& item : JsonPlace(json, name).member("modules").items()) all.push_back(gate_row_from(item));
    return all;
  }();
  return rows;
}

bool is_of_row(const ModuleEvidence& module, const GateRow& row) {
  if (module.family != row.family) return false;
  return row.sonames.empty() || std::ranges::find(row.sonames, module.identity.soname) != row.sonames.end();
}

bool is_where(FipsState::Value state, Gate::State gate) {
  if (gate == Gate::State::on) return state == FipsState::Value::on;
  return state == FipsState::Value::off || state == FipsState::Value::unsupported;
}

// overrides_seen names those overrides of the gate that the run or the host has.
std::string overrides_seen(const Context& context, const Gate& gate, const Run& run) {
  std::string text;
  for (const auto& [name, effect] : gate.overrides) {
    const bool is_file = name.starts_with('/');
    const bool is_seen = is_file ? host_fact(context, "fips.gcrypt_fips_enabled").value.value_or("absent") != "absent"
                                 : run.environment.contains(name);
    if (is_seen) text += fmt::format("; {} is set: {}", is_file ? name : name + "=" + run.environment.at(name), effect);
  }
  return text;
}

}  // namespace

std::string GateInput::text() const {
  return fmt::format("the flag is {} and /etc/system-fips is {}", flag ? 1 : 0, system_fips ? "present" : "absent");
}

std::optional<GateInput> gate_input(const Context& context) {
  const HostFact flag = host_fact(context, "fips.kernel_flag");
  const HostFact file = host_fact(context, "fips.system_fips_file");
  if (!flag.value || !file.value) return std::nullopt;
  return GateInput{flag.is("1"), file.is("present")};
}

std::optional<Gate> gate_of(const ModuleEvidence& module, const GateInput& input) {
  const auto row = std::ranges::find_if(gate_rows(), [&](const GateRow& each) { return is_of_row(module, each); });
  if (row == gate_rows().end()) return std::nullopt;
  const GateCell& cell = row->cells.at(cell_of(input));
  return Gate{row->title, cell.state, cell.what, row->source, row->overrides};
}

std::string gate_explanation(const Context& context, const ModuleEvidence& module, const Run& run) {
  const std::optional<GateInput> input = gate_input(context);
  const std::optional<Gate> gate = input ? gate_of(module, *input) : std::nullopt;
  if (!gate) return {};
  const std::string overrides = overrides_seen(context, *gate, run);
  if (gate->state == Gate::State::decided_elsewhere || is_where(run.fips.value, gate->state))
    return fmt::format("{}; {}: {}{}", input->text(), gate->title, gate->what, overrides);
  return fmt::format("{}, with which {} is {}: {}{}", input->text(), gate->title, gate->state == Gate::State::on ? "on" : "off",
                     gate->what, overrides.empty() ? "; why it is not was not found" : overrides);
}

}  // namespace fipsprobe
