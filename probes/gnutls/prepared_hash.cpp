#include <array>
#include <memory>

#include "probes/aligned_buffer.hpp"
#include "probes/gnutls/algorithms.hpp"
#include "probes/gnutls/prepared.hpp"

namespace fipsprobe::gnutls {
namespace {

struct CloseHash {
  const Library* library = nullptr;
  void operator()(HashContext* handle) const { library->hash_deinit(handle, nullptr); }
};
struct CloseMac {
  const Library* library = nullptr;
  void operator()(MacContext* handle) const { library->hmac_deinit(handle, nullptr); }
};

using Value = std::array<std::uint8_t, 64>;  // as long as the longest digest

// gnutls_hash_output and gnutls_hmac_output begin the next message, under the same key.
struct DigestState {
  const Library* library;
  std::unique_ptr<HashContext, CloseHash> handle;
  AlignedBuffer message;
  std::size_t size;
  Value value = {};

  static bool restart() { return true; }
  bool call() {
    if (library->hash(handle.get(), message.data(), message.size()) != 0) return false;
    library->hash_output(handle.get(), value.data());
    return true;
  }
  Bytes output() const { return {value.begin(), value.begin() + static_cast<std::ptrdiff_t>(size)}; }
};

struct MacState {
  const Library* library;
  std::unique_ptr<MacContext, CloseMac> handle;
  AlignedBuffer message;
  std::size_t tag_length;
  Value tag = {};

  static bool restart() { return true; }
  bool call() {
    if (library->hmac(handle.get(), message.data(), message.size()) != 0) return false;
    library->hmac_output(handle.get(), tag.data());
    return true;
  }
  Bytes output() const { return {tag.begin(), tag.begin() + static_cast<std::ptrdiff_t>(tag_length)}; }
};

}  // namespace

Preparation prepare_digest(const Library& library, const DigestOperation& operation) {
  HashHandle opened = nullptr;
  const int code = library.hash_init(&opened, digest_number(operation.hash));
  if (code < 0) return no_preparation(library, "gnutls_hash_init", code);
  return prepared_by(
      DigestState{&library, {opened, CloseHash{&library}}, AlignedBuffer(operation.message), digest_size(operation.hash)});
}

Preparation prepare_mac(const Library& library, const MacOperation& operation) {
  if (operation.kind == MacKind::gmac) return Preparation::none("GMAC is measured as GCM");
  const int number = operation.kind == MacKind::hmac ? digest_number(operation.hash)
                                                     : mac_number(operation.kind, operation.cipher, operation.key.size());
  MacHandle opened = nullptr;
  const int code = library.hmac_init(&opened, number, operation.key.data(), operation.key.size());
  if (code < 0) return no_preparation(library, "gnutls_hmac_init", code);
  return prepared_by(MacState{&library, {opened, CloseMac{&library}}, AlignedBuffer(operation.message), operation.tag_length});
}

}  // namespace fipsprobe::gnutls
