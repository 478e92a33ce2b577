#pragma once

#include <string>
#include <string_view>

#include "harness/model/outcome.hpp"
#include "probes/openssl/symbols.hpp"

namespace fipsprobe::openssl {

// ErrorQueue reads OpenSSL's queue of errors: ERR_get_error(3).
class ErrorQueue {
 public:
  explicit ErrorQueue(const ErrorSymbols& symbols) : symbols_(symbols) {}

  struct Report {
    std::string text;      // all entries, oldest first: "error:060A80A3:digital envelope routines:...:disabled for fips; ..."
    bool refusal = false;  // an entry says that FIPS mode forbids the operation
  };

  // take empties the queue.
  Report take() const;

  void clear() const { symbols_.clear(); }

  // outcome makes refused or error out of what the queue says; `call` names the function that failed.
  Outcome outcome(std::string_view call) const;

  // set_fips_mode tells that 1.0.2's FIPS mode is on: then a key that is too short is a refusal, else a wrong argument.
  void set_fips_mode(bool on) { fips_mode_ = on; }

 private:
  bool is_refusal(std::string_view reason) const;

  const ErrorSymbols& symbols_;
  bool fips_mode_ = false;
};

}  // namespace fipsprobe::openssl
