#include "harness/model/date.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace fipsprobe;

TEST_CASE("a date is read and written as YYYY-MM-DD") {
  const auto date = date_from("2024-02-29");
  REQUIRE(date.has_value());
  REQUIRE(to_text(*date) == "2024-02-29");
}

TEST_CASE("a day that does not exist, or is written in another way, is no date") {
  for (const char* const text : {"2023-02-29", "2024-13-01", "2024-00-10", "2024-1-01", "2024-01-1", "20240101", "2024/01/01",
                                 "2024-01-01 ", " 2024-01-01", "2024-01-01T00:00:00Z", "-024-01-01", "2024-+1-01", ""}) {
    INFO(text);
    REQUIRE_FALSE(date_from(text).has_value());
  }
}

TEST_CASE("days between two dates count leap days and are negative backwards") {
  REQUIRE(days_between(*date_from("2024-02-28"), *date_from("2024-03-01")) == 2);
  REQUIRE(days_between(*date_from("2026-11-23"), *date_from("2024-10-22")) == -762);
}
