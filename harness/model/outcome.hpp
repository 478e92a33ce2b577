#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "harness/model/bytes.hpp"
#include "harness/model/key.hpp"

namespace fipsprobe {

// OutcomeKind is what became of one case.
enum class OutcomeKind {
  ok,             // the module did it, and as expected
  mismatch,       // the module did it, and the result is not the expected one
  refused,        // the module said no, with its own reason
  unsupported,    // this build has no such thing
  not_available,  // blocked from outside: interface missing, mitigation
  error,          // the module failed at something it offers
  crashed,        // the worker died; the supervisor says so
  timed_out,      // the worker was stopped; the supervisor says so
};

inline constexpr std::size_t kOutcomeKinds = 8;

// name_of returns "ok", "mismatch", "refused", "unsupported", "not_available", "error", "crashed" or "timed_out".
std::string_view name_of(OutcomeKind kind);
std::optional<OutcomeKind> outcome_kind_named(std::string_view name);

// is_wrong tells the outcomes that no module that works gives: mismatch, error, crashed, timed_out.
bool is_wrong(OutcomeKind kind);

// Outcome is a module's answer to one operation. A module never answers mismatch, crashed or timed_out.
struct Outcome {
  OutcomeKind kind = OutcomeKind::error;
  Bytes output;                         // only with ok
  bool accepted = true;                 // false: the module found the input not authentic or not valid (kind is ok then)
  std::string reason;                   // refused, unsupported, not_available, error: the module's own code and words
  std::optional<PublicKey> public_key;  // key generation: of the fresh pair
  std::string served_by = {};           // which of its implementations did it, where the module has several and says so

  static Outcome done(Bytes output) { return of(OutcomeKind::ok, std::move(output), true, {}); }
  static Outcome verified(bool accepted) { return of(OutcomeKind::ok, {}, accepted, {}); }
  static Outcome refused(std::string reason) { return of(OutcomeKind::refused, {}, true, std::move(reason)); }
  static Outcome unsupported(std::string reason) { return of(OutcomeKind::unsupported, {}, true, std::move(reason)); }
  static Outcome not_available(std::string reason) { return of(OutcomeKind::not_available, {}, true, std::move(reason)); }
  static Outcome failed(std::string reason) { return of(OutcomeKind::error, {}, true, std::move(reason)); }
  static Outcome generated(PublicKey key, Bytes signature) {
    Outcome outcome = done(std::move(signature));
    outcome.public_key = std::move(key);
    return outcome;
  }

  static Outcome of(OutcomeKind kind, Bytes output, bool accepted, std::string reason) {
    return {kind, std::move(output), accepted, std::move(reason), std::nullopt};
  }
};

// Counts tallies outcomes; its total is always their sum.
struct Counts {
  std::array<std::uint64_t, kOutcomeKinds> by_kind{};

  std::uint64_t& operator[](OutcomeKind kind) { return by_kind[static_cast<std::size_t>(kind)]; }
  std::uint64_t operator[](OutcomeKind kind) const { return by_kind[static_cast<std::size_t>(kind)]; }
  std::uint64_t total() const;

  // wrong counts the outcomes that are is_wrong.
  std::uint64_t wrong() const;
  Counts& operator+=(const Counts& other);
  bool operator==(const Counts&) const = default;
};

}  // namespace fipsprobe
