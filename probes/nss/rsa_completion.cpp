#include "probes/nss/rsa_completion.hpp"

#include <algorithm>
#include <array>

#include "probes/nss/mapped_files.hpp"
#include "probes/shared_library.hpp"

namespace fipsprobe::nss {
namespace {

// Numbers is RSAPrivateKey of blapit.h. RSA_PopulatePrivateKey puts what it computes into an arena that it makes itself.
struct Numbers {
  void* arena = nullptr;
  SecItem version;
  SecItem n, e, d, p, q, dp, dq, qinv;
};

void free_arena(void* arena) {
  constexpr int kZero = 1;  // overwrite first
  for (const std::string& path : mapped_files("libnssutil3.so")) {
    SharedLibrary util(path);
    auto* const release = util.find<void(void*, int)>("PORT_FreeArena_Util");
    if (release != nullptr) return release(arena, kZero);
  }
}

Bytes bytes_of(const SecItem& item) {
  if (item.data == nullptr) return {};
  return Bytes(item.data, item.data + item.length);
}

bool is_whole(const RsaPrivateKey& key) {
  const std::array numbers = {&key.d, &key.p, &key.q, &key.dp, &key.dq, &key.qinv};
  return std::ranges::none_of(numbers, [](const Bytes* number) { return number->empty(); });
}

}  // namespace

std::optional<RsaPrivateKey> completed(const RsaPrivateKey& key, const FreeblVector& freebl) {
  if (is_whole(key)) return key;
  auto* const populate = freebl.at<SecStatus(Numbers*)>(FreeblFunction::rsa_populate_private_key);
  if (populate == nullptr) return std::nullopt;
  // The exponents modulo p - 1 and q - 1 are computed anew, since the function may exchange p and q.
  Numbers numbers;
  numbers.n = item_of(key.n);
  numbers.e = item_of(key.e);
  numbers.d = item_of(key.d);
  numbers.p = item_of(key.p);
  numbers.q = item_of(key.q);
  const SecStatus status = populate(&numbers);
  RsaPrivateKey whole{.n = key.n,
                      .e = key.e,
                      .d = bytes_of(numbers.d),
                      .p = bytes_of(numbers.p),
                      .q = bytes_of(numbers.q),
                      .dp = bytes_of(numbers.dp),
                      .dq = bytes_of(numbers.dq),
                      .qinv = bytes_of(numbers.qinv)};
  if (numbers.arena != nullptr) free_arena(numbers.arena);
  if (status != kSecSuccess || !is_whole(whole)) return std::nullopt;
  return whole;
}

}  // namespace fipsprobe::nss
