#include "harness/assess/transitions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "harness/assess/embedded.hpp"
#include "harness/model/json_place.hpp"

namespace fipsprobe {
namespace {

struct DatedState {
  Date from;
  std::string state;
};

struct Rule {
  std::string algorithm;
  std::regex operation;
  std::vector<DatedState> states;  // by date
  std::string source;
};

Date date_of(const JsonPlace& place) {
  const std::optional<Date> date = date_from(place.text());
  if (!date) place.fail("\"" + place.text() + "\" is not a date YYYY-MM-DD");
  return *date;
}

std::vector<Rule> read_rules() {
  const std::string name = "built-in transitions.json";
  const nlohmann::json json = parse_json(embedded_file(assess_files(), "transitions.json"), name);
  std::vector<Rule> rules;
  for (const JsonPlace& item : JsonPlace(json, name).member("transitions").items()) {
    Rule rule{.algorithm = item.member("algorithm").text(),
              .operation = std::regex(item.member("operation").text()),
              .states = {},
              .source = item.member("source").text()};
    for (const JsonPlace& state : item.member("states").items()) {
      rule.states.push_back({date_of(state.member("from")), state.member("state").text()});
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

const std::vector<Rule>& rules() {
  static const std::vector<Rule> all = read_rules();
  return all;
}

// operations_done returns the names of what the run's module did.
std::set<std::string> operations_done(const Run& run) {
  std::set<std::string> done;
  for (const CoverageRow& row : run.coverage) {
    if (row.counts[OutcomeKind::ok] != 0) done.insert(row.operation);
  }
  for (const Refusal& refusal : run.refusals) {
    if (refusal.outcome == OutcomeKind::ok) done.insert(refusal.operation.substr(0, refusal.operation.find(',')));
  }
  return done;
}

bool does_any(const Run& run, const std::regex& operation) {
  const std::set<std::string> done = operations_done(run);
  return std::ranges::any_of(done, [&](const std::string& name) { return std::regex_match(name, operation); });
}

// done_by says for each module whether it does the rule's operations, and whether only outside FIPS mode.
std::vector<Transition::Module> done_by(const Evidence& evidence, const Rule& rule) {
  std::vector<Transition::Module> modules;
  for (const ModuleEvidence& module : evidence.modules) {
    bool in_fips_mode = false;
    bool at_all = false;
    for (const Run& run : module.runs) {
      if (!does_any(run, rule.operation)) continue;
      at_all = true;
      in_fips_mode = in_fips_mode || run.fips.value == FipsState::Value::on;
    }
    if (at_all) modules.push_back({module.instance, in_fips_mode});
  }
  return modules;
}

Transition transition_of(const Rule& rule, Date as_of) {
  Transition transition{
      .algorithm = rule.algorithm, .state = "no rule yet", .since = {}, .next = {}, .source = rule.source, .modules = {}};
  for (const DatedState& state : rule.states) {
    if (as_of < state.from) {
      transition.next = state.state + " from " + to_text(state.from);
      break;
    }
    transition.state = state.state;
    transition.since = to_text(state.from);
  }
  return transition;
}

}  // namespace

std::vector<Transition> transitions_of(const Context& context) {
  std::vector<Transition> transitions;
  for (const Rule& rule : rules()) {
    Transition transition = transition_of(rule, context.as_of);
    transition.modules = done_by(context.evidence, rule);
    if (!transition.modules.empty()) transitions.push_back(std::move(transition));
  }
  return transitions;
}

}  // namespace fipsprobe
