#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/model/evidence.hpp"

namespace fipsprobe::test {

// evidence_of runs a command of fipsprobe that writes evidence with --format json, these variables added to
// its environment, and reads it. Fails the test, with what the
// program said, when its output is no evidence.
Evidence evidence_of(std::vector<std::string> arguments, const std::map<std::string, std::string>& variables = {});

// run_of returns a module's run in a mode. Fails the test when there is none.
const Run& run_of(const Evidence& evidence, const std::string& family, Mode mode);

}  // namespace fipsprobe::test
