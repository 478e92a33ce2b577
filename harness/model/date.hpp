#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace fipsprobe {

// Date is a day of the Gregorian calendar without a time zone, as certificates state it.
using Date = std::chrono::year_month_day;

// date_from reads "YYYY-MM-DD", all ten characters, of a day that exists; nullopt for any other text.
std::optional<Date> date_from(std::string_view text);

// to_text returns "YYYY-MM-DD".
std::string to_text(Date date);

// days_between returns the days from `from` to `to`; negative when `to` is earlier.
long days_between(Date from, Date to);

}  // namespace fipsprobe
