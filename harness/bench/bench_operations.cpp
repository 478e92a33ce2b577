#include "harness/bench/bench_operations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "harness/bench/bench_keys.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

constexpr std::uint64_t kAnySize = std::uint64_t{1} << 30U;
constexpr std::uint64_t kMaxRandom = std::uint64_t{1} << 16U;  // SP 800-90A Rev. 1 Table 2: bits of one request, 2^19
constexpr std::size_t kBlock = 16;
constexpr std::size_t kNonce = 12;
constexpr std::size_t kAad = 13;  // as a TLS record has, and `openssl speed -aead`
constexpr std::size_t kTag = 16;
constexpr std::uint32_t kIterations = 1000;  // SP 800-132 §5.2: at least

// counted gives bytes that differ from each other as far as they can: keys with equal parts are refused.
Bytes counted(std::size_t size, std::uint8_t first) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(first + i * 7);
  return bytes;
}

Bytes message_of(std::uint64_t size) { return counted(size, 0x5a); }

class List {
 public:
  void add(BenchOperation operation) {
    operation.name = describe(operation.make(kBlock));
    operations_.push_back(std::move(operation));
  }

  std::vector<BenchOperation> take() { return std::move(operations_); }

 private:
  std::vector<BenchOperation> operations_;
};

void add_hash(List& list, Hash hash, std::string_view vectors, bool quick) {
  list.add({.name = {},
            .group = BenchGroup::digest,
            .max_size = kAnySize,
            .quick = quick,
            .make = [hash](std::uint64_t size) { return DigestOperation{.hash = hash, .message = message_of(size)}; },
            .vectors = vectors});
}

void add_hmac(List& list, Hash hash, std::string_view vectors, bool quick) {
  list.add({.name = {},
            .group = BenchGroup::mac,
            .max_size = kAnySize,
            .quick = quick,
            .make =
                [hash](std::uint64_t size) {
                  return MacOperation{.kind = MacKind::hmac,
                                      .hash = hash,
                                      .cipher = {},
                                      .key = counted(digest_size(hash), 1),
                                      .nonce = {},
                                      .message = message_of(size),
                                      .tag_length = digest_size(hash)};
                },
            .vectors = vectors});
}

void add_cmac(List& list, std::size_t key_size, std::string_view vectors, bool quick) {
  list.add({.name = {},
            .group = BenchGroup::mac,
            .max_size = kAnySize,
            .quick = quick,
            .make =
                [key_size](std::uint64_t size) {
                  return MacOperation{.kind = MacKind::cmac,
                                      .hash = {},
                                      .cipher = Cipher::aes,
                                      .key = counted(key_size, 1),
                                      .nonce = {},
                                      .message = message_of(size),
                                      .tag_length = kBlock};
                },
            .vectors = vectors});
}

// CipherRow: key_size is that of the cipher; XTS takes two of them.
struct CipherRow {
  Cipher cipher;
  CipherMode mode;
  std::size_t key_size;
  std::string_view vectors;
  bool quick;
};

CipherOperation cipher_operation(const CipherRow& row, Direction direction, std::uint64_t size) {
  const std::size_t iv = row.mode == CipherMode::ecb ? 0 : block_size(row.cipher);
  return {.cipher = row.cipher,
          .mode = row.mode,
          .direction = direction,
          .key = counted(row.mode == CipherMode::xts ? 2 * row.key_size : row.key_size, 1),
          .iv = counted(iv, 0x80),
          .input = message_of(size)};
}

void add_cipher(List& list, const CipherRow& row) {
  for (const Direction direction : {Direction::encrypt, Direction::decrypt}) {
    list.add({.name = {},
              .group = BenchGroup::cipher,
              .max_size = kAnySize,
              .quick = row.quick,
              .make = [row, direction](std::uint64_t size) { return cipher_operation(row, direction, size); },
              .vectors = row.vectors});
  }
}

void add_aead(List& list, AeadMode mode, std::size_t key_size, std::string_view vectors, bool quick) {
  for (const Direction direction : {Direction::encrypt, Direction::decrypt}) {
    list.add({.name = {},
              .group = BenchGroup::aead,
              .max_size = kAnySize,
              .quick = quick,
              .make =
                  [=](std::uint64_t size) {
                    return AeadOperation{.mode = mode,
                                         .cipher = Cipher::aes,
                                         .direction = direction,
                                         .key = counted(key_size, 1),
                                         .nonce = counted(kNonce, 0x80),
                                         .aad = counted(kAad, 0xc0),
                                         .input = message_of(size),
                                         .tag = {},
                                         .tag_length = kTag};
                  },
              .vectors = vectors});
  }
}

void add_once(List& list, BenchGroup group, bool quick, const Operation& operation, std::optional<Bytes> answer) {
  list.add({.name = {},
            .group = group,
            .max_size = 0,
            .quick = quick,
            .make = [operation](std::uint64_t) { return operation; },
            .vectors = {},
            .answer = std::move(answer)});
}

void add_rsa(List& list, const BenchKeys& keys) {
  for (const BenchRsaKey& each : keys.rsa) {
    const SignOperation sign{
        .scheme = SignatureScheme::rsa_pkcs1, .hash = Hash::sha256, .key = each.key, .message = keys.message};
    const VerifyOperation verify{.scheme = SignatureScheme::rsa_pkcs1,
                                 .hash = Hash::sha256,
                                 .key = RsaPublicKey{each.key.n, each.key.e},
                                 .message = keys.message,
                                 .signature = each.signature};
    const RsaDecryptOperation pkcs1{.padding = RsaPadding::pkcs1, .key = each.key, .ciphertext = each.pkcs1_ciphertext};
    const RsaDecryptOperation oaep{.padding = RsaPadding::oaep,
                                   .key = each.key,
                                   .ciphertext = each.oaep_ciphertext,
                                   .hash = Hash::sha256,
                                   .mgf_hash = Hash::sha256};
    add_once(list, BenchGroup::sign, true, sign, each.signature);
    add_once(list, BenchGroup::verify, true, verify, Bytes{});
    add_once(list, BenchGroup::decrypt, true, pkcs1, keys.plaintext);
    add_once(list, BenchGroup::decrypt, false, oaep, keys.plaintext);
  }
}

void add_ec(List& list, const BenchKeys& keys) {
  for (const BenchEcKey& each : keys.ec) {
    const SignOperation sign{.scheme = SignatureScheme::ecdsa, .hash = each.hash, .key = each.key, .message = keys.message};
    const VerifyOperation verify{.scheme = SignatureScheme::ecdsa,
                                 .hash = each.hash,
                                 .key = EcPublicKey{each.key.curve, each.key.x, each.key.y},
                                 .message = keys.message,
                                 .signature = each.signature};
    add_once(list, BenchGroup::sign, true, sign, std::nullopt);
    add_once(list, BenchGroup::verify, true, verify, Bytes{});
    add_once(list, BenchGroup::key_agreement, true, EcdhOperation{each.key, each.peer}, each.secret);
  }
}

void add_generation(List& list, const BenchKeys& keys) {
  for (const BenchEcKey& each : keys.ec) {
    add_once(list, BenchGroup::key_generation, true,
             KeyGenerationOperation{
                 .scheme = SignatureScheme::ecdsa, .curve = each.key.curve, .hash = each.hash, .message = keys.message},
             std::nullopt);
  }
  for (const std::size_t bits : {2048U, 3072U, 4096U}) {
    add_once(list, BenchGroup::key_generation, bits == 2048U,
             KeyGenerationOperation{.scheme = SignatureScheme::rsa_pkcs1, .bits = bits, .message = keys.message}, std::nullopt);
  }
}

void add_derivation(List& list) {
  for (const Hash hash : {Hash::sha256, Hash::sha512}) {
    const bool quick = hash == Hash::sha256;
    add_once(list, BenchGroup::kdf, quick,
             KdfOperation{Pbkdf2Parameters{hash, counted(16, 'a'), counted(16, 0x10), kIterations}, 32}, std::nullopt);
    list.add({.name = {},
              .group = BenchGroup::kdf,
              .max_size = 0,
              .quick = quick,
              .make =
                  [hash](std::uint64_t) {
                    return KdfOperation{HkdfParameters{hash, counted(32, 1), counted(64, 0x10), counted(16, 0x80)}, 32};
                  },
              .vectors = hash == Hash::sha256 ? "rfc-5869-HKDF-SHA256.txt" : ""});
  }
}

std::vector<BenchOperation> all_operations() {
  List list;
  add_hash(list, Hash::sha1, "SHA1LongMsg.rsp", true);
  add_hash(list, Hash::sha224, "SHA224LongMsg.rsp", false);
  add_hash(list, Hash::sha256, "SHA256LongMsg.rsp", true);
  add_hash(list, Hash::sha384, "SHA384ShortMsg.rsp", false);
  add_hash(list, Hash::sha512, "SHA512LongMsg.rsp", true);
  add_hash(list, Hash::sha3_224, "SHA3_224ShortMsg.rsp", false);
  add_hash(list, Hash::sha3_256, "SHA3_256ShortMsg.rsp", true);
  add_hash(list, Hash::sha3_384, "SHA3_384ShortMsg.rsp", false);
  add_hash(list, Hash::sha3_512, "SHA3_512LongMsg.rsp", false);
  add_hmac(list, Hash::sha1, "rfc-2202-sha1.txt", false);
  add_hmac(list, Hash::sha224, "rfc-4231-sha224.txt", false);
  add_hmac(list, Hash::sha256, "rfc-4231-sha256.txt", true);
  add_hmac(list, Hash::sha384, "rfc-4231-sha384.txt", false);
  add_hmac(list, Hash::sha512, "rfc-4231-sha512.txt", false);
  add_cmac(list, 16, "nist-800-38b-aes128.txt", true);
  add_cmac(list, 24, "nist-800-38b-aes192.txt", false);
  add_cmac(list, 32, "nist-800-38b-aes256.txt", false);
  for (const CipherRow& row : {CipherRow{Cipher::aes, CipherMode::ecb, 16, "ECBMMT128.rsp", false},
                               {Cipher::aes, CipherMode::ecb, 24, "ECBMMT192.rsp", false},
                               {Cipher::aes, CipherMode::ecb, 32, "ECBMMT256.rsp", false},
                               {Cipher::aes, CipherMode::cbc, 16, "CBCMMT128.rsp", true},
                               {Cipher::aes, CipherMode::cbc, 24, "CBCMMT192.rsp", false},
                               {Cipher::aes, CipherMode::cbc, 32, "CBCMMT256.rsp", true},
                               {Cipher::aes, CipherMode::cfb_block, 16, "CFB128MMT128.rsp", false},
                               {Cipher::aes, CipherMode::cfb_block, 32, "CFB128MMT256.rsp", false},
                               {Cipher::aes, CipherMode::ofb, 16, "OFBMMT128.rsp", false},
                               {Cipher::aes, CipherMode::ofb, 32, "OFBMMT256.rsp", false},
                               {Cipher::aes, CipherMode::ctr, 16, "aes-128-ctr.txt", true},
                               {Cipher::aes, CipherMode::ctr, 24, "aes-192-ctr.txt", false},
                               {Cipher::aes, CipherMode::ctr, 32, "aes-256-ctr.txt", false},
                               {Cipher::aes, CipherMode::xts, 16, "XTSGenAES128.rsp", false},
                               {Cipher::aes, CipherMode::xts, 32, "XTSGenAES256.rsp", true},
                               {Cipher::tdes, CipherMode::cbc, 24, "TCBCMMT3.rsp", true}}) {
    add_cipher(list, row);
  }
  add_aead(list, AeadMode::gcm, 16, "aes_gcm_test.json", true);
  add_aead(list, AeadMode::gcm, 24, "aes_gcm_test.json", false);
  add_aead(list, AeadMode::gcm, 32, "aes_gcm_test.json", true);
  add_aead(list, AeadMode::ccm, 16, "aes_ccm_test.json", true);
  add_aead(list, AeadMode::ccm, 24, "aes_ccm_test.json", false);
  add_aead(list, AeadMode::ccm, 32, "aes_ccm_test.json", false);
  const BenchKeys& keys = bench_keys();
  add_rsa(list, keys);
  add_ec(list, keys);
  add_generation(list, keys);
  add_derivation(list);
  list.add({.name = {}, .group = BenchGroup::drbg, .max_size = kMaxRandom, .quick = true, .make = [](std::uint64_t size) {
              return RandomOperation{size};
            }});
  return list.take();
}

std::string lower(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return small;
}

// matches tells whether a word in small letters chooses the operation. A whole name is no part of other names: SHA-256 is not
// ECDSA with it.
bool matches(const BenchOperation& operation, const std::string& word) {
  const auto& all = bench_operations();
  const bool is_name = std::ranges::any_of(all, [&](const BenchOperation& each) { return lower(each.name) == word; });
  if (is_name) return lower(operation.name) == word;
  return lower(operation.name).find(word) != std::string::npos || name_of(operation.group) == word;
}

}  // namespace

const std::vector<BenchOperation>& bench_operations() {
  static const std::vector<BenchOperation> all = all_operations();
  return all;
}

std::vector<const BenchOperation*> chosen_operations(const std::vector<std::string>& words, bool quick) {
  std::vector<std::string> wanted;
  for (const std::string& word : words) {
    wanted.push_back(lower(word));
    const auto known = [&](const BenchOperation& operation) { return matches(operation, wanted.back()); };
    if (std::ranges::none_of(bench_operations(), known)) {
      throw UsageError(
          fmt::format("--operations {}: no operation's name contains it: `fipsprobe bench --list` names them", word));
    }
  }
  std::vector<const BenchOperation*> chosen;
  for (const BenchOperation& operation : bench_operations()) {
    const auto named = [&](const std::string& word) { return matches(operation, word); };
    // What is asked for by name is measured in every profile.
    const bool is_chosen = wanted.empty() ? !quick || operation.quick : std::ranges::any_of(wanted, named);
    if (is_chosen) chosen.push_back(&operation);
  }
  return chosen;
}

const BenchOperation* bench_operation(std::string_view name) {
  const auto found = std::ranges::find(bench_operations(), name, &BenchOperation::name);
  return found == bench_operations().end() ? nullptr : &*found;
}

}  // namespace fipsprobe
