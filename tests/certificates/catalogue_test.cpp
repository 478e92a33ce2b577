#include "harness/certificates/catalogue.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "harness/model/errors.hpp"

using namespace fipsprobe;
using nlohmann::json;

namespace {

json builtin_json() {
  std::ifstream file(FIPSPROBE_SOURCE_DIR "/harness/certificates/catalogue.json");
  return json::parse(file);
}

std::string complaint_about(const std::string& text) {
  try {
    catalogue_from_json(text, "c.json");
  } catch (const InputError& error) {
    return error.what();
  }
  return "no complaint";
}

// complaint_after changes the value at `pointer` and returns what the reader says.
std::string complaint_after(const char* pointer, const json& value) {
  json catalogue = builtin_json();
  catalogue[json::json_pointer(pointer)] = value;
  return complaint_about(catalogue.dump());
}

}  // namespace

TEST_CASE("the built-in catalogue holds every certificate of Amazon Linux 2 and 2023") {
  const Catalogue& catalogue = builtin_catalogue();
  std::vector<std::uint32_t> numbers;
  for (const Certificate& certificate : catalogue.certificates) numbers.push_back(certificate.number);
  const std::vector<std::uint32_t> expected = {3553, 3562, 3567, 3618, 3643, 3646, 3652, 3709, 4472,
                                               4490, 4548, 4565, 4593, 4808, 4971, 5014, 5015, 5021};
  CHECK(numbers == expected);
  CHECK(to_text(catalogue.snapshot) == "2026-03-29");
}

TEST_CASE("the built-in catalogue has the facts of certificate 4593") {
  const Certificate& kernel = *find_certificate(builtin_catalogue(), 4593);
  CHECK(kernel.module == "Amazon Linux 2 Kernel Crypto API Cryptographic Module");
  CHECK(kernel.vendor == "Amazon Web Services, Inc.");
  CHECK(kernel.standard == Standard::fips_140_2);
  CHECK(kernel.level == 1);
  CHECK(kernel.caveat->text ==
        "When operated in FIPS mode with module Amazon Linux 2 NSS Cryptographic Module validated to FIPS 140-2 under Cert. "
        "#4565 operating in FIPS mode");
  CHECK(to_text(kernel.validated) == "2023-09-12");
  CHECK(to_text(*kernel.last_update) == "2023-11-13");
  CHECK(to_text(kernel.sunset->date) == "2025-09-13");
  CHECK(kernel.recorded->state == ListState::historical);
  CHECK(kernel.bound == std::vector<std::uint32_t>{4565});
  CHECK(kernel.predecessor == 3709);
  const bool says_active_is_stale = std::ranges::any_of(kernel.notes, [](const std::string& note) {
    return note.find("still calls this certificate active") != std::string::npos;
  });
  CHECK(says_active_is_stale);
}

TEST_CASE("predecessor and successor of the built-in catalogue point at each other") {
  const Catalogue& catalogue = builtin_catalogue();
  for (const Certificate& certificate : catalogue.certificates) {
    INFO(certificate.number);
    if (certificate.predecessor) CHECK(find_certificate(catalogue, *certificate.predecessor)->successor == certificate.number);
    if (certificate.successor) CHECK(find_certificate(catalogue, *certificate.successor)->predecessor == certificate.number);
    CHECK(certificate.page.ends_with("/certificate/" + std::to_string(certificate.number)));
  }
}

TEST_CASE("a product is found by os-release's ID and VERSION_ID, both") {
  const Catalogue& catalogue = builtin_catalogue();
  CHECK(find_product(catalogue, "amzn", "2")->key == "amazon-linux-2");
  CHECK(find_product(catalogue, "amzn", "2023")->key == "amazon-linux-2023");
  CHECK(find_product(catalogue, "amzn", "2018.03") == nullptr);
  CHECK(find_product(catalogue, "debian", "2") == nullptr);
}

TEST_CASE("a catalogue that is not JSON is refused with its line") {
  CHECK(complaint_about("{\n  \"schema\": \"fipsprobe/catalogue/1\",\n  oops\n}").starts_with("c.json:3: "));
  CHECK(complaint_about("").starts_with("c.json:"));
}

TEST_CASE("a catalogue is refused with the place of what is wrong") {
  CHECK(complaint_after("/schema", "fipsprobe/catalogue/2") ==
        "c.json: at /schema: is \"fipsprobe/catalogue/2\"; this program reads \"fipsprobe/catalogue/1\"");
  CHECK(complaint_after("/snapshot", "29.3.2026") == "c.json: at /snapshot: \"29.3.2026\" is not a date YYYY-MM-DD");
  CHECK(complaint_after("/certificates/0/validated", "2023-02-30") ==
        "c.json: at /certificates/0/validated: \"2023-02-30\" is not a date YYYY-MM-DD");
  CHECK(complaint_after("/certificates/2/number", "3567") ==
        "c.json: at /certificates/2/number: must be a whole number, 0 or more");
  CHECK(complaint_after("/certificates/1/number", 3553) == "c.json: at /certificates/1/number: certificate 3553 comes twice");
  CHECK(complaint_after("/certificates/3/level", 5) == "c.json: at /certificates/3/level: must be 1, 2, 3 or 4");
  CHECK(complaint_after("/certificates/3/standard", "FIPS 140-4") ==
        "c.json: at /certificates/3/standard: \"FIPS 140-4\" is not one of \"FIPS 140-2\", \"FIPS 140-3\"");
  CHECK(complaint_after("/certificates/3/sunet", "2025-01-01") ==
        "c.json: at /certificates/3/sunet: is not a member that a catalogue has here");
  CHECK(complaint_after("/certificates/3/predecessor", 1) ==
        "c.json: at /certificates/3/predecessor: the catalogue has no certificate 1");
  CHECK(complaint_after("/certificates/3/product", "amazon-linux-1") ==
        "c.json: at /certificates/3/product: no product has the key \"amazon-linux-1\"");
  CHECK(complaint_after("/certificates/3/origin/source", "hearsay") ==
        "c.json: at /certificates/3/origin: no source has the key \"hearsay\"");
  CHECK(complaint_after("/certificates/3/sunset/date", "2019-01-01") ==
        "c.json: at /certificates/3/sunset: is earlier than the validation");
}

TEST_CASE("a catalogue without a required member is refused with its name") {
  json catalogue = builtin_json();
  catalogue["certificates"][0].erase("module");
  CHECK(complaint_about(catalogue.dump()) == "c.json: at /certificates/0: has no member \"module\"");
}
