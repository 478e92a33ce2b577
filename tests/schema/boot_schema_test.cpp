#include <catch2/catch_test_macros.hpp>

#include "harness/assess/preflight.hpp"
#include "harness/model/errors.hpp"
#include "tests/assess/sample_evidence.hpp"
#include "tests/schema/schema.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using nlohmann::json;

namespace {

// full_boot has every member that the part of evidence on the host's start can have.
json full_boot() {
  Evidence evidence = sample_evidence();
  evidence.boot->unread = {Fact::unknown("Permission denied", "/boot/efi/EFI")};
  evidence.boot->kernels[0].initramfs.why_unknown = "archive 2, which begins at byte 512: the packed data is damaged";
  evidence.boot->entries[0].boot_device = Fact::unknown("there is no /dev/disk/by-uuid to look it up in", "boot=");
  return to_json(evidence);
}

json changed(json document, const char* pointer, const json& value) {
  document[json::json_pointer(pointer)] = value;
  return document;
}

}  // namespace

TEST_CASE("how a host starts is as the schema of evidence says, and is read as it was written") {
  CHECK(schema_complaints("evidence", full_boot()) == std::vector<std::string>{});
  CHECK(to_json(evidence_from_json(full_boot(), "evidence.json")) == full_boot());
  json earlier = full_boot();
  earlier.erase("boot");
  CHECK(schema_complaints("evidence", earlier) == std::vector<std::string>{});
  CHECK(to_json(evidence_from_json(earlier, "evidence.json")) == earlier);
}

TEST_CASE("the schema and the reader refuse a start that evidence never has") {
  for (const auto& [pointer, value] :
       std::vector<std::pair<const char*, json>>{{"/boot/entries", 1},
                                                 {"/boot/entries/0/template", "yes"},
                                                 {"/boot/entries/0/initramfs", "one"},
                                                 {"/boot/entries/0/command_line", "ro"},
                                                 {"/boot/unread/0/unknown", 1},
                                                 {"/boot/kernels/0/running", 1},
                                                 {"/boot/kernels/0/checksum/result", "ok"},
                                                 {"/boot/kernels/0/initramfs/files", -1},
                                                 {"/boot/kernels/0/initramfs/fips_modules", "aes"}}) {
    INFO(pointer);
    const json wrong = changed(full_boot(), pointer, value);
    CHECK_FALSE(schema_complaints("evidence", wrong).empty());
    CHECK_THROWS_AS(evidence_from_json(wrong, "evidence.json"), InputError);
  }
}

TEST_CASE("what preflight writes is as its schema says") {
  Evidence evidence = sample_evidence();
  CHECK(schema_complaints("preflight", to_json(preflight(evidence, builtin_catalogue()))) == std::vector<std::string>{});
  evidence.boot.reset();
  evidence.host.clear();
  const json bare = to_json(preflight(evidence, builtin_catalogue()));
  CHECK(schema_complaints("preflight", bare) == std::vector<std::string>{});
  CHECK_FALSE(schema_complaints("preflight", changed(bare, "/traps/0/state", "fine")).empty());
  CHECK_FALSE(schema_complaints("preflight", changed(bare, "/summary/clear", -1)).empty());
}
