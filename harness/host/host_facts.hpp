#pragma once

#include <filesystem>
#include <vector>

#include "harness/host/fact_row.hpp"
#include "harness/model/fact.hpp"

namespace fipsprobe {

// fact_rows returns every fact that collect_host_facts collects. harness/host/README.md explains each.
std::vector<FactRow> fact_rows();

// collect_host_facts reads the facts of the host whose file system starts at `root`. What the kernel says by a system call
// (uname) is always of the running kernel. It changes nothing and never throws for a file that cannot be read: the fact is
// unknown then, with the reason; so is what `depth` leaves out.
HostFacts collect_host_facts(const std::filesystem::path& root = "/", Depth depth = Depth::thorough);

}  // namespace fipsprobe
