#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/assessment.hpp"

namespace fipsprobe {

// Check is the prose of one finding id; findings.json holds them all.
struct Check {
  // Required tells when the finding decides the exit code.
  enum class Required { always, never, with_validated_builds };

  std::string id;
  std::string label;  // a word or two, for the head of a column
  Statement statement = Statement::host;
  Required required = Required::always;
  std::string title;
  std::string success;      // what it means when it passes
  std::string failure;      // what it means when it fails
  std::string remediation;  // what to do then, in words

  // What can be pasted to do it, by distribution: "amzn 2" or "debian"; "" for every other. {file} and {package} stand for the
  // module's own.
  std::map<std::string, std::vector<std::string>> commands;
};

// checks returns every check, in the order of findings.json.
const std::vector<Check>& checks();

// find_check returns nullptr when there is no check of that id.
const Check* find_check(std::string_view id);

}  // namespace fipsprobe
