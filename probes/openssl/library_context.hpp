#pragma once

#include <string>
#include <vector>

#include "probes/openssl/error_queue.hpp"
#include "probes/openssl/provider_symbols.hpp"
#include "probes/openssl/symbols.hpp"

namespace fipsprobe::openssl {

// LibraryContext is a library context of OpenSSL 3 with its providers. It is never freed: the process ends before.
struct LibraryContext {
  LibCtx* library = nullptr;  // null in `opened` false, and for the default library context
  bool opened = false;
  std::string how;                 // what was done to open it, or why it could not be
  std::vector<std::string> files;  // provider files loaded by it
};

// ContextOpener makes the library contexts that fipsprobe uses beside the default one.
class ContextOpener {
 public:
  ContextOpener(const Symbols& symbols, const ProviderSymbols& provider, const ErrorQueue& errors, std::string libcrypto)
      : symbols_(symbols), provider_(provider), errors_(errors), libcrypto_(std::move(libcrypto)) {}

  // open_plain has the default provider, and the legacy provider where there is one.
  LibraryContext open_plain() const;

  // open_fips has the FIPS provider and the base provider, and the default property fips=yes.
  LibraryContext open_fips() const;

 private:
  std::vector<std::string> folders() const;
  LibraryContext with_configuration(const std::string& folder, const std::string& file, std::string how) const;
  LibraryContext with_embedded_mac(const std::string& folder) const;
  LibraryContext with_made_configuration(const std::string& folder, const Bytes& provider, const std::string& why) const;
  LibraryContext require_fips(LibraryContext context) const;
  Bytes provider_mac(const Bytes& provider) const;

  const Symbols& symbols_;
  const ProviderSymbols& provider_;
  const ErrorQueue& errors_;
  std::string libcrypto_;
};

}  // namespace fipsprobe::openssl
