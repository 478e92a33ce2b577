#include "harness/host/integrity_check.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <filesystem>
#include <fstream>

#include "tests/support/program.hpp"
#include "tests/support/real_module.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace fs = std::filesystem;

namespace {

using Result = IntegrityFile::Result;
using Rows = std::vector<IntegrityFile>;

constexpr const char* kFipscheckKey = "orboDeJITITejsirpADONivirpUkvarP";
// openssl-fipsinstall(1)
constexpr const char* kProviderKey = "f4556650ac31d35461610bac4ed81b1a181b2d8a43ea2854cbae22ca74560813";

// Copy is a module's folder of modules_folder() that may be changed.
class Copy {
 public:
  explicit Copy(const std::string& folder) {
    if (!fs::exists(modules_folder() / folder)) SKIP(folder << " is not in $FIPSPROBE_MODULES");
    fs::copy(modules_folder() / folder, path(), fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  }

  const fs::path& path() const { return folder_.path(); }
  std::string operator/(const std::string& name) const { return (path() / name).string(); }
  std::string write(const std::string& name, const std::string& content) const { return folder_.write(name, content); }

 private:
  TemporaryFolder folder_;
};

Rows checked(const std::string& family, const std::string& path, const std::map<std::string, std::string>& environment = {}) {
  ModuleEvidence module;
  module.family = family;
  module.identity.path = path;
  module.runs.emplace_back().environment = environment;
  return check_integrity_files(module, "/");
}

IntegrityFile row_of(const Rows& rows, const std::string& integrity_file) {
  const auto found = std::ranges::find(rows, integrity_file, &IntegrityFile::integrity_file);
  INFO(integrity_file);
  REQUIRE(found != rows.end());
  return *found;
}

bool all_are(const Rows& rows, Result result) {
  for (const IntegrityFile& row : rows) UNSCOPED_INFO(row.file << ' ' << name_of(row.result) << ' ' << row.detail);
  return !rows.empty() && std::ranges::all_of(rows, [&](const IntegrityFile& row) { return row.result == result; });
}

// flip changes one bit of a file; a second call puts it back.
void flip(const std::string& file, std::size_t at) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(at));
  const int byte = stream.get();
  REQUIRE(byte >= 0);
  stream.seekp(static_cast<std::streamoff>(at));
  stream.put(static_cast<char>(static_cast<unsigned>(byte) ^ 1U));
}

// result_after_flip is what becomes of one row when one bit of a file is another.
Result result_after_flip(const std::string& file, std::size_t at, const std::string& family, const std::string& module,
                         const std::string& integrity_file) {
  flip(file, at);
  const Result result = row_of(checked(family, module), integrity_file).result;
  flip(file, at);
  return result;
}

// hmac_by_python computes HMAC-SHA256 of a file with another implementation; the key in hexadecimal digits.
std::string hmac_by_python(const std::string& key, const std::string& file) {
  const ProgramResult result = run_program(
      {"python3", "-c",
       "import hmac,sys; print(hmac.new(bytes.fromhex(sys.argv[1]), open(sys.argv[2],'rb').read(), 'sha256').hexdigest())", key,
       file});
  INFO(result.errors);
  REQUIRE(result.exit_code == 0);
  return result.output.substr(0, 64);
}

std::string fipscheck_hmac(const std::string& file) { return hmac_by_python(to_hex(as_bytes(kFipscheckKey)), file); }

}  // namespace

TEST_CASE("Amazon Linux 2's OpenSSL and libgcrypt match their .hmac files, as another implementation computes them") {
  const Copy openssl("al2-openssl");
  const Rows rows = checked("openssl", openssl / "libcrypto.so.10");
  CHECK(rows.size() == 4);
  CHECK(all_are(rows, Result::match));
  for (const char* const name : {".libcrypto.so.10.hmac", ".libcrypto.so.1.0.2k.hmac"}) {
    const IntegrityFile row = row_of(rows, openssl / name);
    CHECK(row.detail == "HMAC-SHA256 computed " + fipscheck_hmac(openssl / "libcrypto.so.1.0.2k"));
  }
  CHECK(row_of(rows, openssl / ".libssl.so.10.hmac").detail ==
        "HMAC-SHA256 computed " + fipscheck_hmac(openssl / "libssl.so.1.0.2k"));
  const Copy libgcrypt("al2-libgcrypt");
  const Rows of_libgcrypt = checked("libgcrypt", libgcrypt / "libgcrypt.so.11");
  CHECK(of_libgcrypt.size() == 1);
  CHECK(row_of(of_libgcrypt, libgcrypt / ".libgcrypt.so.11.hmac").result == Result::match);
}

TEST_CASE("the builds of RHEL 7 for arm64 are checked on any machine") {
  const Copy openssl("el7-openssl-aarch64");
  CHECK(all_are(checked("openssl", openssl / "libcrypto.so.10"), Result::match));
  const Copy libgcrypt("el7-libgcrypt-aarch64");
  CHECK(all_are(checked("libgcrypt", libgcrypt / "libgcrypt.so.11"), Result::match));
}

TEST_CASE("one bit changed in a library or in its .hmac file differs, wherever it is") {
  const Copy copy("al2-libgcrypt");
  const std::string library = copy / "libgcrypt.so.11";
  const std::string hmac = copy / ".libgcrypt.so.11.hmac";
  const auto size = static_cast<std::size_t>(fs::file_size(library));
  for (const std::size_t at : {std::size_t{0}, std::size_t{64}, size / 2, size - 1}) {
    INFO(at);
    CHECK(result_after_flip(library, at, "libgcrypt", library, hmac) == Result::differs);
  }
  for (std::size_t at = 0; at < 64; ++at) {
    INFO(at);
    CHECK(result_after_flip(hmac, at, "libgcrypt", library, hmac) == Result::differs);
  }
  CHECK(row_of(checked("libgcrypt", library), hmac).result == Result::match);
}

TEST_CASE("a library without its .hmac file is absent, and one in fipscheck's folder is found") {
  const Copy copy("al2-libgcrypt");
  const std::string library = copy / "libgcrypt.so.11";
  fs::create_directory(copy / "fipscheck");
  fs::rename(copy / ".libgcrypt.so.11.hmac", copy / "fipscheck/libgcrypt.so.11.hmac");
  CHECK(row_of(checked("libgcrypt", library), copy / "fipscheck/libgcrypt.so.11.hmac").result == Result::match);
  fs::remove(copy / "fipscheck/libgcrypt.so.11.hmac");
  const Rows rows = checked("libgcrypt", library);
  CHECK(rows.size() == 1);
  CHECK(row_of(rows, copy / ".libgcrypt.so.11.hmac").result == Result::absent);
}

TEST_CASE("a .hmac file that is no checksum differs, and one that cannot be read is unknown with the reason") {
  const Copy copy("al2-libgcrypt");
  const std::string library = copy / "libgcrypt.so.11";
  const std::string hmac = copy / ".libgcrypt.so.11.hmac";
  const auto with = [&](const std::string& content) {
    fs::remove(hmac);
    copy.write(".libgcrypt.so.11.hmac", content);
    return row_of(checked("libgcrypt", library), hmac);
  };
  for (const std::string& content : {std::string(), std::string("\n"), std::string(63, 'a'), std::string(64, 'g'),
                                     std::string(66, 'a'), std::string("\0\xff", 2)}) {
    CHECK(with(content).result == Result::differs);
  }
  const IntegrityFile large = with(std::string(100000, 'a'));
  CHECK(large.result == Result::unknown);
  CHECK_THAT(large.detail, ContainsSubstring("File too large"));
  fs::remove(hmac);
  fs::create_directory(hmac);
  CHECK(row_of(checked("libgcrypt", library), hmac).result == Result::unknown);
  fs::remove(hmac);
  REQUIRE(::mkfifo(hmac.c_str(), 0600) == 0);
  CHECK(row_of(checked("libgcrypt", library), hmac).result == Result::unknown);
}

TEST_CASE("the .chk files of NSS match: DSA signatures of Debian 12, HMACs of Amazon Linux 2023 and Debian 13") {
  for (const auto& [folder, count, how] :
       {std::tuple{"debian12-nss", 4, "its DSA signature verifies SHA-256 "}, std::tuple{"debian13-nss", 4, "HMAC-SHA256 "},
        std::tuple{"al2023-nss", 3, "HMAC-SHA256 "}, std::tuple{"al2023-nss-3.90", 3, "HMAC-SHA256 "}}) {
    INFO(folder);
    const Copy copy(folder);
    const Rows rows = checked("nss", copy / "libsoftokn3.so");
    CHECK(rows.size() == static_cast<std::size_t>(count));
    CHECK(all_are(rows, Result::match));
    CHECK_THAT(row_of(rows, copy / "libfreeblpriv3.chk").detail, StartsWith(how));
  }
}

TEST_CASE("one bit changed in a library of NSS or in its .chk file never matches") {
  for (const auto& [folder, step] : {std::pair{"debian12-nss", 7}, std::pair{"debian13-nss", 1}}) {
    INFO(folder);
    const Copy copy(folder);
    const std::string softoken = copy / "libsoftokn3.so";
    const std::string chk = copy / "libsoftokn3.chk";
    CHECK(result_after_flip(softoken, 4711, "nss", softoken, chk) == Result::differs);
    std::size_t unknown = 0;
    for (std::size_t at = 0; at < fs::file_size(chk); at += static_cast<std::size_t>(step)) {
      if (at == 3) continue;  // the minor version, which says nothing
      INFO(at);
      const Result result = result_after_flip(chk, at, "nss", softoken, chk);
      CHECK((result == Result::differs || result == Result::unknown));
      if (result == Result::unknown) ++unknown;
    }
    CHECK(unknown <= 5);  // the bytes that say which format it is
    CHECK(row_of(checked("nss", softoken), chk).result == Result::match);
  }
}

TEST_CASE("a .chk file cut short at any place never matches") {
  for (const char* const folder : {"debian12-nss", "al2023-nss"}) {
    const Copy copy(folder);
    const std::string chk = copy / "libsoftokn3.chk";
    const std::string whole = content_of(chk);
    for (std::size_t size = 0; size < whole.size(); size += 1 + size / 8) {
      copy.write("libsoftokn3.chk", whole.substr(0, size));
      INFO(folder << " cut to " << size);
      CHECK(row_of(checked("nss", copy / "libsoftokn3.so"), chk).result == Result::differs);
    }
  }
}

TEST_CASE("softoken and libfreeblpriv3 without a .chk file are absent; the other libraries need none") {
  const Copy copy("al2023-nss");
  for (const char* const name : {"libsoftokn3", "libfreeblpriv3", "libfreebl3"})
    fs::remove(copy / (std::string(name) + ".chk"));
  const Rows rows = checked("nss", copy / "libsoftokn3.so");
  CHECK(rows.size() == 2);
  CHECK(all_are(rows, Result::absent));
}

TEST_CASE("a FIPS provider matches the fipsmodule.cnf that openssl fipsinstall makes, and no other") {
  const Copy copy("debian13-openssl-fips");
  fs::copy(modules_folder() / "debian12-openssl/libcrypto.so.3", copy / "libcrypto.so.3");
  const std::string provider = copy / "ossl-modules/fips.so";
  const std::string configuration = copy / "fipsmodule.cnf";
  const std::string libcrypto = copy / "libcrypto.so.3";
  const Rows without = checked("openssl", libcrypto);
  CHECK(without.size() == 1);
  CHECK(without.at(0).file == provider);
  CHECK(without.at(0).result == Result::absent);

  const ProgramResult made = run_program({"openssl", "fipsinstall", "-module", provider, "-out", configuration});
  if (made.exit_code != 0) SKIP("openssl fipsinstall: " << made.errors);
  const IntegrityFile row = row_of(checked("openssl", libcrypto), configuration);
  CHECK(row.result == Result::match);
  CHECK(row.detail == "HMAC-SHA256 computed " + hmac_by_python(kProviderKey, provider));
  for (const std::size_t at : {std::size_t{0}, std::size_t{4711}})
    CHECK(result_after_flip(provider, at, "openssl", libcrypto, configuration) == Result::differs);
  const std::string text = content_of(configuration);
  const std::size_t mac = text.find("module-mac = ") + 13;
  for (std::size_t at = mac; at < mac + 95; ++at) {
    INFO(text.substr(mac, 95) << " at " << at - mac);
    CHECK(result_after_flip(configuration, at, "openssl", libcrypto, configuration) == Result::differs);
  }
}

TEST_CASE("a FIPS provider is found in $OPENSSL_MODULES of the run, with the configuration beside $OPENSSL_CONF") {
  const Copy copy("debian13-openssl-fips");
  const std::string provider = copy / "ossl-modules/fips.so";
  const std::string libcrypto = (modules_folder() / "debian12-openssl/libcrypto.so.3").string();
  CHECK(checked("openssl", libcrypto).empty());
  const std::string configuration =
      copy.write("etc/fipsmodule.cnf", "[fips_sect]\nmodule-mac=" + hmac_by_python(kProviderKey, provider) + " # made\n");
  const Rows rows =
      checked("openssl", libcrypto, {{"OPENSSL_MODULES", copy / "ossl-modules"}, {"OPENSSL_CONF", copy / "etc/openssl.cnf"}});
  CHECK(rows.size() == 1);
  CHECK(row_of(rows, configuration).result == Result::match);
  copy.write("etc/fipsmodule.cnf", "[a]\nmodule-mac = 00\n[b]\nmodule-mac = 11\n");
  const Rows two =
      checked("openssl", libcrypto, {{"OPENSSL_MODULES", copy / "ossl-modules"}, {"OPENSSL_CONF", copy / "etc/openssl.cnf"}});
  CHECK(row_of(two, configuration).result == Result::unknown);
}

TEST_CASE("a FIPS provider that carries its MAC inside is compared with it") {
  const Copy copy("debian13-openssl-fips");
  const std::string provider = copy / "ossl-modules/fips.so";
  copy.write("zeros", std::string(32, '\0'));
  // As Red Hat's spec file does it, except that the section has to be added first.
  const auto objcopy = [&](const std::string& option, const std::string& section, const std::string& file) {
    return run_program({"objcopy", option, section + copy / file, provider}).exit_code == 0;
  };
  if (!objcopy("--add-section", ".rodata1=", "zeros")) SKIP("no objcopy");
  const auto mac = from_hex(hmac_by_python(kProviderKey, provider));
  copy.write("mac", std::string(as_text(*mac)));
  REQUIRE(objcopy("--update-section", ".rodata1=", "mac"));
  fs::copy(modules_folder() / "debian12-openssl/libcrypto.so.3", copy / "libcrypto.so.3");
  const std::string libcrypto = copy / "libcrypto.so.3";
  CHECK(row_of(checked("openssl", libcrypto), provider).result == Result::match);
  CHECK(result_after_flip(provider, 4711, "openssl", libcrypto, provider) == Result::differs);
}

TEST_CASE("a FIPS provider built with a key of its own is unknown, not different") {
  const Copy copy("debian13-openssl-fips");
  const std::string provider = copy / "ossl-modules/fips.so";
  fs::copy(modules_folder() / "debian12-openssl/libcrypto.so.3", copy / "libcrypto.so.3");
  std::string content = content_of(provider);
  const Bytes key = *from_hex(kProviderKey);
  REQUIRE(content.find(as_text(key)) != std::string::npos);
  for (std::size_t at = content.find(as_text(key)); at != std::string::npos; at = content.find(as_text(key))) content[at] = 'x';
  copy.write("ossl-modules/fips.so", content);
  copy.write("fipsmodule.cnf", "module-mac = " + std::string(64, 'a') + "\n");
  CHECK(row_of(checked("openssl", copy / "libcrypto.so.3"), copy / "fipsmodule.cnf").result == Result::unknown);
  copy.write("ossl-modules/fips.so", "no library");
  CHECK(all_are(checked("openssl", copy / "libcrypto.so.3"), Result::unknown));
}

TEST_CASE("a build without an integrity check has no row") {
  for (const auto& [family, path] :
       {std::pair{"openssl", "debian12-openssl/libcrypto.so.3"}, std::pair{"libgcrypt", "debian12-libgcrypt/libgcrypt.so.20"},
        std::pair{"gnutls", "debian12-gnutls/libgnutls.so.30"}}) {
    const fs::path library = modules_folder() / path;
    if (!fs::exists(library)) SKIP(path << " is not in $FIPSPROBE_MODULES");
    INFO(path);
    CHECK(checked(family, library).empty());
  }
  CHECK(checked("kernel", "").empty());
  CHECK(all_are(checked("gnutls", "/nonexistent/libgnutls.so.30"), Result::unknown));
}

namespace {

// with_key makes Debian's GnuTLS, which has no FIPS140 code, hold what a build with such code holds.
void with_key(const Copy& copy) {
  std::ofstream(copy / "libgnutls.so.30", std::ios::app | std::ios::binary) << kFipscheckKey << "GNUTLS_FORCE_FIPS_MODE";
}

std::string section(const Copy& copy, const std::string& name) {
  return "[" + name + "]\npath = /usr/lib64/" + name + "\nhmac = " + fipscheck_hmac(copy / name) + "\n";
}

}  // namespace

TEST_CASE("one .hmac file of later GnuTLS speaks of four libraries") {
  const Copy copy("debian12-gnutls");
  with_key(copy);
  const std::string gnutls = copy / "libgnutls.so.30";
  const std::string hmac = copy / ".libgnutls.so.30.hmac";
  CHECK(row_of(checked("gnutls", gnutls), hmac).result == Result::absent);
  std::string text = "[global]\nformat-version = 1\n";
  for (const char* const name : {"libgnutls.so.30", "libnettle.so.8", "libhogweed.so.6", "libgmp.so.10"})
    text += section(copy, name);
  copy.write(".libgnutls.so.30.hmac", text);
  const Rows rows = checked("gnutls", gnutls);
  CHECK(rows.size() == 4);
  CHECK(all_are(rows, Result::match));
  flip(copy / "libnettle.so.8", 4711);
  for (const IntegrityFile& row : checked("gnutls", gnutls)) {
    INFO(row.file);
    CHECK((row.result == Result::differs) == (row.file == copy / "libnettle.so.8"));
  }
  copy.write(".libgnutls.so.30.hmac", "[global]\nformat-version = 2\n");
  CHECK(all_are(checked("gnutls", gnutls), Result::unknown));
  copy.write(".libgnutls.so.30.hmac", "[global]\nformat-version = 1\n[../../etc/passwd]\nhmac = 00\n");
  CHECK(all_are(checked("gnutls", gnutls), Result::differs));
}

TEST_CASE("GnuTLS 3.3 has a .hmac file for each library") {
  const Copy copy("debian12-gnutls");
  with_key(copy);
  ModuleEvidence module;
  module.family = "gnutls";
  module.identity.path = copy / "libgnutls.so.30";
  module.identity.parts = {{copy / "libnettle.so.8", ""}, {copy / "libffi.so.8", ""}};
  for (const char* const name : {"libgnutls.so.30", "libnettle.so.8"})
    copy.write("." + std::string(name) + ".hmac", fipscheck_hmac(copy / name) + "\n");
  CHECK(check_integrity_files(module, "/").size() == 2);
  CHECK(all_are(check_integrity_files(module, "/"), Result::match));
}

TEST_CASE("the MAC in a note of libgcrypt is met, and a difference there is unknown") {
  const TemporaryFolder folder;
  // The note's header, "FDO", and the room for the MAC: libgcrypt's gen-note-integrity.sh.
  const std::string source = folder.write(
      "note.c", std::string("const char key[] = \"") + kFipscheckKey +
                    "\";\n__attribute__((section(\".note.fdo.integrity\"), used, aligned(4))) const unsigned char note[48] =\n"
                    "  {4, 0, 0, 0, 32, 0, 0, 0, 0xca, 0xfe, 0x2a, 0x8e, 'F', 'D', 'O', 0};\n");
  const std::string library = (folder.path() / "libgcrypt.so.20").string();
  if (run_program({"cc", "-shared", "-nostdlib", "-o", library, source}).exit_code != 0) SKIP("no C compiler");
  // What comes behind the segments is not loaded and does not count; neither do the numbers of the section headers.
  std::string content = content_of(library);
  const std::string script =
      "import hmac,struct,sys\n"
      "b=bytearray(open(sys.argv[1],'rb').read())\n"
      "off,=struct.unpack_from('<Q',b,32); size,count=struct.unpack_from('<HH',b,54)\n"
      "end=max(sum(struct.unpack_from('<8xQ16xQ',b,off+i*size)) for i in range(count))\n"
      "b[40:48]=bytes(8); b[58:64]=bytes(6)\n"
      "print(hmac.new(sys.argv[2].encode(),b[:end],'sha256').hexdigest())\n";
  const ProgramResult computed = run_program({"python3", "-c", script, library, kFipscheckKey});
  REQUIRE(computed.exit_code == 0);
  const Bytes mac = *from_hex(computed.output.substr(0, 64));
  const std::size_t note = content.find(std::string("FDO\0", 4));
  REQUIRE(note != std::string::npos);
  std::ranges::copy(as_text(mac), content.begin() + static_cast<std::ptrdiff_t>(note + 4));
  folder.write("libgcrypt.so.20", content);
  CHECK(row_of(checked("libgcrypt", library), library).result == Result::match);
  CHECK(result_after_flip(library, note + 4, "libgcrypt", library, library) == Result::unknown);
}
