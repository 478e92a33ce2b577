#include "probes/libgcrypt/mac.hpp"

#include <array>

#include "probes/libgcrypt/algorithms.hpp"
#include "probes/libgcrypt/fips_mode.hpp"

namespace fipsprobe::libgcrypt {
namespace {

// MacChoice is which of the module's algorithms an operation asks for.
struct MacChoice {
  int algorithm = 0;  // GCRY_MAC_*; 0: none
  std::size_t size = 0;
  bool built = false;
  bool watch = false;  // may make the library leave FIPS mode
};

MacChoice hmac_choice(const Library& library, const MacOperation& operation) {
  const HashRow* const row = hash_row(operation.hash);
  if (row == nullptr) return {};
  return {row->hmac, digest_size(operation.hash), is_built(library, *row), !row->family.empty()};
}

MacChoice cipher_choice(const Library& library, const MacOperation& operation) {
  const CipherRow* const row = cipher_row(operation.cipher, operation.key.size());
  if (row == nullptr) return {};
  if (operation.kind == MacKind::gmac) return {row->gmac, 16, is_built(library, *row), false};
  return {row->cmac, block_size(operation.cipher), is_built(library, *row), false};
}

class MacByHandle final : public Mac {
 public:
  explicit MacByHandle(const Library& library) : library_(library) {}
  ~MacByHandle() override { close(); }
  MacByHandle(const MacByHandle&) = delete;
  MacByHandle& operator=(const MacByHandle&) = delete;

  Outcome perform(const MacOperation& operation) override {
    const MacChoice choice =
        operation.kind == MacKind::hmac ? hmac_choice(library_, operation) : cipher_choice(library_, operation);
    if (choice.algorithm == 0) return Outcome::unsupported("libgcrypt has no such MAC");
    if (operation.tag_length > choice.size) return Outcome::unsupported("the tag asked for is longer than the MAC");
    const FipsWatch watch(library_, choice.watch);
    const Failure failure = compute(operation, choice);
    if (failure.error != 0) {
      close();
      return library_.declined(failure.call, failure.error, choice.built);
    }
    return watch.marked(Outcome::done(Bytes(tag_.begin(), tag_.begin() + static_cast<std::ptrdiff_t>(operation.tag_length))));
  }

 private:
  struct Failure {
    const char* call = "";
    GcryError error = 0;
  };

  // compute leaves the whole tag in tag_.
  Failure compute(const MacOperation& operation, const MacChoice& choice) {
    if (const Failure failure = prepare(choice.algorithm, operation.key); failure.error != 0) return failure;
    if (operation.kind == MacKind::gmac) {
      const GcryError error = library_.mac_setiv(handle_, operation.nonce.data(), operation.nonce.size());
      if (error != 0) return {"gcry_mac_setiv", error};
    }
    // libgcrypt's CMAC takes a write of no bytes for an error; a message of no bytes needs none.
    if (!operation.message.empty()) {
      const GcryError error = library_.mac_write(handle_, operation.message.data(), operation.message.size());
      if (error != 0) return {"gcry_mac_write", error};
    }
    std::size_t size = choice.size;
    return {"gcry_mac_read", library_.mac_read(handle_, tag_.data(), &size)};
  }

  // prepare gives handle_ the key and no message. The key schedule of the last operation is kept when its key comes again.
  Failure prepare(int algorithm, const Bytes& key) {
    if (handle_ == nullptr || algorithm != algorithm_) {
      close();
      algorithm_ = algorithm;
      if (const GcryError error = library_.mac_open(&handle_, algorithm, 0, nullptr); error != 0) {
        handle_ = nullptr;
        return {"gcry_mac_open", error};
      }
    } else if (key == key_) {
      return {"gcry_mac_ctl(GCRYCTL_RESET)", library_.mac_ctl(handle_, kReset, nullptr, 0)};
    }
    if (const GcryError error = library_.mac_setkey(handle_, key.data(), key.size()); error != 0)
      return {"gcry_mac_setkey", error};
    key_ = key;
    return {"gcry_mac_ctl(GCRYCTL_RESET)", library_.mac_ctl(handle_, kReset, nullptr, 0)};
  }

  void close() {
    if (handle_ != nullptr) library_.mac_close(handle_);
    handle_ = nullptr;
  }

  const Library& library_;
  MacHandle handle_ = nullptr;
  int algorithm_ = 0;
  Bytes key_;
  std::array<std::uint8_t, 64> tag_{};
};

}  // namespace

std::unique_ptr<Mac> make_mac_by_handle(const Library& library) { return std::make_unique<MacByHandle>(library); }

std::unique_ptr<Mac> make_mac(const Library& library) {
  return library.is_before_1_6() ? make_hmac_by_digest(library) : make_mac_by_handle(library);
}

}  // namespace fipsprobe::libgcrypt
