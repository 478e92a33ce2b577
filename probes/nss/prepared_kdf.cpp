#include "probes/nss/kdf.hpp"
#include "probes/nss/prepared.hpp"

namespace fipsprobe::nss {
namespace {

// The derived key is an object of the token, which the next call destroys.
class DerivedKey {
 public:
  explicit DerivedKey(Workplace& place) : keys_(std::make_unique<KeyStore>(place.keys)) {}

  void forget(const OwnSession& session) {
    if (object_ != 0) session.calls().destroy_object(session.handle(), std::exchange(object_, 0));
  }
  Handle* place() { return &object_; }
  Bytes value() const { return object_ == 0 ? Bytes{} : keys_->value_of(object_).data; }

 private:
  std::unique_ptr<KeyStore> keys_;
  Handle object_ = 0;
};

// Pbkdf2State changes the last byte of the salt before each call but the first one: softoken keeps what it derived last (the
// cache of lib/softoken/lowpbe.c), and would answer the same question again without any work.
struct Pbkdf2State {
  OwnSession session;
  std::unique_ptr<Pbkdf2Parameters> from;
  std::unique_ptr<Ulong> password_length;
  Pbkdf2Mechanism parameters;
  std::unique_ptr<Attributes> wanted;
  DerivedKey key;
  std::uint8_t last_byte;  // of the salt
  std::uint8_t calls = 0;

  bool restart() {
    calls = 0;
    return true;
  }
  bool call() {
    const Mechanism mechanism{kPbkdf2.type, &parameters, sizeof parameters};
    key.forget(session);
    from->salt.back() = static_cast<std::uint8_t>(last_byte + calls++);
    return session.calls().generate_key(session.handle(), &mechanism, wanted->data(), wanted->size(), key.place()) == CKR_OK;
  }
  Bytes output() const { return key.value(); }
};

struct HkdfState {
  OwnSession session;
  std::unique_ptr<HkdfParameters> from;
  HkdfMechanism parameters;
  Handle base;
  std::unique_ptr<Attributes> wanted;
  DerivedKey key;

  static bool restart() { return true; }
  bool call() {
    const Mechanism mechanism{kHkdfDerive.type, &parameters, sizeof parameters};
    key.forget(session);
    return session.calls().derive_key(session.handle(), &mechanism, base, wanted->data(), wanted->size(), key.place()) ==
           CKR_OK;
  }
  Bytes output() const { return key.value(); }
};

Preparation prepare_pbkdf2(Workplace& place, const Pbkdf2Parameters& from, std::size_t length) {
  auto kept = std::make_unique<Pbkdf2Parameters>(from);
  auto password_length = std::make_unique<Ulong>(from.password.size());
  const auto parameters = pkcs5_parameters(place.token, *kept, *password_length);
  if (const auto* const why_not = std::get_if<Outcome>(&parameters)) return Preparation::none(why_not->reason);
  if (kept->salt.empty()) return Preparation::none("PBKDF2 without a salt is not measured");
  const std::uint8_t last_byte = kept->salt.back();
  auto wanted = std::make_unique<Attributes>();
  describe_output(*wanted, length);
  return prepared_by(Pbkdf2State{OwnSession(place.token), std::move(kept), std::move(password_length),
                                 std::get<Pbkdf2Mechanism>(parameters), std::move(wanted), DerivedKey(place), last_byte});
}

Preparation prepare_hkdf(Workplace& place, const HkdfParameters& from, std::size_t length) {
  auto kept = std::make_unique<HkdfParameters>(from);
  const auto parameters = hkdf_parameters(place.token, *kept);
  if (const auto* const why_not = std::get_if<Outcome>(&parameters)) return Preparation::none(why_not->reason);
  const Reply base = place.keys.secret(CKK_GENERIC_SECRET, from.input, KeyUse::derive);
  if (!base.ok()) return no_preparation(base);
  auto wanted = std::make_unique<Attributes>();
  describe_output(*wanted, length);
  return prepared_by(HkdfState{OwnSession(place.token), std::move(kept), std::get<HkdfMechanism>(parameters), base.object,
                               std::move(wanted), DerivedKey(place)});
}

}  // namespace

Preparation prepare_derivation(Workplace& place, const KdfOperation& operation) {
  if (const auto* p = std::get_if<Pbkdf2Parameters>(&operation.parameters)) return prepare_pbkdf2(place, *p, operation.length);
  if (const auto* p = std::get_if<HkdfParameters>(&operation.parameters)) return prepare_hkdf(place, *p, operation.length);
  return Preparation::none("this key derivation is not measured");
}

}  // namespace fipsprobe::nss
