#include "probes/nss/cipher_parameter.hpp"

#include <algorithm>

namespace fipsprobe::nss {

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

Ulong key_type_of(const CipherMechanism& row, const CipherOperation& operation) {
  constexpr std::size_t kTwoKeys = 16;  // bytes
  return row.key_type == CKK_DES3 && operation.key.size() == kTwoKeys ? CKK_DES2 : row.key_type;
}

}  // namespace fipsprobe::nss
