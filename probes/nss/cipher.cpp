#include <algorithm>

#include "probes/nss/services.hpp"

namespace fipsprobe::nss {
namespace {

// CipherParameter owns the mechanism parameter of a cipher in a mode.
struct CipherParameter {
  AesCtrParameters ctr{};
  Rc2CbcParameters rc2{};
};

// with_parameter points the mechanism at the parameter that it takes; `owned` must outlive it. Nullopt: the IV has the wrong
// size.
std::optional<Mechanism> with_parameter(Ulong type, const CipherOperation& operation, CipherParameter& owned) {
  const Bytes& iv = operation.iv;
  if (operation.cipher == Cipher::rc2) {
    if (iv.size() != (operation.mode == CipherMode::ecb ? 0 : sizeof owned.rc2.iv)) return std::nullopt;
    owned.rc2.effective_bits = operation.key.size() * 8;
    std::ranges::copy(iv, owned.rc2.iv);
    return Mechanism{type, &owned.rc2, sizeof owned.rc2};
  }
  if (operation.mode == CipherMode::ctr) {
    if (iv.size() != sizeof owned.ctr.counter_block) return std::nullopt;
    owned.ctr.counter_bits = 128;  // the whole block counts: SP 800-38A Appendix B.1
    std::ranges::copy(iv, owned.ctr.counter_block);
    return Mechanism{type, &owned.ctr, sizeof owned.ctr};
  }
  if (iv.empty()) return Mechanism{type, nullptr, 0};
  return Mechanism{type, iv.data(), iv.size()};
}

// key_type_of returns the row's key type, but for 3DES with two keys, which PKCS #11 has a type of its own for (Mech §2.17).
Ulong key_type_of(const CipherMechanism& row, const CipherOperation& operation) {
  constexpr std::size_t kTwoKeys = 16;  // bytes
  return row.key_type == CKK_DES3 && operation.key.size() == kTwoKeys ? CKK_DES2 : row.key_type;
}

}  // namespace

Outcome NssCipher::perform(const CipherOperation& operation) {
  const CipherMechanism* const row = mechanism_of(operation.cipher, operation.mode);
  if (row == nullptr) {
    return no_mechanism(std::string(name_of(operation.cipher)) + "-" + std::string(name_of(operation.mode)));
  }
  if (operation.bits % 8 != 0) return no_mechanism("a message that ends inside a byte");
  if (auto missing = token_.missing(row->mechanism)) return *missing;
  CipherParameter parameter;
  const std::optional<Mechanism> mechanism = with_parameter(row->mechanism.type, operation, parameter);
  if (!mechanism) return Outcome::failed("the IV has " + std::to_string(operation.iv.size()) + " bytes");
  const Reply key = keys_.secret(key_type_of(*row, operation), operation.key, KeyUse::cipher);
  if (!key.ok()) return outcome_of(key);
  Reply reply = operation.direction == Direction::encrypt ? token_.encrypt(*mechanism, key.object, operation.input)
                                                          : token_.decrypt(*mechanism, key.object, operation.input);
  if (!reply.ok()) return outcome_of(reply);
  return with_indicator(token_, Outcome::done(std::move(reply.data)));
}

}  // namespace fipsprobe::nss
