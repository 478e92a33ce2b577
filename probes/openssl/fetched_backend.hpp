#pragma once

#include "probes/openssl/backend.hpp"
#include "probes/openssl/provider_symbols.hpp"
#include "probes/openssl/symbols.hpp"

namespace fipsprobe::openssl {

// FetchedBackend serves OpenSSL 3: it fetches algorithms by name from the providers of one library context. `library` null is
// the default library context.
class FetchedBackend : public Backend {
 public:
  FetchedBackend(const Symbols& symbols, const ProviderSymbols& provider, LibCtx* library)
      : symbols_(symbols), provider_(provider), library_(library) {}

  void set_in_error(bool in_error) { in_error_ = in_error; }
  bool is_in_error() const override { return in_error_; }

  const EvpMd* digest(const Name& name) override;
  const EvpCipher* cipher(const Name& name) override;
  std::string absent(const Name& name) const override;
  Handle<EvpPkey> public_key(ByteView info) override;
  Handle<EvpPkey> private_key(ByteView info) override;
  EvpPkeyCtx* start_verify(EvpMdCtx& context, const Name& digest, EvpPkey& key) override;
  EvpPkeyCtx* start_sign(EvpMdCtx& context, const Name& digest, EvpPkey& key) override;
  bool set_digest(EvpPkeyCtx& context, DigestRole role, const Name& digest) override;
  bool set_label(EvpPkeyCtx& context, ByteView label) override;
  void reject_openly(EvpPkeyCtx& context) override;
  Handle<EvpPkeyCtx> working(EvpPkey& key) override;
  Handle<EvpPkeyCtx> generation(KeyType type) override;

 private:
  const Symbols& symbols_;
  const ProviderSymbols& provider_;
  LibCtx* library_;
  bool in_error_ = false;
};

}  // namespace fipsprobe::openssl
