#include <array>
#include <cstddef>

#include "probes/aligned_buffer.hpp"
#include "probes/openssl/prepared.hpp"

namespace fipsprobe::openssl {
namespace {

constexpr std::size_t kLinkedTag = 64;         // EVP_MAX_MD_SIZE
constexpr std::size_t kHmacContextSize = 512;  // 1.0.2 uses 288 of them

// OwnedHmac owns an HMAC_CTX: the library's own where it makes one, else memory that it starts.
class OwnedHmac {
 public:
  explicit OwnedHmac(const MeasuredSymbols& measured) : measured_(&measured) {
    if (measured.new_hmac != nullptr) {
      context_ = measured.new_hmac();
      return;
    }
    memory_ = std::make_unique<Memory>();
    context_ = reinterpret_cast<HmacContext*>(memory_->data());  // NOLINT(*-reinterpret-cast): 1.0.2's caller allocates
    measured.start_hmac(context_);
  }
  OwnedHmac(OwnedHmac&& other) noexcept
      : measured_(other.measured_), memory_(std::move(other.memory_)), context_(std::exchange(other.context_, nullptr)) {}
  OwnedHmac(const OwnedHmac&) = delete;
  OwnedHmac& operator=(const OwnedHmac&) = delete;
  OwnedHmac& operator=(OwnedHmac&&) = delete;
  ~OwnedHmac() {
    if (context_ != nullptr) (memory_ != nullptr ? measured_->end_hmac : measured_->free_hmac)(context_);
  }

  HmacContext* get() const { return context_; }

 private:
  struct alignas(std::max_align_t) Memory : std::array<std::byte, kHmacContextSize> {};

  const MeasuredSymbols* measured_;
  std::unique_ptr<Memory> memory_;
  HmacContext* context_ = nullptr;
};

bool has_hmac(const MeasuredSymbols& s) {
  const bool made = s.new_hmac != nullptr && s.free_hmac != nullptr;
  const bool started = s.start_hmac != nullptr && s.end_hmac != nullptr;
  return (made || started) && s.hmac_init != nullptr && s.hmac_update != nullptr && s.hmac_final != nullptr;
}

struct HmacState {
  const MeasuredSymbols* measured;
  OwnedHmac context;
  AlignedBuffer message;
  std::size_t tag_length;
  std::array<std::uint8_t, kLinkedTag> tag = {};
  unsigned size = 0;

  static bool restart() { return true; }
  // Without a key and a hash HMAC_Init_ex starts a new message under those that are set: HMAC(3).
  bool call() {
    return measured->hmac_init(context.get(), nullptr, 0, nullptr, nullptr) == 1 &&
           measured->hmac_update(context.get(), message.data(), message.size()) == 1 &&
           measured->hmac_final(context.get(), tag.data(), &size) == 1;
  }
  Bytes output() const { return {tag.begin(), tag.begin() + static_cast<std::ptrdiff_t>(tag_length)}; }
};

struct CmacState {
  const LinkedSymbols* linked;
  Handle<CmacCtx> context;
  AlignedBuffer message;
  std::size_t tag_length;
  std::array<std::uint8_t, kLinkedTag> tag = {};
  std::size_t size = 0;

  static bool restart() { return true; }
  // CMAC_Init without anything starts a new message under the key that is set.
  bool call() {
    return linked->cmac_init(context.get(), nullptr, 0, nullptr, nullptr) == 1 &&
           linked->cmac_update(context.get(), message.data(), message.size()) == 1 &&
           linked->cmac_final(context.get(), tag.data(), &size) == 1;
  }
  Bytes output() const { return {tag.begin(), tag.begin() + static_cast<std::ptrdiff_t>(tag_length)}; }
};

struct Pbkdf2State {
  const LinkedKdfSymbols* kdf;
  const EvpMd* hash;
  std::string password;
  Bytes salt;
  int iterations;
  Bytes key;

  static bool restart() { return true; }
  bool call() {
    return kdf->pbkdf2(password.c_str(), static_cast<int>(password.size()), salt.data(), static_cast<int>(salt.size()),
                       iterations, hash, static_cast<int>(key.size()), key.data()) == 1;
  }
  Bytes output() const { return key; }
};

struct LinkedRandom {
  const MeasuredSymbols* measured;
  AlignedBuffer bytes;

  static bool restart() { return true; }
  bool call() { return measured->random(bytes.data(), static_cast<int>(bytes.size())) == 1; }
  Bytes output() const { return bytes.bytes(); }
};

struct PrepareLinked {
  const Toolkit& toolkit;
  const LinkedSymbols& linked;
  const MeasuredSymbols& measured;

  Preparation operator()(const DigestOperation& o) const { return prepare_digest(toolkit, o); }
  Preparation operator()(const CipherOperation& o) const { return prepare_cipher(toolkit, o); }
  Preparation operator()(const AeadOperation& o) const { return prepare_aead(toolkit, o); }
  Preparation operator()(const SignOperation& o) const { return prepare_signature(toolkit, measured, o); }
  Preparation operator()(const VerifyOperation& o) const { return prepare_verification(toolkit, measured, o); }
  Preparation operator()(const RsaDecryptOperation& o) const { return prepare_decryption(toolkit, o); }
  Preparation operator()(const EcdhOperation& o) const { return prepare_agreement(toolkit, o); }
  Preparation operator()(const KeyGenerationOperation& o) const { return prepare_generation(toolkit, o); }

  Preparation operator()(const MacOperation& o) const {
    if (o.kind == MacKind::hmac) return hmac(o);
    return o.kind == MacKind::cmac ? cmac(o) : Preparation::none("GMAC is measured as GCM");
  }

  Preparation hmac(const MacOperation& o) const {
    if (!has_hmac(measured)) return Preparation::none("the library lacks functions HMAC_*");
    const EvpMd* const hash = toolkit.backend.digest(name_of_digest(o.hash));
    HmacState state{&measured, OwnedHmac(measured), AlignedBuffer(o.message), o.tag_length};
    if (measured.hmac_init(state.context.get(), o.key.data(), static_cast<int>(o.key.size()), hash, nullptr) != 1)
      return failed_preparation(toolkit, "HMAC_Init_ex");
    return prepared_by(std::move(state));
  }

  Preparation cmac(const MacOperation& o) const {
    const auto name = name_of_cbc(o.cipher, o.key.size());
    const EvpCipher* const cipher = name ? toolkit.backend.cipher(*name) : nullptr;
    if (linked.cmac_new == nullptr || cipher == nullptr) return Preparation::none("the library has no such CMAC");
    CmacState state{&linked, {linked.cmac_new(), linked.cmac_free}, AlignedBuffer(o.message), o.tag_length};
    if (linked.cmac_init(state.context.get(), o.key.data(), o.key.size(), cipher, nullptr) != 1)
      return failed_preparation(toolkit, "CMAC_Init");
    return prepared_by(std::move(state));
  }

  Preparation operator()(const KdfOperation& o) const {
    const auto* p = std::get_if<Pbkdf2Parameters>(&o.parameters);
    if (p == nullptr || linked.kdf.pbkdf2 == nullptr) return Preparation::none("only PBKDF2 is measured");
    return prepared_by(Pbkdf2State{&linked.kdf, toolkit.backend.digest(name_of_digest(p->hash)),
                                   std::string(as_text(p->password)), p->salt, static_cast<int>(p->iterations),
                                   Bytes(o.length)});
  }

  Preparation operator()(const RandomOperation& o) const {
    if (measured.random == nullptr) return Preparation::none("the library has no function RAND_bytes");
    return prepared_by(LinkedRandom{&measured, AlignedBuffer(o.length)});
  }

  template <class Other>
  Preparation operator()(const Other&) const {
    return Preparation::none("this operation is not measured");
  }
};

}  // namespace

Preparation prepare_linked(const Toolkit& toolkit, const LinkedSymbols& linked, const MeasuredSymbols& measured,
                           const Operation& operation) {
  toolkit.errors.clear();
  return std::visit(PrepareLinked{toolkit, linked, measured}, operation);
}

}  // namespace fipsprobe::openssl
