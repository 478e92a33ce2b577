#include "tests/vectors/vector_text.hpp"

#include <catch2/catch_test_macros.hpp>

#include "harness/model/errors.hpp"
#include "tests/support/program.hpp"

namespace fipsprobe::test {

std::vector<Case> cases_in(const VectorSource& source) {
  std::vector<Case> cases;
  read_cases(source, [&](const Case& read) {
    cases.push_back(read);
    return true;
  });
  return cases;
}

VectorSource builtin(const std::string& end_of_name) {
  for (VectorSource& source : builtin_sources()) {
    if (source.name.ends_with(end_of_name)) return std::move(source);
  }
  FAIL("no built-in source " << end_of_name);
  return {};
}

std::vector<Case> cases_of_text(const std::string& file_name, const std::string& text) {
  const TemporaryFolder folder;
  const std::string path = folder.write(file_name, text);
  return cases_in({file_name, path});
}

std::string error_of_text(const std::string& file_name, const std::string& text) {
  const TemporaryFolder folder;
  const std::string path = folder.write(file_name, text);
  try {
    cases_in({file_name, path});
  } catch (const InputError& error) {
    // The error names the whole path; the folder's name changes from run to run.
    const std::string folder_part = folder.path().string() + "/";
    const std::string message = error.what();
    REQUIRE(message.starts_with(folder_part));
    return message.substr(folder_part.size());
  }
  return {};
}

}  // namespace fipsprobe::test
