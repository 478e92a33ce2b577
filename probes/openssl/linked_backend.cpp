#include "probes/openssl/linked_backend.hpp"

#include <dlfcn.h>

namespace fipsprobe::openssl {
namespace {

// Numbers of key types: EVP_PKEY_RSA, EVP_PKEY_DSA, EVP_PKEY_EC of OpenSSL's object table; they never change.
constexpr int kRsa = 6;
constexpr int kDsaKey = 116;
constexpr int kEc = 408;

// Commands of EVP_PKEY_CTX_ctrl(3) for RSA, and the operations that they are for: 1.0.2's rsa.h and evp.h. By name 1.0.2 finds
// a hash only after OpenSSL_add_all_digests, which would change the library's state.
constexpr int kAnyOperation = -1;
constexpr int kSignatureOperations = 0xf8;  // EVP_PKEY_OP_TYPE_SIG
constexpr int kAnyKey = -1;
constexpr int kSignatureDigest = 1;  // EVP_PKEY_CTRL_MD
constexpr int kMgf1Digest = 0x1000 + 5;
constexpr int kOaepDigest = 0x1000 + 9;

// algorithm calls the function that returns an algorithm; nullptr when the library has no such function. dlsym and not
// SharedLibrary::find: builds leave algorithms out by design, and each is reported as an outcome of its own.
template <class Algorithm>
const Algorithm* algorithm(const SharedLibrary& library, const std::string& function) {
  void* const address = ::dlsym(library.handle(), function.c_str());
  if (address == nullptr) return nullptr;
  return reinterpret_cast<const Algorithm* (*)()>(address)();  // NOLINT(*-reinterpret-cast): dlsym's contract, POSIX dlsym
}

}  // namespace

const EvpMd* LinkedBackend::digest(const Name& name) { return algorithm<EvpMd>(library_, name.function); }

const EvpCipher* LinkedBackend::cipher(const Name& name) { return algorithm<EvpCipher>(library_, name.function); }

std::string LinkedBackend::absent(const Name& name) const { return "the library has no function " + name.function; }

Handle<EvpPkey> LinkedBackend::public_key(ByteView info) {
  const unsigned char* at = info.data();
  return {symbols_.key.decode(nullptr, &at, static_cast<long>(info.size())), symbols_.key.free_key};
}

EvpPkeyCtx* LinkedBackend::start_verify(EvpMdCtx& context, const Name& digest_name, EvpPkey& key) {
  EvpPkeyCtx* key_context = nullptr;
  const bool begun = symbols_.key.verify_init(&context, &key_context, digest(digest_name), nullptr, &key) == 1;
  return begun ? key_context : nullptr;
}

Handle<EvpPkey> LinkedBackend::private_key(ByteView info) {
  const unsigned char* at = info.data();
  return {symbols_.privates.decode(nullptr, &at, static_cast<long>(info.size())), symbols_.key.free_key};
}

EvpPkeyCtx* LinkedBackend::start_sign(EvpMdCtx& context, const Name& digest_name, EvpPkey& key) {
  EvpPkeyCtx* key_context = nullptr;
  const bool begun = symbols_.privates.sign_init(&context, &key_context, digest(digest_name), nullptr, &key) == 1;
  return begun ? key_context : nullptr;
}

bool LinkedBackend::set_digest(EvpPkeyCtx& context, DigestRole role, const Name& digest_name) {
  const EvpMd* const type = digest(digest_name);
  if (type == nullptr || linked_.key.control == nullptr) return false;
  void* const value = const_cast<EvpMd*>(type);  // NOLINT(*-const-cast): the control only reads it
  if (role == DigestRole::signature)
    return linked_.key.control(&context, kAnyKey, kSignatureOperations, kSignatureDigest, 0, value) > 0;
  const int command = role == DigestRole::mgf1 ? kMgf1Digest : kOaepDigest;
  return linked_.key.control(&context, kRsa, kAnyOperation, command, 0, value) > 0;
}

// The text is hexadecimal: the control of that name makes the library's own copy of the label.
bool LinkedBackend::set_label(EvpPkeyCtx& context, ByteView label) {
  return symbols_.key.set(&context, "rsa_oaep_label", to_hex(label).c_str()) > 0;
}

Handle<EvpPkeyCtx> LinkedBackend::working(EvpPkey& key) {
  return {linked_.context_for_key(&key, nullptr), symbols_.key.free_context};
}

Handle<EvpPkeyCtx> LinkedBackend::generation(KeyType type) {
  const int number = type == KeyType::rsa ? kRsa : type == KeyType::dsa ? kDsaKey : kEc;
  return {linked_.context_for_type(number, nullptr), symbols_.key.free_context};
}

}  // namespace fipsprobe::openssl
