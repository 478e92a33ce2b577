#include "probes/nss/der.hpp"

#include <algorithm>

namespace fipsprobe::nss::der {

// Lengths of 128 and more take a byte that counts the bytes of the length (X.690 §8.1.3).
Bytes tagged(std::uint8_t tag, ByteView content) {
  Bytes length;
  for (std::size_t left = content.size(); left > 0; left >>= 8U) length.push_back(static_cast<std::uint8_t>(left));
  std::ranges::reverse(length);
  if (length.empty()) length = {0};
  if (content.size() >= 0x80) length.insert(length.begin(), static_cast<std::uint8_t>(0x80U | length.size()));
  Bytes encoded{tag};
  encoded.reserve(1 + length.size() + content.size());
  encoded.insert(encoded.end(), length.begin(), length.end());
  encoded.insert(encoded.end(), content.begin(), content.end());
  return encoded;
}

Bytes integer(ByteView number) {
  constexpr std::uint8_t kInteger = 0x02;
  while (!number.empty() && number.front() == 0) number = number.subspan(1);
  Bytes content(number.begin(), number.end());
  if (content.empty() || content.front() >= 0x80) content.insert(content.begin(), 0);  // X.690 §8.3.3
  return tagged(kInteger, content);
}

Bytes sequence(std::initializer_list<Bytes> parts) {
  Bytes content;
  for (const Bytes& part : parts) content.insert(content.end(), part.begin(), part.end());
  return tagged(kSequence, content);
}

}  // namespace fipsprobe::nss::der
