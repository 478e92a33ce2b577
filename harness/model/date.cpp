#include "harness/model/date.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fipsprobe {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// number_of reads decimal digits; nullopt when there is any other character.
std::optional<unsigned> number_of(std::string_view digits) {
  if (!std::ranges::all_of(digits, is_digit)) return std::nullopt;
  unsigned number = 0;
  for (const char c : digits) number = number * 10 + static_cast<unsigned>(c - '0');
  return number;
}

}  // namespace

std::optional<Date> date_from(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number_of(text.substr(0, 4));
  const auto month = number_of(text.substr(5, 2));
  const auto day = number_of(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const Date date{std::chrono::year{static_cast<int>(*year)}, std::chrono::month{*month}, std::chrono::day{*day}};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::string to_text(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

long days_between(Date from, Date to) {
  return static_cast<long>((std::chrono::sys_days{to} - std::chrono::sys_days{from}).count());
}

}  // namespace fipsprobe
