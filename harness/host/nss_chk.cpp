#include "harness/host/nss_chk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include "harness/host/dsa_signature.hpp"
#include "harness/host/file_digest.hpp"
#include "harness/host/integrity_row.hpp"
#include "harness/model/bytes.hpp"

namespace fipsprobe {
namespace {

constexpr std::string_view kNssChkKind = "NSS .chk file";

struct Library {
  std::string_view name;
  bool is_checked;  // the FIPS token's power-up test wants its .chk
};

constexpr std::array kLibraries = {Library{"libsoftokn3.so", true}, Library{"libfreeblpriv3.so", true},
                                   Library{"libfreebl3.so", false}, Library{"libnssdbm3.so", false}};

// The file, as NSS lib/freebl/shsign.h and cmd/shlibsign write it: two bytes of magic number, major and minor version, the
// offset of the data, a type (both 32 bits, most significant byte first), then items, each with its length in four bytes.
constexpr std::size_t kNssChkHeader = 12;
constexpr std::uint64_t kTypeDsa = 1;             // CKK_DSA
constexpr std::uint64_t kTypeFlags = 0xff000000;  // NSS_SIGN_CHK_TYPE_FLAGS
constexpr std::uint64_t kTypeHmac = 0x80000000;   // NSS_SIGN_CHK_FLAG_HMAC; the rest is the hash
constexpr std::uint64_t kHashSha256 = 4;          // HASH_AlgSHA256
constexpr std::size_t kNssChkMacSize = 32;

// Items takes the parts of a .chk file one after another.
class Items {
 public:
  explicit Items(ByteView file) : rest_(file) {}

  // number returns four bytes; nullopt when there are fewer.
  std::optional<std::uint64_t> number() {
    const auto bytes = take(4);
    if (!bytes) return std::nullopt;
    std::uint64_t value = 0;
    for (const std::uint8_t byte : *bytes) value = (value << 8U) | byte;
    return value;
  }

  // item returns a length and so many bytes; nullopt when the file ends before.
  std::optional<ByteView> item() {
    const auto size = number();
    return size ? take(*size) : std::nullopt;
  }

 private:
  std::optional<ByteView> take(std::uint64_t size) {
    if (size > rest_.size()) return std::nullopt;
    const ByteView taken = rest_.first(static_cast<std::size_t>(size));
    rest_ = rest_.subspan(taken.size());
    return taken;
  }

  ByteView rest_;
};

Comparison compare_hmac(Items items, std::uint64_t hash, ByteView library) {
  const auto key = items.item();
  const auto mac = items.item();
  if (!key || !mac || key->empty()) return Comparison::differs("it does not hold a key and an HMAC");
  if (hash != kHashSha256) return Comparison::unknown(fmt::format("its HMAC is of NSS's hash number {}, not SHA-256", hash));
  if (mac->size() != kNssChkMacSize) return Comparison::differs(fmt::format("an HMAC-SHA256 is not {} bytes", mac->size()));
  return compared(to_hex(*mac), hmac_sha256(library, *key));
}

Bytes bytes_of(ByteView view) { return {view.begin(), view.end()}; }

Comparison compare_dsa(Items items, ByteView library) {
  const auto prime = items.item();
  const auto subprime = items.item();
  const auto base = items.item();
  const auto value = items.item();
  const auto signature = items.item();
  if (!prime || !subprime || !base || !value || !signature)
    return Comparison::differs("it does not hold a DSA key and a signature");
  const DsaPublicKey key{.p = bytes_of(*prime), .q = bytes_of(*subprime), .g = bytes_of(*base), .y = bytes_of(*value)};
  if (!is_dsa_key(key)) return Comparison::differs("what it holds is no DSA key");
  if (signature->size() != 2 * kNssChkMacSize)
    return Comparison::unknown(fmt::format("a signature of {} bytes, not of DSA with SHA-256", signature->size()));
  const Bytes digest = sha256(library);
  if (dsa_verifies(key, *signature, digest))
    return Comparison::match(fmt::format("its DSA signature verifies SHA-256 {}", to_hex(digest)));
  return Comparison::differs(fmt::format("its DSA signature is not of SHA-256 {}", to_hex(digest)));
}

Comparison nss_chk_compare(const std::string& library, const std::string& chk) {
  const std::string text = whole_file(chk, kMaxIntegrityFile);
  const ByteView file = as_bytes(text);
  if (file.size() < kNssChkHeader || file[0] != 0xf1 || file[1] != 0xc5)
    return Comparison::differs("it does not begin with the magic number F1 C5");
  Items header(file.subspan(4));
  const std::uint64_t offset = header.number().value_or(0);
  const std::uint64_t type = header.number().value_or(0);
  if (offset < kNssChkHeader || offset > file.size()) return Comparison::differs("its data is outside the file");
  const Items items(file.subspan(static_cast<std::size_t>(offset)));
  const std::string content = whole_file(library, kMaxChecked);
  const std::uint8_t major = file[2];
  if ((major == 1 || major == 2) && type == kTypeDsa) return compare_dsa(items, as_bytes(content));
  if (major == 2 && (type & kTypeFlags) == kTypeHmac) return compare_hmac(items, type & ~kTypeFlags, as_bytes(content));
  return Comparison::unknown(fmt::format("format {}.{}, type {:#x} is not known", major, file[3], type));
}

// file_named returns the loaded file of that name, else the one beside softoken.
std::string file_named(std::string_view name, const std::string& softoken, const std::vector<std::string>& loaded) {
  if (std::filesystem::path(softoken).filename() == name) return softoken;
  const auto found =
      std::ranges::find_if(loaded, [&](const std::string& path) { return std::filesystem::path(path).filename() == name; });
  return found != loaded.end() ? *found : (std::filesystem::path(softoken).parent_path() / name).string();
}

std::vector<IntegrityFile> check(const Library& which, const std::string& library) {
  std::vector<std::string> candidates;
  for (const std::string& path : names_of(library))
    candidates.push_back(std::filesystem::path(path).replace_extension(".chk").string());
  std::vector<IntegrityFile> rows;
  for (const std::string& chk : distinct_files(candidates))
    rows.push_back(integrity_row(library, chk, kNssChkKind, [&] { return nss_chk_compare(library, chk); }));
  if (rows.empty() && which.is_checked)
    rows.push_back(absent_row(library, candidates.front(), kNssChkKind, "the FIPS token's power-up test wants it"));
  return rows;
}

}  // namespace

std::vector<IntegrityFile> check_nss_files(const std::string& softoken, const std::vector<std::string>& loaded) {
  std::vector<IntegrityFile> rows;
  for (const Library& which : kLibraries) {
    const std::string library = file_named(which.name, softoken, loaded);
    std::error_code error;
    if (!std::filesystem::exists(library, error)) continue;
    for (IntegrityFile& row : check(which, library)) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace fipsprobe
