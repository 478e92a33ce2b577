#include "probes/libgcrypt/library.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "harness/model/errors.hpp"

namespace fipsprobe::libgcrypt {
namespace {

constexpr std::size_t kMaxLogLines = 500;

// What FIPS mode answers for an algorithm that it hides, and a build for one that it does not have.
bool is_unknown_algorithm(Code code) {
  switch (code) {
    case Code::pubkey_algo:
    case Code::digest_algo:
    case Code::cipher_algo:
    case Code::mac_algo:
    case Code::not_supported:
    case Code::not_implemented:
    case Code::unsupported_algorithm:
    case Code::unknown_algorithm:
    case Code::inv_curve:
    case Code::unknown_curve: return true;
    default: return false;
  }
}

// What FIPS mode answers for a key size, a key or a way of use that it does not allow.
bool is_parameter_refusal(Code code) {
  switch (code) {
    case Code::inv_value:
    case Code::inv_keylen:
    case Code::inv_state:
    case Code::inv_op:
    case Code::inv_data:
    case Code::inv_flag:
    case Code::too_short: return true;
    default: return false;
  }
}

}  // namespace

Library::Library(const std::string& path)
    : shared_(path),
      control(shared_.find<GcryError(int, ...)>("gcry_control")),
      check_version(shared_.find<const char*(const char*)>("gcry_check_version")),
      strerror(shared_.find<const char*(GcryError)>("gcry_strerror")),
      strsource(shared_.find<const char*(GcryError)>("gcry_strsource")),
      set_log_handler(shared_.find<void(void (*)(void*, int, const char*, va_list), void*)>("gcry_set_log_handler")),
      md_open(shared_.find<GcryError(DigestHandle*, int, unsigned)>("gcry_md_open")),
      md_close(shared_.find<void(DigestHandle)>("gcry_md_close")),
      md_reset(shared_.find<void(DigestHandle)>("gcry_md_reset")),
      md_setkey(shared_.find<GcryError(DigestHandle, const void*, std::size_t)>("gcry_md_setkey")),
      md_write(shared_.find<void(DigestHandle, const void*, std::size_t)>("gcry_md_write")),
      md_read(shared_.find<unsigned char*(DigestHandle, int)>("gcry_md_read")),
      md_extract(shared_.find<GcryError(DigestHandle, int, void*, std::size_t)>("gcry_md_extract")),
      md_algo_name(shared_.find<const char*(int)>("gcry_md_algo_name")),
      cipher_open(shared_.find<GcryError(CipherHandle*, int, int, unsigned)>("gcry_cipher_open")),
      cipher_close(shared_.find<void(CipherHandle)>("gcry_cipher_close")),
      cipher_ctl(shared_.find<GcryError(CipherHandle, int, void*, std::size_t)>("gcry_cipher_ctl")),
      cipher_setkey(shared_.find<GcryError(CipherHandle, const void*, std::size_t)>("gcry_cipher_setkey")),
      cipher_setiv(shared_.find<GcryError(CipherHandle, const void*, std::size_t)>("gcry_cipher_setiv")),
      cipher_setctr(shared_.find<GcryError(CipherHandle, const void*, std::size_t)>("gcry_cipher_setctr")),
      cipher_encrypt(
          shared_.find<GcryError(CipherHandle, void*, std::size_t, const void*, std::size_t)>("gcry_cipher_encrypt")),
      cipher_decrypt(
          shared_.find<GcryError(CipherHandle, void*, std::size_t, const void*, std::size_t)>("gcry_cipher_decrypt")),
      cipher_authenticate(shared_.find<GcryError(CipherHandle, const void*, std::size_t)>("gcry_cipher_authenticate")),
      cipher_gettag(shared_.find<GcryError(CipherHandle, void*, std::size_t)>("gcry_cipher_gettag")),
      cipher_checktag(shared_.find<GcryError(CipherHandle, const void*, std::size_t)>("gcry_cipher_checktag")),
      cipher_info(shared_.find<GcryError(CipherHandle, int, void*, std::size_t*)>("gcry_cipher_info")),
      cipher_algo_name(shared_.find<const char*(int)>("gcry_cipher_algo_name")),
      mac_open(shared_.find<GcryError(MacHandle*, int, unsigned, void*)>("gcry_mac_open")),
      mac_close(shared_.find<void(MacHandle)>("gcry_mac_close")),
      mac_ctl(shared_.find<GcryError(MacHandle, int, void*, std::size_t)>("gcry_mac_ctl")),
      mac_setkey(shared_.find<GcryError(MacHandle, const void*, std::size_t)>("gcry_mac_setkey")),
      mac_setiv(shared_.find<GcryError(MacHandle, const void*, std::size_t)>("gcry_mac_setiv")),
      mac_write(shared_.find<GcryError(MacHandle, const void*, std::size_t)>("gcry_mac_write")),
      mac_read(shared_.find<GcryError(MacHandle, void*, std::size_t*)>("gcry_mac_read")),
      mac_algo_name(shared_.find<const char*(int)>("gcry_mac_algo_name")),
      kdf_derive(shared_.find<GcryError(const void*, std::size_t, int, int, const void*, std::size_t, unsigned long,
                                        std::size_t, void*)>("gcry_kdf_derive")),
      kdf_open(
          shared_.find<GcryError(KdfHandle*, int, int, const unsigned long*, unsigned, const void*, std::size_t, const void*,
                                 std::size_t, const void*, std::size_t, const void*, std::size_t)>("gcry_kdf_open")),
      kdf_compute(shared_.find<GcryError(KdfHandle, const void*)>("gcry_kdf_compute")),
      kdf_final(shared_.find<GcryError(KdfHandle, std::size_t, void*)>("gcry_kdf_final")),
      kdf_close(shared_.find<void(KdfHandle)>("gcry_kdf_close")),
      randomize(shared_.find<void(void*, std::size_t, int)>("gcry_randomize")),
      pk_sign(shared_.find<GcryError(Sexp*, Sexp, Sexp)>("gcry_pk_sign")),
      pk_verify(shared_.find<GcryError(Sexp, Sexp, Sexp)>("gcry_pk_verify")),
      pk_decrypt(shared_.find<GcryError(Sexp*, Sexp, Sexp)>("gcry_pk_decrypt")),
      pk_genkey(shared_.find<GcryError(Sexp*, Sexp)>("gcry_pk_genkey")),
      sexp_build(shared_.find<GcryError(Sexp*, std::size_t*, const char*, ...)>("gcry_sexp_build")),
      sexp_find_token(shared_.find<Sexp(Sexp, const char*, std::size_t)>("gcry_sexp_find_token")),
      sexp_nth_data(shared_.find<const char*(Sexp, int, std::size_t*)>("gcry_sexp_nth_data")),
      sexp_release(shared_.find<void(Sexp)>("gcry_sexp_release")),
      mpi_scan(shared_.find<GcryError(Mpi*, int, const void*, std::size_t, std::size_t*)>("gcry_mpi_scan")),
      mpi_new(shared_.find<Mpi(unsigned)>("gcry_mpi_new")),
      mpi_sub_ui(shared_.find<void(Mpi, Mpi, unsigned long)>("gcry_mpi_sub_ui")),
      mpi_mul(shared_.find<void(Mpi, Mpi, Mpi)>("gcry_mpi_mul")),
      mpi_powm(shared_.find<void(Mpi, Mpi, Mpi, Mpi)>("gcry_mpi_powm")),
      mpi_invm(shared_.find<int(Mpi, Mpi, Mpi)>("gcry_mpi_invm")),
      mpi_release(shared_.find<void(Mpi)>("gcry_mpi_release")),
      mpi_point_set(shared_.find<Point(Point, Mpi, Mpi, Mpi)>("gcry_mpi_point_set")),
      mpi_point_release(shared_.find<void(Point)>("gcry_mpi_point_release")),
      mpi_ec_new(shared_.find<GcryError(Context*, Sexp, const char*)>("gcry_mpi_ec_new")),
      mpi_ec_curve_point(shared_.find<int(Point, Context)>("gcry_mpi_ec_curve_point")),
      ctx_release(shared_.find<void(Context)>("gcry_ctx_release")) {
  if (control == nullptr || check_version == nullptr || strerror == nullptr || strsource == nullptr) {
    throw Error(path + ": not libgcrypt: it has no gcry_control, gcry_check_version, gcry_strerror or gcry_strsource");
  }
  if (set_log_handler != nullptr) set_log_handler(&Library::log_line, this);
}

std::string Library::companion() const {
  const void* const inside = ::dlsym(shared_.handle(), "gpg_strerror");
  return inside == nullptr ? std::string() : SharedLibrary::path_of(inside);
}

void Library::log_line(void* self, int level, const char* format, va_list arguments) {
  std::array<char, 1024> text{};
  std::vsnprintf(text.data(), text.size(), format, arguments);
  // The supervisor keeps the last lines of standard error: what is logged just before an abort is all that explains it.
  if (level >= kLogError && level < kLogDebug) std::fputs(text.data(), stderr);
  auto& log = static_cast<Library*>(self)->log_;
  if (log.size() < kMaxLogLines) log.emplace_back(text.data());
}

std::vector<std::string> Library::take_log() { return std::exchange(log_, {}); }

void Library::read_config() {
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* const file = ::open_memstream(&text, &size);
  if (file == nullptr) return;
  control(kPrintConfig, file);
  std::fclose(file);
  config_.assign(text, size);
  std::free(text);  // NOLINT(cppcoreguidelines-no-malloc): open_memstream allocates with malloc
}

std::string_view Library::config_line(std::string_view kind) const {
  std::string_view rest = config_;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (line.starts_with(kind) && line.size() > kind.size() && line[kind.size()] == ':') return line.substr(kind.size() + 1);
  }
  return {};
}

bool Library::built_with(std::string_view kind, std::string_view name) const {
  if (name.empty()) return false;
  const std::string line = fmt::format(":{}", config_line(kind));
  return line.find(fmt::format(":{}:", name)) != std::string::npos;
}

std::string Library::text_of(std::string_view call, GcryError error) const {
  return fmt::format("{}: {} {} ({})", call, static_cast<unsigned>(code_of(error)), strerror(error), strsource(error));
}

Outcome Library::declined(std::string_view call, GcryError error, bool built) const {
  const Code code = code_of(error);
  const std::string text = text_of(call, error);
  if (code == Code::not_operational || code == Code::selftest_failed) return Outcome::failed(text);
  if (code == Code::weak_key || code == Code::forbidden) return Outcome::refused(text);
  if (code == Code::inv_cipher_mode) return Outcome::unsupported(text);
  if (is_unknown_algorithm(code)) {
    return built && fips_active() ? Outcome::refused(text + ", in FIPS mode") : Outcome::unsupported(text);
  }
  if (is_parameter_refusal(code) && fips_active()) return Outcome::refused(text + ", in FIPS mode");
  return Outcome::failed(text);
}

}  // namespace fipsprobe::libgcrypt
