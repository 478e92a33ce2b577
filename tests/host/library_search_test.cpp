#include "harness/host/library_search.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <cstring>

#include "harness/host/library_file.hpp"
#include "harness/host/loader_cache.hpp"
#include "tests/host/fake_root.hpp"

using namespace fipsprobe;
using fipsprobe::test::FakeRoot;

namespace {

void append(std::string& bytes, std::uint32_t number) { bytes.append(reinterpret_cast<const char*>(&number), sizeof number); }

// new_cache makes the bytes of a cache of the new format with one entry for each pair of soname and path.
std::string new_cache(const std::vector<CachedLibrary>& entries) {
  std::string bytes = "glibc-ld.so.cache1.1", names;
  append(bytes, static_cast<std::uint32_t>(entries.size()));
  bytes.append(48 - bytes.size(), '\0');
  const std::size_t names_at = 48 + 24 * entries.size();
  for (const CachedLibrary& entry : entries) {
    append(bytes, 0x303);
    append(bytes, static_cast<std::uint32_t>(names_at + names.size()));
    names += entry.soname + '\0';
    append(bytes, static_cast<std::uint32_t>(names_at + names.size()));
    names += entry.path + '\0';
    bytes.append(12, '\0');
  }
  return bytes + names;
}

// old_cache makes the bytes of a cache of the old format; its names count from the end of its entries.
std::string old_cache(const std::vector<CachedLibrary>& entries) {
  std::string bytes = "ld.so-1.7.0", names;
  bytes += '\0';
  append(bytes, static_cast<std::uint32_t>(entries.size()));
  for (const CachedLibrary& entry : entries) {
    append(bytes, 3);
    append(bytes, static_cast<std::uint32_t>(names.size()));
    names += entry.soname + '\0';
    append(bytes, static_cast<std::uint32_t>(names.size()));
    names += entry.path + '\0';
  }
  return bytes + names;
}

std::filesystem::path c_library() {
  constexpr std::array<std::string_view, 1> name = {"libc.so.6"};
  const auto found = find_libraries("/", name);
  if (found.empty()) SKIP("this host has no libc.so.6 in a known folder");
  return std::filesystem::canonical(found.front().path);
}

std::vector<std::string> paths(const FakeRoot& root, std::span<const std::string_view> sonames) {
  std::vector<std::string> all;
  for (const FoundLibrary& found : find_libraries(root.path(), sonames)) {
    all.push_back("/" + std::filesystem::path(found.path).lexically_relative(root.path()).string());
  }
  return all;
}

constexpr std::array<std::string_view, 2> kNames = {"libone.so.1", "libtwo.so.2"};

}  // namespace

TEST_CASE("The loader's cache is read in its new and its old format") {
  const std::vector<CachedLibrary> entries = {{"libone.so.1", "/opt/a/libone.so.1"}, {"libtwo.so.2", "/opt/b/libtwo.so.2"}};
  for (const std::string& bytes : {new_cache(entries), old_cache(entries)}) {
    const auto read = loader_cache_in(bytes);
    REQUIRE(read.size() == 2);
    CHECK(read[1].soname == "libtwo.so.2");
    CHECK(read[1].path == "/opt/b/libtwo.so.2");
  }
}

TEST_CASE("In a cache of both formats the new one counts") {
  // ldconfig up to glibc 2.31 writes the old entries, then the new cache at the next multiple of 8.
  std::string bytes = old_cache({{"libold.so.1", "/old"}}).substr(0, 16 + 12);
  bytes.append(32 - bytes.size(), '\0');
  bytes += new_cache({{"libnew.so.1", "/new"}});
  const auto read = loader_cache_in(bytes);
  REQUIRE(read.size() == 1);
  CHECK(read[0].soname == "libnew.so.1");
}

TEST_CASE("A cache truncated anywhere gives no entry that is not whole") {
  const std::vector<CachedLibrary> entries = {{"libone.so.1", "/opt/a/libone.so.1"}, {"libtwo.so.2", "/opt/b/libtwo.so.2"}};
  for (const std::string& whole : {new_cache(entries), old_cache(entries)}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      for (const CachedLibrary& entry : loader_cache_in(std::string_view(whole).substr(0, size))) {
        CHECK(entry.path == (entry.soname == "libone.so.1" ? "/opt/a/libone.so.1" : "/opt/b/libtwo.so.2"));
      }
    }
  }
}

TEST_CASE("A cache that promises more entries than it holds is empty") {
  std::string bytes = new_cache({{"libone.so.1", "/one"}});
  const std::uint32_t many = 0xffffffffU;
  std::memcpy(bytes.data() + 20, &many, sizeof many);
  CHECK(loader_cache_in(bytes).empty());
  CHECK(loader_cache_in("garbage").empty());
  CHECK(loader_cache_in("").empty());
}

TEST_CASE("Libraries are found in the cache and in the known folders, each file once") {
  const FakeRoot root;
  const std::filesystem::path original = c_library();
  root.copy("/opt/special/libone.so.1.5", original);
  root.link("/opt/special/libone.so.1", "libone.so.1.5");
  root.copy("/usr/lib64/libone.so.1", original);
  root.link("/lib64", "usr/lib64");
  root.copy("/usr/local/lib/libtwo.so.2", original);
  root.write("/etc/ld.so.cache", new_cache({{"libone.so.1", "/opt/special/libone.so.1"}, {"libother.so", "/opt/x"}}));
  CHECK(paths(root, kNames) ==
        std::vector<std::string>{"/opt/special/libone.so.1", "/usr/lib64/libone.so.1", "/usr/local/lib/libtwo.so.2"});
}

TEST_CASE("Two names of one file give it once, under the first") {
  const FakeRoot root;
  root.copy("/usr/lib64/libone.so.1", c_library());
  root.link("/usr/lib64/libtwo.so.2", "libone.so.1");
  const auto found = find_libraries(root.path(), kNames);
  REQUIRE(found.size() == 1);
  CHECK(found[0].soname == "libone.so.1");
}

TEST_CASE("What is no library of this architecture is left out") {
  const FakeRoot root;
  root.write("/usr/lib64/libone.so.1", "/* GNU ld script */ GROUP ( libone.so )\n");
  root.link("/usr/lib64/libtwo.so.2", "nowhere");
  CHECK(paths(root, kNames).empty());
}

TEST_CASE("A garbage cache does not hide the known folders") {
  const FakeRoot root;
  root.copy("/usr/lib64/libone.so.1", c_library());
  root.write("/etc/ld.so.cache", "ld.so-1.7.0" + std::string(3, '\xff'));
  CHECK(paths(root, kNames) == std::vector<std::string>{"/usr/lib64/libone.so.1"});
}
