#include "probes/nss/token.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fipsprobe::nss {
namespace {

// Spare room for what an operation adds to its input: a tag, a whole block of padding, a digest or a signature.
constexpr std::size_t kSpare = 1024;

bool contains(const std::vector<Ulong>& sorted, Ulong value) { return std::ranges::binary_search(sorted, value); }

// address_of never returns null: softoken takes a null pointer for "no data given", also where the size is 0.
const Byte* address_of(ByteView bytes) {
  static constexpr Byte kNothing = 0;
  return bytes.empty() ? &kNothing : bytes.data();
}

// run_into calls the one-shot function behind `call` with room for `in` and what may be added to it.
template <class Call>
Reply run_into(const char* name, ByteView in, Call&& call) {
  Reply reply{.rv = CKR_OK, .call = name, .data = Bytes(in.size() + kSpare), .object = 0};
  Ulong size = reply.data.size();
  reply.rv = call(address_of(in), in.size(), reply.data.data(), &size);
  reply.data.resize(reply.ok() ? std::min<std::size_t>(size, reply.data.size()) : 0);
  return reply;
}

Reply failed(Rv rv, const char* call) { return {.rv = rv, .call = call, .data = {}, .object = 0}; }

}  // namespace

Token::Token(Softoken& softoken, Entry entry) : softoken_(softoken), entry_(entry), functions_(softoken.functions(entry)) {
  start(false);
  if (entry_ == Entry::fips && started_.ok()) try_indicator();
}

Token::~Token() { close(); }

void Token::start(bool again) {
  started_ = softoken_.initialize(entry_, again);
  initialized_ = started_.ok();
  if (initialized_) open();
}

void Token::open() {
  own_ = softoken_.mechanisms(entry_);
  plain_ = softoken_.mechanisms(Entry::plain);
  // The FIPS token learns from this call whether a password guards its database (level 2) or not (level 1); without it every
  // later call asks for a login.
  TokenInfo info{};
  Reply asked = failed(functions_.get_token_info(slot_of(entry_), &info), "C_GetTokenInfo");
  if (asked.ok()) {
    asked = failed(functions_.open_session(slot_of(entry_), CKF_SERIAL_SESSION, nullptr, nullptr, &objects_), "C_OpenSession");
  }
  if (!asked.ok()) {
    started_ = asked;
    return;
  }
  open_working_session();
}

void Token::open_working_session() {
  if (working_ != 0) functions_.close_session(working_);
  working_ = 0;
  const Rv rv = functions_.open_session(slot_of(entry_), CKF_SERIAL_SESSION, nullptr, nullptr, &working_);
  if (rv != CKR_OK) started_ = failed(rv, "C_OpenSession");
}

void Token::close() {
  if (initialized_) softoken_.finalize(entry_);
  initialized_ = false;
  objects_ = working_ = 0;
}

Reply Token::restart() {
  close();
  start(true);
  return started_;
}

Token::About Token::about() const {
  About about;
  about.rv = functions_.get_info(&about.library);
  if (about.rv == CKR_OK) about.rv = functions_.get_token_info(slot_of(entry_), &about.token);
  return about;
}

Reply Token::alive() const {
  Handle session = 0;
  const Rv rv = functions_.open_session(slot_of(entry_), CKF_SERIAL_SESSION, nullptr, nullptr, &session);
  if (rv == CKR_OK) functions_.close_session(session);
  return failed(rv, "C_OpenSession");
}

Handle Token::open_session() const {
  Handle session = 0;
  const Rv rv = functions_.open_session(slot_of(entry_), CKF_SERIAL_SESSION, nullptr, nullptr, &session);
  return rv == CKR_OK ? session : 0;
}

bool Token::offers(const MechanismName& mechanism) const { return contains(own_, mechanism.type); }

std::optional<Outcome> Token::missing(const MechanismName& mechanism) const {
  if (!started_.ok()) return Outcome::failed("the token did not start: " + text_of(started_));
  if (offers(mechanism)) return std::nullopt;
  if (entry_ == Entry::fips && contains(plain_, mechanism.type)) {
    return Outcome::refused(text_of(mechanism) + " is in the mechanism list of NSC_ but not of the FIPS token");
  }
  return Outcome::unsupported(text_of(mechanism) + " is in no mechanism list of this library");
}

// begin starts an operation. A session in which an earlier operation was left open is replaced once.
template <class Begin>
Rv Token::begin(Begin&& call) {
  const Rv rv = call();
  if (rv != CKR_OPERATION_ACTIVE) return rv;
  open_working_session();
  return call();
}

Reply Token::digest(const Mechanism& mechanism, ByteView in) {
  const Rv rv = begin([&] { return functions_.digest_init(working_, &mechanism); });
  if (rv != CKR_OK) return failed(rv, "C_DigestInit");
  return run_into("C_Digest", in, [&](auto... a) { return functions_.digest(working_, a...); });
}

Reply Token::sign(const Mechanism& mechanism, Handle key, ByteView in) {
  const Rv rv = begin([&] { return functions_.sign_init(working_, &mechanism, key); });
  if (rv != CKR_OK) return failed(rv, "C_SignInit");
  return run_into("C_Sign", in, [&](auto... a) { return functions_.sign(working_, a...); });
}

Reply Token::sign_to(const Mechanism& mechanism, Handle key, ByteView in, std::size_t size) {
  const Rv rv = begin([&] { return functions_.sign_init(working_, &mechanism, key); });
  if (rv != CKR_OK) return failed(rv, "C_SignInit");
  Reply reply{.rv = CKR_OK, .call = "C_Sign", .data = Bytes(size), .object = 0};
  Ulong room = size;
  reply.rv = functions_.sign(working_, address_of(in), in.size(), reply.data.data(), &room);
  reply.data.resize(reply.ok() ? std::min<std::size_t>(room, size) : 0);
  return reply;
}

Reply Token::digest_parts(const Mechanism& mechanism, const std::function<ByteView()>& next) {
  const Rv begun = begin([&] { return functions_.digest_init(working_, &mechanism); });
  if (begun != CKR_OK) return failed(begun, "C_DigestInit");
  for (ByteView part = next(); !part.empty(); part = next()) {
    const Rv rv = functions_.digest_update(working_, part.data(), part.size());
    if (rv != CKR_OK) return failed(rv, "C_DigestUpdate");
  }
  return run_into("C_DigestFinal", {},
                  [&](const Byte*, Ulong, Byte* out, Ulong* size) { return functions_.digest_final(working_, out, size); });
}

Reply Token::verify(const Mechanism& mechanism, Handle key, ByteView in, ByteView signature) {
  const Rv rv = begin([&] { return functions_.verify_init(working_, &mechanism, key); });
  if (rv != CKR_OK) return failed(rv, "C_VerifyInit");
  return failed(functions_.verify(working_, address_of(in), in.size(), address_of(signature), signature.size()), "C_Verify");
}

Reply Token::encrypt(const Mechanism& mechanism, Handle key, ByteView in) {
  const Rv rv = begin([&] { return functions_.encrypt_init(working_, &mechanism, key); });
  if (rv != CKR_OK) return failed(rv, "C_EncryptInit");
  return run_into("C_Encrypt", in, [&](auto... a) { return functions_.encrypt(working_, a...); });
}

Reply Token::decrypt(const Mechanism& mechanism, Handle key, ByteView in) {
  const Rv rv = begin([&] { return functions_.decrypt_init(working_, &mechanism, key); });
  if (rv != CKR_OK) return failed(rv, "C_DecryptInit");
  return run_into("C_Decrypt", in, [&](auto... a) { return functions_.decrypt(working_, a...); });
}

Reply Token::create(const Attributes& attributes) {
  Reply reply{.rv = CKR_OK, .call = "C_CreateObject", .data = {}, .object = 0};
  reply.rv = functions_.create_object(objects_, attributes.data(), attributes.size(), &reply.object);
  return reply;
}

Reply Token::generate(const Mechanism& mechanism, const Attributes& attributes) {
  Reply reply{.rv = CKR_OK, .call = "C_GenerateKey", .data = {}, .object = 0};
  reply.rv = functions_.generate_key(objects_, &mechanism, attributes.data(), attributes.size(), &reply.object);
  return reply;
}

Token::KeyPair Token::generate_pair(const Mechanism& mechanism, const Attributes& public_key, const Attributes& private_key) {
  KeyPair pair;
  pair.reply.call = "C_GenerateKeyPair";
  pair.reply.rv = functions_.generate_key_pair(objects_, &mechanism, public_key.data(), public_key.size(), private_key.data(),
                                               private_key.size(), &pair.public_key, &pair.private_key);
  return pair;
}

Reply Token::unwrap(const Mechanism& mechanism, Handle wrapping_key, ByteView wrapped, const Attributes& attributes) {
  Reply reply{.rv = CKR_OK, .call = "C_UnwrapKey", .data = {}, .object = 0};
  reply.rv = functions_.unwrap_key(objects_, &mechanism, wrapping_key, address_of(wrapped), wrapped.size(), attributes.data(),
                                   attributes.size(), &reply.object);
  return reply;
}

Reply Token::derive(const Mechanism& mechanism, Handle base_key, const Attributes& attributes) {
  Reply reply{.rv = CKR_OK, .call = "C_DeriveKey", .data = {}, .object = 0};
  reply.rv = functions_.derive_key(objects_, &mechanism, base_key, attributes.data(), attributes.size(), &reply.object);
  return reply;
}

Reply Token::wrap(const Mechanism& mechanism, Handle wrapping_key, Handle key) {
  Ulong size = 0;
  const Rv rv = functions_.wrap_key(working_, &mechanism, wrapping_key, key, nullptr, &size);
  if (rv != CKR_OK) return failed(rv, "C_WrapKey");
  return run_into("C_WrapKey", Bytes(size), [&](const Byte*, Ulong, Byte* out, Ulong* out_size) {
    return functions_.wrap_key(working_, &mechanism, wrapping_key, key, out, out_size);
  });
}

Reply Token::read(Handle object, Ulong attribute) {
  Reply reply{.rv = CKR_OK, .call = "C_GetAttributeValue", .data = {}, .object = 0};
  Attribute wanted{attribute, nullptr, 0};
  reply.rv = functions_.get_attribute_value(objects_, object, &wanted, 1);
  if (!reply.ok()) return reply;
  reply.data.resize(wanted.length);
  wanted.value = reply.data.data();
  reply.rv = functions_.get_attribute_value(objects_, object, &wanted, 1);
  reply.data.resize(reply.ok() ? std::min<std::size_t>(wanted.length, reply.data.size()) : 0);
  return reply;
}

void Token::destroy(Handle object) {
  if (object != 0) functions_.destroy_object(objects_, object);
}

void Token::try_indicator() {
  indicator_ = softoken_.service_indicator();
  if (indicator_ == nullptr) {
    indicator_text_ = "no service indicator (NSC_NSSGetFIPSStatus)";
    return;
  }
  // A build without a table of approved operations answers "not approved" to everything; SHA-256 tells it apart.
  const bool hashed = digest({mechanisms_of(Hash::sha256)->digest.type, nullptr, 0}, {}).ok();
  if (hashed && approved() == true) {
    indicator_text_ = "service indicator: NSC_NSSGetFIPSStatus";
    return;
  }
  indicator_ = nullptr;
  indicator_text_ = "service indicator unusable: NSC_NSSGetFIPSStatus calls even SHA-256 not approved";
}

std::optional<bool> Token::approved() const { return status(0, CKT_NSS_SESSION_LAST_CHECK); }

std::optional<bool> Token::approved_key(Handle key) const { return status(key, CKT_NSS_OBJECT_CHECK); }

std::optional<bool> Token::status(Handle object, Ulong operation) const {
  if (indicator_ == nullptr) return std::nullopt;
  Ulong status = 0;
  if (indicator_->get_fips_status(working_, object, operation, &status) != CKR_OK) return std::nullopt;
  return status == CKS_NSS_FIPS_OK;
}

}  // namespace fipsprobe::nss
