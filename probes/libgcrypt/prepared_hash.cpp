#include <array>

#include "probes/aligned_buffer.hpp"
#include "probes/libgcrypt/algorithms.hpp"
#include "probes/libgcrypt/prepared.hpp"

namespace fipsprobe::libgcrypt {
namespace {

struct DigestClose {
  const Library* library = nullptr;
  void operator()(DigestContext* handle) const { library->md_close(handle); }
};
using OwnedDigest = std::unique_ptr<DigestContext, DigestClose>;

struct MacClose {
  const Library* library = nullptr;
  void operator()(MacContext* handle) const { library->mac_close(handle); }
};
using OwnedMac = std::unique_ptr<MacContext, MacClose>;

// HashState hashes a message; where the handle has a key, gcry_md_reset keeps it, and the result is an HMAC.
struct HashState {
  const Library* library;
  OwnedDigest handle;
  int algorithm;
  AlignedBuffer message;
  std::size_t size;
  const unsigned char* value = nullptr;

  static bool restart() { return true; }
  bool call() {
    library->md_reset(handle.get());
    library->md_write(handle.get(), message.data(), message.size());
    value = library->md_read(handle.get(), algorithm);
    return value != nullptr;
  }
  Bytes output() const { return value == nullptr ? Bytes{} : Bytes(value, value + size); }
};

struct MacState {
  const Library* library;
  OwnedMac handle;
  AlignedBuffer message;
  std::size_t tag_length;
  std::array<std::uint8_t, 64> tag = {};

  static bool restart() { return true; }
  bool call() {
    std::size_t size = tag_length;
    return library->mac_ctl(handle.get(), kReset, nullptr, 0) == 0 &&
           library->mac_write(handle.get(), message.data(), message.size()) == 0 &&
           library->mac_read(handle.get(), tag.data(), &size) == 0;
  }
  Bytes output() const { return {tag.begin(), tag.begin() + static_cast<std::ptrdiff_t>(tag_length)}; }
};

OwnedDigest open_digest(const Library& library, int algorithm, unsigned flags) {
  DigestHandle opened = nullptr;
  if (library.md_open(&opened, algorithm, flags) != 0) opened = nullptr;
  return {opened, DigestClose{&library}};
}

// prepare_old_hmac is for versions without gcry_mac_open.
Preparation prepare_old_hmac(const Library& library, const MacOperation& operation, const HashRow& row) {
  OwnedDigest handle = open_digest(library, row.digest, kDigestHmac);
  if (handle == nullptr) return Preparation::none("gcry_md_open failed");
  if (library.md_setkey(handle.get(), operation.key.data(), operation.key.size()) != 0)
    return Preparation::none("gcry_md_setkey failed");
  return prepared_by(
      HashState{&library, std::move(handle), row.digest, AlignedBuffer(operation.message), operation.tag_length});
}

// mac_number returns GCRY_MAC_*; 0 for none.
int mac_number(const MacOperation& operation) {
  if (operation.kind == MacKind::hmac) {
    const HashRow* const row = hash_row(operation.hash);
    return row == nullptr ? 0 : row->hmac;
  }
  const CipherRow* const row = cipher_row(operation.cipher, operation.key.size());
  return row == nullptr || operation.kind != MacKind::cmac ? 0 : row->cmac;
}

}  // namespace

Preparation prepare_digest(const Library& library, const DigestOperation& operation) {
  const HashRow* const row = hash_row(operation.hash);
  const std::size_t size = digest_size(operation.hash);
  if (row == nullptr || size == 0) return Preparation::none("this hash is not measured");
  OwnedDigest handle = open_digest(library, row->digest, 0);
  if (handle == nullptr) return Preparation::none("gcry_md_open failed");
  return prepared_by(HashState{&library, std::move(handle), row->digest, AlignedBuffer(operation.message), size});
}

Preparation prepare_mac(const Library& library, const MacOperation& operation) {
  const int number = mac_number(operation);
  if (number == 0) return Preparation::none("libgcrypt has no such MAC");
  if (library.is_before_1_6()) {
    if (operation.kind != MacKind::hmac) return Preparation::none("only HMAC: no gcry_mac_open in this version");
    return prepare_old_hmac(library, operation, *hash_row(operation.hash));
  }
  MacHandle opened = nullptr;
  if (library.mac_open(&opened, number, 0, nullptr) != 0) return Preparation::none("gcry_mac_open failed");
  OwnedMac handle(opened, MacClose{&library});
  if (library.mac_setkey(opened, operation.key.data(), operation.key.size()) != 0)
    return Preparation::none("gcry_mac_setkey failed");
  return prepared_by(MacState{&library, std::move(handle), AlignedBuffer(operation.message), operation.tag_length});
}

}  // namespace fipsprobe::libgcrypt
