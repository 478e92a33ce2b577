#include "harness/certificates/certificate_state.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace fipsprobe;
using Value = CertificateState::Value;

namespace {

Date day(std::string_view text) { return *date_from(text); }

CertificateState builtin_state(std::uint32_t number, std::string_view as_of) {
  const Certificate* const certificate = find_certificate(builtin_catalogue(), number);
  REQUIRE(certificate != nullptr);
  return state_on(*certificate, day(as_of));
}

Certificate sample(Standard standard, std::string_view validated) {
  Certificate certificate;
  certificate.standard = standard;
  certificate.validated = day(validated);
  return certificate;
}

RecordedState record(ListState state, std::string_view on, std::optional<Date> since = std::nullopt) {
  return {.state = state, .on = day(on), .since = since, .origin = {}};
}

}  // namespace

TEST_CASE("a certificate is active on its sunset day and historical on the next") {
  struct Row {
    std::uint32_t number;
    const char *sunset, *next_day;
  };
  for (const Row& row :
       {Row{4548, "2024-10-22", "2024-10-23"}, Row{3618, "2025-02-18", "2025-02-19"}, Row{4565, "2025-04-19", "2025-04-20"},
        Row{4472, "2025-04-19", "2025-04-20"}, Row{4593, "2025-09-13", "2025-09-14"}, Row{4808, "2029-09-22", "2029-09-23"},
        Row{5021, "2030-05-25", "2030-05-26"}}) {
    INFO(row.number);
    CHECK(builtin_state(row.number, row.sunset).value == Value::active);
    CHECK(builtin_state(row.number, row.next_day).value == Value::historical);
  }
}

TEST_CASE("all five certificates of Amazon Linux 2 are historical on 2026-11-23") {
  for (const std::uint32_t number : {4548U, 3618U, 4565U, 4472U, 4593U}) {
    INFO(number);
    CHECK(builtin_state(number, "2026-11-23").value == Value::historical);
  }
  CHECK(builtin_state(4548, "2026-11-23").reason == "its sunset date 2024-10-22 passed 762 days before 2026-11-23");
}

TEST_CASE("certificate 4548 was active on 2024-01-01") {
  CHECK(builtin_state(4548, "2024-01-01").value == Value::active);
  CHECK(builtin_state(4548, "2024-01-01").reason == "its sunset date is 2024-10-22");
}

TEST_CASE("a certificate is not yet validated on the day before its validation") {
  CHECK(builtin_state(4548, "2023-07-09").value == Value::not_yet_validated);
  CHECK(builtin_state(4548, "2023-07-09").reason == "it was validated on 2023-07-10");
  CHECK(builtin_state(4548, "2023-07-10").value == Value::active);
}

TEST_CASE("the last day of FIPS 140-2 is 2026-09-21, whatever the sunset says") {
  Certificate certificate = sample(Standard::fips_140_2, "2024-01-01");
  certificate.sunset = Sunset{day("2028-12-31"), {}};
  CHECK(state_on(certificate, day("2026-09-21")).value == Value::active);
  CHECK(state_on(certificate, day("2026-09-22")).value == Value::historical);
  certificate.standard = Standard::fips_140_3;
  CHECK(state_on(certificate, day("2026-09-22")).value == Value::active);
}

TEST_CASE("a record of historical counts from its own day on, and leaves the days before it unknown without a sunset") {
  CHECK(builtin_state(3553, "2026-03-29").value == Value::historical);
  const CertificateState before = builtin_state(3553, "2026-03-28");
  CHECK(before.value == Value::unknown);
  CHECK(before.reason == "the CMVP list of 2026-03-29 has it as historical; when it became so is not known");
}

TEST_CASE("a certificate moved to the historical list before its sunset is unknown until the day of the record") {
  Certificate certificate = sample(Standard::fips_140_3, "2024-01-01");
  certificate.sunset = Sunset{day("2029-01-01"), {}};
  certificate.recorded = record(ListState::historical, "2026-03-29");
  CHECK(state_on(certificate, day("2026-03-28")).value == Value::unknown);
  CHECK(state_on(certificate, day("2026-03-29")).value == Value::historical);
  certificate.recorded = record(ListState::historical, "2026-03-29", day("2025-06-01"));
  CHECK(state_on(certificate, day("2025-05-31")).value == Value::active);
  CHECK(state_on(certificate, day("2025-06-01")).value == Value::historical);
}

TEST_CASE("revoked overrides every other state, from the day that is known") {
  Certificate certificate = sample(Standard::fips_140_2, "2020-01-01");
  certificate.sunset = Sunset{day("2025-01-01"), {}};
  certificate.recorded = record(ListState::revoked, "2026-03-29");
  CHECK(state_on(certificate, day("2026-11-23")).value == Value::revoked);
  CHECK(state_on(certificate, day("2026-03-29")).value == Value::revoked);
  CHECK(state_on(certificate, day("2026-03-28")).value == Value::unknown);
  CHECK(state_on(certificate, day("2019-12-31")).value == Value::not_yet_validated);
  certificate.recorded = record(ListState::revoked, "2026-03-29", day("2025-06-01"));
  CHECK(state_on(certificate, day("2025-06-01")).value == Value::revoked);
  CHECK(state_on(certificate, day("2025-05-31")).value == Value::historical);
  CHECK(state_on(certificate, day("2024-12-31")).value == Value::active);
}

TEST_CASE("without a sunset a record of active holds up to its day and is unknown after it") {
  Certificate certificate = sample(Standard::fips_140_3, "2024-01-01");
  certificate.recorded = record(ListState::active, "2026-03-29");
  CHECK(state_on(certificate, day("2026-03-29")).value == Value::active);
  CHECK(state_on(certificate, day("2026-03-30")).value == Value::unknown);
  certificate.recorded.reset();
  CHECK(state_on(certificate, day("2026-03-29")).value == Value::unknown);
}

TEST_CASE("a state after the last list that was read says so") {
  CHECK(builtin_state(5021, "2026-11-23").value == Value::active);
  CHECK(builtin_state(5021, "2026-11-23").reason ==
        "its sunset date is 2030-05-25; no CMVP list later than 2026-03-29 was read");
}
