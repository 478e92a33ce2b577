#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "harness/model/errors.hpp"
#include "tests/support/program.hpp"
#include "tests/vectors/vector_text.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

namespace fs = std::filesystem;

const fs::path kVectors = fs::path(FIPSPROBE_SOURCE_DIR) / "kat-vectors" / "cryptography-vectors";

std::vector<std::string> names_of(const FoundSources& found) {
  std::vector<std::string> names;
  for (const VectorSource& source : found.sources) names.push_back(source.name);
  return names;
}

std::string error_of(const fs::path& path) {
  try {
    sources_in(path);
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

void write_gzip(const fs::path& path, const std::string& content) {
  gzFile const file = gzopen(path.c_str(), "wb");
  REQUIRE(file != nullptr);
  REQUIRE(gzwrite(file, content.data(), static_cast<unsigned>(content.size())) == static_cast<int>(content.size()));
  REQUIRE(gzclose(file) == Z_OK);
}

// as_nobody runs `check` in a child process without root's rights; its exit code is 0 when it returned true.
template <class Check>
int as_nobody(Check check) {
  constexpr uid_t kNobody = 65534;
  const pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0 && setuid(kNobody) != 0) _exit(2);
    _exit(check() ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("a folder's vector files are found by name, and other files are named as skipped") {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "b" / "deep");
  fs::copy_file(kVectors / "ciphers/AES/CBC/CBCMMT128.rsp", folder.path() / "b/deep/CBCMMT128.rsp");
  fs::copy_file(kVectors / "hashes/SHA1/SHA1ShortMsg.rsp", folder.path() / "a.rsp");
  folder.write("b/Readme.txt", "Read me\n");
  folder.write("b/picture.bin", std::string("\0\1\2", 3));
  folder.write("empty.rsp", "");
  const FoundSources found = sources_in(folder.path());
  REQUIRE(names_of(found) == std::vector<std::string>{"a.rsp", "b/deep/CBCMMT128.rsp"});
  REQUIRE(found.skipped == std::vector<std::string>{"b/Readme.txt", "b/picture.bin", "empty.rsp"});
  REQUIRE(cases_in(found.sources[1]).size() == 20);
}

TEST_CASE("a single file is a source by its name, and an error when it is no vector file") {
  const FoundSources found = sources_in(kVectors / "ciphers/AES/CBC/CBCMMT128.rsp");
  REQUIRE(names_of(found) == std::vector<std::string>{"CBCMMT128.rsp"});
  REQUIRE(found.skipped.empty());
  const TemporaryFolder folder;
  const std::string notes = folder.write("notes.txt", "nothing\n");
  REQUIRE(error_of(notes) == notes + ": no known kind of vector file; docs/vectors.md lists the kinds");
}

TEST_CASE("links to files and folders are followed, once where they lead back up") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "in");
  fs::create_symlink(kVectors / "ciphers/AES/CBC/CBCMMT128.rsp", folder.path() / "in" / "linked.rsp");
  fs::create_directory_symlink("..", folder.path() / "in" / "up");
  fs::create_directory_symlink(kVectors / "ciphers/AES/CTR", folder.path() / "ctr");
  REQUIRE(names_of(sources_in(folder.path())) ==
          std::vector<std::string>{"ctr/aes-128-ctr.txt", "ctr/aes-192-ctr.txt", "ctr/aes-256-ctr.txt", "in/linked.rsp"});
}

TEST_CASE("what is not there is an error that names it") {
  const TemporaryFolder folder;
  const std::string missing = folder.path() / "missing";
  REQUIRE(error_of(missing) == missing + ": cannot be read: No such file or directory");
  fs::create_symlink("nowhere", folder.path() / "dangling.rsp");
  REQUIRE(error_of(folder.path()) == (folder.path() / "dangling.rsp").string() + ": cannot be read: No such file or directory");
}

TEST_CASE("a folder or file that may not be read is an error that names it") {
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms::all);
  const std::string locked_file = folder.write("x.rsp", "# AESVS MMT test data for CBC\n");
  fs::permissions(locked_file, fs::perms::none);
  REQUIRE(as_nobody([&] { return error_of(folder.path()) == locked_file + ": cannot be opened: Permission denied"; }) == 0);
  fs::remove(locked_file);
  const fs::path locked_folder = folder.path() / "locked";
  fs::create_directory(locked_folder);
  fs::permissions(locked_folder, fs::perms::none);
  REQUIRE(as_nobody(
              [&] { return error_of(folder.path()) == locked_folder.string() + ": cannot be read: Permission denied"; }) == 0);
  fs::permissions(locked_folder, fs::perms::all);
}

TEST_CASE("a FIFO is no file of vectors, and is not waited for") {
  const TemporaryFolder folder;
  const std::string fifo = folder.path() / "fifo";
  REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
  REQUIRE(error_of(fifo) == fifo + ": is not a regular file");
  REQUIRE(sources_in(folder.path()).skipped == std::vector<std::string>{"fifo"});
}

TEST_CASE("a gzip file is read like the file in it, and an error when it is cut off or damaged") {
  const TemporaryFolder folder;
  const fs::path packed = folder.path() / "SHA1LongMsg.rsp.gz";
  write_gzip(packed, content_of(kVectors / "hashes/SHA1/SHA1LongMsg.rsp"));
  REQUIRE(cases_in({"SHA1LongMsg.rsp.gz", packed}).size() == 64);

  const std::string whole = content_of(packed);
  const std::string cut = folder.write("cut.rsp.gz", whole.substr(0, whole.size() / 2));
  REQUIRE_THROWS_AS(cases_in({"cut.rsp.gz", cut}), InputError);
  std::string changed = whole;
  changed[whole.size() / 2] = static_cast<char>(changed[whole.size() / 2] ^ 0x55);
  const std::string damaged = folder.write("damaged.rsp.gz", changed);
  REQUIRE_THROWS_AS(cases_in({"damaged.rsp.gz", damaged}), InputError);
}

TEST_CASE("a file cut off at any KiB gives fewer whole cases or an error") {
  const TemporaryFolder folder;
  for (const char* const name :
       {"ciphers/AES/CBC/CBCVarKey256.rsp", "ciphers/AES/CFB/CFB1VarTxt128.rsp", "hashes/SHA1/SHA1LongMsg.rsp",
        "asymmetric/DSA/FIPS_186-3/SigVer.rsp", "ciphers/3DES/CBC/TCBCMMT3.rsp", "HMAC/rfc-4231-sha512.txt"}) {
    const std::string whole = content_of(kVectors / name);
    const std::size_t all = cases_in({name, kVectors / name}).size();
    for (std::size_t size = 0; size < whole.size(); size += 1024) {
      const std::string path = folder.write("cut", whole.substr(0, size));
      std::size_t count = 0;
      try {
        read_cases({"cut", path}, [&](const Case&) { return ++count, true; });
      } catch (const InputError&) {
      }
      INFO(name << " cut off at " << size);
      REQUIRE(count < all);
    }
  }
}
