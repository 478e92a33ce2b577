#include "harness/host/host_facts.hpp"

namespace fipsprobe {

std::vector<FactRow> fact_rows() {
  std::vector<FactRow> rows;
  for (const auto topic : {system_facts(), cpu_facts(), performance_facts(), fips_facts(), kernel_facts(), boot_facts(),
                           dracut_facts(), container_facts(), override_facts()}) {
    rows.insert(rows.end(), topic.begin(), topic.end());
  }
  return rows;
}

HostFacts collect_host_facts(const std::filesystem::path& root, Depth depth) {
  HostFacts facts;
  for (const FactRow& row : fact_rows()) {
    const bool is_left_out = row.depth == Depth::thorough && depth == Depth::quick;
    Fact fact = is_left_out ? Fact::unknown(std::string(kNotReadQuickly), {}) : row.read(root);
    if (fact.source.empty()) fact.source = row.source;
    facts.emplace(row.name, std::move(fact));
  }
  return facts;
}

}  // namespace fipsprobe
