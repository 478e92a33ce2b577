#include "harness/certificates/certificate_state.hpp"

#include <fmt/format.h>

#include <array>

namespace fipsprobe {
namespace {

using Value = CertificateState::Value;

bool is_recorded_as(const Certificate& certificate, ListState state) {
  return certificate.recorded && certificate.recorded->state == state;
}

// Change is when a recorded state began, as far as the record tells.
enum class Change { before_as_of, after_as_of, unknown };

Change change_of(const RecordedState& recorded, Date as_of) {
  if (as_of >= recorded.on) return Change::before_as_of;
  if (!recorded.since) return Change::unknown;
  return as_of >= *recorded.since ? Change::before_as_of : Change::after_as_of;
}

std::string record_text(const RecordedState& recorded) {
  std::string text = fmt::format("the CMVP list of {} has it as {}", to_text(recorded.on), name_of(recorded.state));
  if (recorded.since) text += fmt::format(" since {}", to_text(*recorded.since));
  return text;
}

CertificateState change_unknown(const RecordedState& recorded) {
  return {Value::unknown, record_text(recorded) + "; when it became so is not known"};
}

std::string passed_text(std::string_view what, Date last_day, Date as_of) {
  return fmt::format("{} {} passed {} days before {}", what, to_text(last_day), days_between(last_day, as_of), to_text(as_of));
}

CertificateState active_state(const Certificate& certificate, Date as_of) {
  const auto& recorded = certificate.recorded;
  if (certificate.sunset) {
    std::string reason = fmt::format("its sunset date is {}", to_text(certificate.sunset->date));
    if (recorded && as_of > recorded->on) reason += fmt::format("; no CMVP list later than {} was read", to_text(recorded->on));
    return {Value::active, reason};
  }
  if (!recorded) return {Value::unknown, "neither its sunset date nor a record of its state is known"};
  // Before it was revoked it may have been historical.
  if (as_of <= recorded->on && recorded->state != ListState::revoked) return {Value::active, record_text(*recorded)};
  return {Value::unknown, record_text(*recorded) + "; its sunset date is not known"};
}

}  // namespace

std::string_view name_of(CertificateState::Value value) {
  constexpr std::array<std::string_view, 5> names = {"active", "historical", "revoked", "not yet validated", "unknown"};
  return names[static_cast<std::size_t>(value)];
}

CertificateState state_on(const Certificate& certificate, Date as_of) {
  if (as_of < certificate.validated) {
    return {Value::not_yet_validated, fmt::format("it was validated on {}", to_text(certificate.validated))};
  }
  if (is_recorded_as(certificate, ListState::revoked)) {
    const Change change = change_of(*certificate.recorded, as_of);
    if (change == Change::before_as_of) return {Value::revoked, record_text(*certificate.recorded)};
    if (change == Change::unknown) return change_unknown(*certificate.recorded);
  }
  if (certificate.sunset && as_of > certificate.sunset->date) {
    return {Value::historical, passed_text("its sunset date", certificate.sunset->date, as_of)};
  }
  if (certificate.standard == Standard::fips_140_2 && as_of > kLastDayOfFips140Part2) {
    return {Value::historical, passed_text("the last day of FIPS 140-2 certificates,", kLastDayOfFips140Part2, as_of)};
  }
  if (is_recorded_as(certificate, ListState::historical)) {
    const RecordedState& recorded = *certificate.recorded;
    const Change change = change_of(recorded, as_of);
    if (change == Change::before_as_of) return {Value::historical, record_text(recorded)};
    const bool sunset_explains_record = certificate.sunset && certificate.sunset->date < recorded.on;
    if (change == Change::unknown && !sunset_explains_record) return change_unknown(recorded);
  }
  return active_state(certificate, as_of);
}

}  // namespace fipsprobe
