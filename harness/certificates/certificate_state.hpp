#pragma once

#include <string>
#include <string_view>

#include "harness/certificates/catalogue.hpp"

namespace fipsprobe {

// CertificateState is the state of a certificate on a day, and why.
struct CertificateState {
  enum class Value { active, historical, revoked, not_yet_validated, unknown };
  Value value = Value::unknown;
  std::string reason;  // one clause, with the dates it rests on
};

// name_of returns "active", "historical", "revoked", "not yet validated" or "unknown".
std::string_view name_of(CertificateState::Value value);

// kLastDayOfFips140Part2 is the last day on which a FIPS 140-2 certificate can be active (CMVP notice on the transition to FIPS
// 140-3).
inline constexpr Date kLastDayOfFips140Part2{std::chrono::year{2026}, std::chrono::month{9}, std::chrono::day{21}};

// state_on applies, in this order:
//   1. before the validation date: not yet validated;
//   2. recorded as revoked: revoked from the recorded day of the change on, or else from the day of the record on. Revocation
//   is
//      only ever read from data;
//   3. after its sunset date, or FIPS 140-2 and after kLastDayOfFips140Part2: historical. The day itself is still active;
//   4. recorded as historical: historical from the recorded day of the change on, or else from the day of the record on;
//   5. otherwise active, as long as a sunset date or a later record of "active" shows it.
// A day that lies before a record of "historical" or "revoked" is unknown where nothing tells when the change was made. A
// record of "historical" that was made after the sunset date tells that: the sunset date.
CertificateState state_on(const Certificate& certificate, Date as_of);

}  // namespace fipsprobe
