#include "probes/openssl/mac.hpp"

#include <fmt/format.h>

namespace fipsprobe::openssl {

Outcome gmac(Aead* aead, const MacOperation& operation) {
  if (aead == nullptr) return Outcome::unsupported("the library lacks functions of GCM");
  AeadOperation gcm{
      AeadMode::gcm,       operation.cipher, Direction::encrypt, operation.key, operation.nonce, operation.message, {}, {},
      operation.tag_length};
  return aead->perform(gcm);
}

Outcome shortened(Bytes tag, std::size_t length) {
  if (length > tag.size()) return Outcome::failed(fmt::format("the tag has {} bytes, not {}", tag.size(), length));
  tag.resize(length);
  return Outcome::done(std::move(tag));
}

}  // namespace fipsprobe::openssl
