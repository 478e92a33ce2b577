#pragma once

#include "probes/openssl/backend.hpp"
#include "probes/openssl/error_queue.hpp"
#include "probes/openssl/symbols.hpp"

namespace fipsprobe::openssl {

// Toolkit is what a capability works with. The module owns its parts and outlives its capabilities.
struct Toolkit {
  const Symbols& symbols;
  const ErrorQueue& errors;
  Backend& backend;

  // absent tells that the library has no algorithm of that name, in the words of the queue where it has any.
  // In the error state nothing is there, and that says nothing about the build.
  Outcome absent(const Name& name) const {
    const ErrorQueue::Report report = errors.take();
    const std::string reason = report.text.empty() ? backend.absent(name) : backend.absent(name) + ": " + report.text;
    return backend.is_in_error() ? Outcome::failed(reason) : Outcome::unsupported(reason);
  }
};

// kMaxInput: EVP takes sizes as int; far above any vector, far below overflow.
inline constexpr std::size_t kMaxInput = std::size_t{1} << 30U;

}  // namespace fipsprobe::openssl
