#pragma once

#include "probes/openssl/backend.hpp"
#include "probes/openssl/linked_symbols.hpp"
#include "probes/openssl/symbols.hpp"

namespace fipsprobe::openssl {

// LinkedBackend serves 1.0.2 and 1.1: each algorithm is a function of the library, and a function that is not there is an
// algorithm that this build does not have.
class LinkedBackend : public Backend {
 public:
  LinkedBackend(const SharedLibrary& library, const Symbols& symbols, const LinkedSymbols& linked)
      : library_(library), symbols_(symbols), linked_(linked) {}

  const EvpMd* digest(const Name& name) override;
  const EvpCipher* cipher(const Name& name) override;
  std::string absent(const Name& name) const override;

  // 1.0.2's 3DES takes a length in CFB1 for bits, whatever the context's flags say; 1.1 does when it is told to.
  bool counts_bits(Cipher cipher, CipherMode mode) const override { return cipher == Cipher::tdes && mode == CipherMode::cfb1; }

  Handle<EvpPkey> public_key(ByteView info) override;
  Handle<EvpPkey> private_key(ByteView info) override;
  EvpPkeyCtx* start_verify(EvpMdCtx& context, const Name& digest, EvpPkey& key) override;
  EvpPkeyCtx* start_sign(EvpMdCtx& context, const Name& digest, EvpPkey& key) override;
  bool set_digest(EvpPkeyCtx& context, DigestRole role, const Name& digest) override;
  bool set_label(EvpPkeyCtx& context, ByteView label) override;
  void reject_openly(EvpPkeyCtx&) override {}  // implicit rejection came with 3.2
  Handle<EvpPkeyCtx> working(EvpPkey& key) override;
  Handle<EvpPkeyCtx> generation(KeyType type) override;

 private:
  const SharedLibrary& library_;
  const Symbols& symbols_;
  const LinkedSymbols& linked_;
};

}  // namespace fipsprobe::openssl
