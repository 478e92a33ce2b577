#pragma once

#include <cstdarg>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/outcome.hpp"
#include "probes/libgcrypt/abi.hpp"
#include "probes/shared_library.hpp"

namespace fipsprobe::libgcrypt {

// Library is one opened libgcrypt: its table of symbols, what it writes to its log, and the algorithms it was built with.
class Library {
 public:
  // Opens the file. Throws Error when it cannot be loaded or is not libgcrypt. Initialises nothing: FIPS mode must be
  // chosen before the first call of gcry_check_version.
  explicit Library(const std::string& path);
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  // fips_active asks GCRYCTL_FIPS_MODE_P.
  bool fips_active() const { return control(kFipsMode, 0) != 0; }

  // is_before_1_6 tells the generation of libgcrypt.so.11, which has no gcry_mac_open, from that of libgcrypt.so.20.
  bool is_before_1_6() const { return mac_open == nullptr; }

  // read_config fills what built_with answers, from GCRYCTL_PRINT_CONFIG. Call it once the library is initialised.
  void read_config();

  // built_with tells whether the build was configured with that algorithm family, also when FIPS mode hides it:
  // built_with("digests", "md5").
  bool built_with(std::string_view kind, std::string_view name) const;

  // config_line returns the rest of that line of the configuration: config_line("hwflist") is "intel-aesni:intel-avx2:".
  std::string_view config_line(std::string_view kind) const;

  // text_of returns the module's words for an error: "gcry_md_open: 5 Invalid digest algorithm (gcrypt)".
  std::string text_of(std::string_view call, GcryError error) const;

  // declined makes the outcome of a call that failed. `built` says whether this build has the algorithm. README.md has the
  // rule.
  Outcome declined(std::string_view call, GcryError error, bool built) const;

  // take_log returns the lines that the library logged since the last call, and forgets them.
  std::vector<std::string> take_log();

 private:
  SharedLibrary shared_;

 public:
  // gcry_* without the prefix. nullptr where this version has no such function.
  GcryError (*const control)(int command, ...);
  const char* (*const check_version)(const char*);
  const char* (*const strerror)(GcryError);
  const char* (*const strsource)(GcryError);
  void (*const set_log_handler)(void (*)(void*, int, const char*, va_list), void*);

  GcryError (*const md_open)(DigestHandle*, int, unsigned);
  void (*const md_close)(DigestHandle);
  void (*const md_reset)(DigestHandle);
  GcryError (*const md_setkey)(DigestHandle, const void*, std::size_t);
  void (*const md_write)(DigestHandle, const void*, std::size_t);
  unsigned char* (*const md_read)(DigestHandle, int);
  GcryError (*const md_extract)(DigestHandle, int, void*, std::size_t);
  const char* (*const md_algo_name)(int);

  GcryError (*const cipher_open)(CipherHandle*, int, int, unsigned);
  void (*const cipher_close)(CipherHandle);
  GcryError (*const cipher_ctl)(CipherHandle, int, void*, std::size_t);
  GcryError (*const cipher_setkey)(CipherHandle, const void*, std::size_t);
  GcryError (*const cipher_setiv)(CipherHandle, const void*, std::size_t);
  GcryError (*const cipher_setctr)(CipherHandle, const void*, std::size_t);
  GcryError (*const cipher_encrypt)(CipherHandle, void*, std::size_t, const void*, std::size_t);
  GcryError (*const cipher_decrypt)(CipherHandle, void*, std::size_t, const void*, std::size_t);
  GcryError (*const cipher_authenticate)(CipherHandle, const void*, std::size_t);
  GcryError (*const cipher_gettag)(CipherHandle, void*, std::size_t);
  GcryError (*const cipher_checktag)(CipherHandle, const void*, std::size_t);
  GcryError (*const cipher_info)(CipherHandle, int, void*, std::size_t*);
  const char* (*const cipher_algo_name)(int);

  GcryError (*const mac_open)(MacHandle*, int, unsigned, void*);
  void (*const mac_close)(MacHandle);
  GcryError (*const mac_ctl)(MacHandle, int, void*, std::size_t);
  GcryError (*const mac_setkey)(MacHandle, const void*, std::size_t);
  GcryError (*const mac_setiv)(MacHandle, const void*, std::size_t);
  GcryError (*const mac_write)(MacHandle, const void*, std::size_t);
  GcryError (*const mac_read)(MacHandle, void*, std::size_t*);
  const char* (*const mac_algo_name)(int);

  GcryError (*const kdf_derive)(const void*, std::size_t, int, int, const void*, std::size_t, unsigned long, std::size_t,
                                void*);
  GcryError (*const kdf_open)(KdfHandle*, int, int, const unsigned long*, unsigned, const void*, std::size_t, const void*,
                              std::size_t, const void*, std::size_t, const void*, std::size_t);
  GcryError (*const kdf_compute)(KdfHandle, const void*);
  GcryError (*const kdf_final)(KdfHandle, std::size_t, void*);
  void (*const kdf_close)(KdfHandle);

  void (*const randomize)(void*, std::size_t, int level);

  GcryError (*const pk_sign)(Sexp*, Sexp, Sexp);
  GcryError (*const pk_verify)(Sexp, Sexp, Sexp);
  GcryError (*const pk_decrypt)(Sexp*, Sexp, Sexp);
  GcryError (*const pk_genkey)(Sexp*, Sexp);
  GcryError (*const sexp_build)(Sexp*, std::size_t*, const char*, ...);
  Sexp (*const sexp_find_token)(Sexp, const char*, std::size_t);
  const char* (*const sexp_nth_data)(Sexp, int, std::size_t*);
  void (*const sexp_release)(Sexp);
  GcryError (*const mpi_scan)(Mpi*, int, const void*, std::size_t, std::size_t*);
  Mpi (*const mpi_new)(unsigned);
  void (*const mpi_sub_ui)(Mpi, Mpi, unsigned long);
  void (*const mpi_mul)(Mpi, Mpi, Mpi);
  void (*const mpi_powm)(Mpi, Mpi, Mpi, Mpi);
  int (*const mpi_invm)(Mpi, Mpi, Mpi);
  void (*const mpi_release)(Mpi);

  Point (*const mpi_point_set)(Point, Mpi, Mpi, Mpi);
  void (*const mpi_point_release)(Point);
  GcryError (*const mpi_ec_new)(Context*, Sexp, const char*);
  int (*const mpi_ec_curve_point)(Point, Context);
  void (*const ctx_release)(Context);

  const SharedLibrary& shared() const { return shared_; }

  // companion returns the path of libgpg-error, which was loaded with the library; empty when it cannot be told.
  std::string companion() const;

 private:
  static void log_line(void* self, int level, const char* format, va_list arguments);

  std::string config_;
  std::vector<std::string> log_;
};

}  // namespace fipsprobe::libgcrypt
