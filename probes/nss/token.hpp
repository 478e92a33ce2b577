#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "probes/nss/attributes.hpp"
#include "probes/nss/softoken.hpp"

namespace fipsprobe::nss {

// Token is softoken started through one of its entries, with its sessions.
class Token {
 public:
  // Starts the token. A failure is kept in started(): a FIPS token whose power-up tests failed answers CKR_DEVICE_ERROR.
  Token(Softoken& softoken, Entry entry);
  ~Token();
  Token(const Token&) = delete;
  Token& operator=(const Token&) = delete;

  Entry entry() const { return entry_; }
  // It is C_Initialize's reply, or that of the first call after it that failed.
  const Reply& started() const { return started_; }

  // restart finalizes and initializes once more, with the power-up tests asked for; all objects are gone after it.
  Reply restart();

  // about asks the token what it is; the other members are valid only when rv is CKR_OK.
  struct About {
    Rv rv = CKR_OK;
    Info library{};
    TokenInfo token{};
  };
  About about() const;

  // alive opens and closes a session, which the FIPS token answers with CKR_DEVICE_ERROR in its error state.
  Reply alive() const;

  // missing tells why a mechanism cannot be used here: refused when only the FIPS token leaves it out, unsupported when no
  // token of this library has it, error when the token did not start; nullopt when it is offered.
  std::optional<Outcome> missing(const MechanismName& mechanism) const;
  bool offers(const MechanismName& mechanism) const;

  // One-shot operations in a session of their own. `in` may be empty.
  Reply digest(const Mechanism& mechanism, ByteView in);
  Reply sign(const Mechanism& mechanism, Handle key, ByteView in);
  // sign_to gives `size` bytes: for mechanisms that fill whatever room they get.
  Reply sign_to(const Mechanism& mechanism, Handle key, ByteView in, std::size_t size);
  Reply verify(const Mechanism& mechanism, Handle key, ByteView in, ByteView signature);
  // digest_parts digests what `next` hands over until that is empty.
  Reply digest_parts(const Mechanism& mechanism, const std::function<ByteView()>& next);
  Reply encrypt(const Mechanism& mechanism, Handle key, ByteView in);
  Reply decrypt(const Mechanism& mechanism, Handle key, ByteView in);

  // Objects live in a second session, so that renewing the working session does not lose them.
  Reply create(const Attributes& attributes);
  Reply generate(const Mechanism& mechanism, const Attributes& attributes);
  struct KeyPair {
    Reply reply;
    Handle public_key = 0, private_key = 0;
  };
  KeyPair generate_pair(const Mechanism& mechanism, const Attributes& public_key, const Attributes& private_key);
  Reply unwrap(const Mechanism& mechanism, Handle wrapping_key, ByteView wrapped, const Attributes& attributes);
  Reply derive(const Mechanism& mechanism, Handle base_key, const Attributes& attributes);
  Reply wrap(const Mechanism& mechanism, Handle wrapping_key, Handle key);
  Reply read(Handle object, Ulong attribute);
  void destroy(Handle object);

  // approved returns what the service indicator says of the last operation; nullopt when this build gives no usable answer
  // (no NSC_NSSGetFIPSStatus, or one that calls even SHA-256 not approved, as builds without a FIPS table do), or when the
  // token is not the FIPS token.
  std::optional<bool> approved() const;
  // approved_key returns the same of the operation that made a key: derivation, generation.
  std::optional<bool> approved_key(Handle key) const;

  // functions returns the calls of the token, and open_session a session of the caller's own, for what is measured: 0 when it
  // cannot be had. Keys that were made here can be used in it.
  const FunctionList& functions() const { return functions_; }
  Handle open_session() const;

  // indicator_text tells in words what the service indicator of this build is good for.
  const std::string& indicator_text() const { return indicator_text_; }

 private:
  void start(bool again);
  void open();
  void open_working_session();
  void close();
  void try_indicator();

  template <class Begin>
  Rv begin(Begin&& call);
  std::optional<bool> status(Handle object, Ulong operation) const;

  Softoken& softoken_;
  Entry entry_;
  const FunctionList& functions_;
  Reply started_;
  bool initialized_ = false;          // C_Finalize is owed
  std::vector<Ulong> own_, plain_;    // mechanism lists, sorted
  Handle objects_ = 0, working_ = 0;  // sessions
  const FipsInterface* indicator_ = nullptr;
  std::string indicator_text_;
};

}  // namespace fipsprobe::nss
