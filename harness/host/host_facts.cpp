#include "harness/host/host_facts.hpp"

namespace fipsprobe {

std::vector<FactRow> fact_rows() {
  std::vector<FactRow> rows;
  for (const auto topic : {system_facts(), cpu_facts(), fips_facts(), boot_facts(), container_facts()}) {
    rows.insert(rows.end(), topic.begin(), topic.end());
  }
  return rows;
}

HostFacts collect_host_facts(const std::filesystem::path& root) {
  HostFacts facts;
  for (const FactRow& row : fact_rows()) {
    Fact fact = row.read(root);
    if (fact.source.empty()) fact.source = row.source;
    facts.emplace(row.name, std::move(fact));
  }
  return facts;
}

}  // namespace fipsprobe
