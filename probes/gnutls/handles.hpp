#pragma once

#include <memory>

#include "harness/model/bytes.hpp"
#include "probes/gnutls/library.hpp"

// Owners of what the library makes.
namespace fipsprobe::gnutls {

struct PublicKeyDeinit {
  const Library* library = nullptr;
  void operator()(PublicKeyContext* key) const { library->pubkey_deinit(key); }
};
struct PrivateKeyDeinit {
  const Library* library = nullptr;
  void operator()(PrivateKeyContext* key) const { library->privkey_deinit(key); }
};
struct SpkiDeinit {
  const Library* library = nullptr;
  void operator()(SpkiContext* spki) const { library->x509_spki_deinit(spki); }
};
struct DhParametersDeinit {
  const Library* library = nullptr;
  void operator()(DhParametersContext* parameters) const { library->dh_params_deinit(parameters); }
};

using OwnedPublicKey = std::unique_ptr<PublicKeyContext, PublicKeyDeinit>;
using OwnedPrivateKey = std::unique_ptr<PrivateKeyContext, PrivateKeyDeinit>;
using OwnedSpki = std::unique_ptr<SpkiContext, SpkiDeinit>;
using OwnedDhParameters = std::unique_ptr<DhParametersContext, DhParametersDeinit>;

// OwnedDatum is memory that the library gives to its caller.
class OwnedDatum {
 public:
  explicit OwnedDatum(const Library& library) : library_(library) {}
  ~OwnedDatum() {
    if (library_.free != nullptr && *library_.free != nullptr) (*library_.free)(datum_.data);
  }
  OwnedDatum(const OwnedDatum&) = delete;
  OwnedDatum& operator=(const OwnedDatum&) = delete;

  Datum* get() { return &datum_; }
  Bytes bytes() const { return Bytes(datum_.data, datum_.data + datum_.size); }

 private:
  const Library& library_;
  Datum datum_;
};

// Answer is what one call of the library returned; below 0 is an error.
struct Answer {
  const char* call = "";
  int code = 0;
};

}  // namespace fipsprobe::gnutls
