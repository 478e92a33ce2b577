#include "harness/host/nss_databases.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/host/fake_root.hpp"
#include "tests/support/program.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Fips = NssDatabase::Fips;

namespace {

// make_database makes a database with NSS's own tools, and switches FIPS mode on.
void make_database(const std::filesystem::path& folder, const std::string& format, bool fips) {
  if (run_program({"modutil", "-help"}).exit_code == 127 || run_program({"certutil", "-H"}).exit_code == 127)
    SKIP("NSS's tools are not here (libnss3-tools)");
  std::filesystem::create_directories(folder);
  const std::string name = format + ":" + folder.string();
  if (run_program({"certutil", "-N", "-d", name, "--empty-password"}).exit_code != 0)
    SKIP("certutil makes no database " << format);
  REQUIRE(run_program({"modutil", "-fips", "true", "-dbdir", name, "-force"}).exit_code == 0);
  if (!fips) REQUIRE(run_program({"modutil", "-fips", "false", "-dbdir", name, "-force"}).exit_code == 0);
}

bool modutil_says_fips(const std::filesystem::path& folder, const std::string& format) {
  return run_program({"modutil", "-chkfips", "true", "-dbdir", format + ":" + folder.string()}).exit_code == 0;
}

NssDatabase found_in(const FakeRoot& root, const std::string& folder) {
  const auto databases = find_nss_databases(root.path());
  const auto found = std::ranges::find(databases, folder, &NssDatabase::folder);
  REQUIRE(found != databases.end());
  return *found;
}

}  // namespace

TEST_CASE("a database is in the mode that modutil says, of both formats") {
  for (const std::string format : {"sql", "dbm"}) {
    for (const bool fips : {true, false}) {
      const FakeRoot root;
      const std::filesystem::path folder = root.at("/etc/pki/nssdb");
      make_database(folder, format, fips);
      INFO(format << " " << fips);
      const NssDatabase database = found_in(root, "/etc/pki/nssdb");
      CHECK(modutil_says_fips(folder, format) == fips);
      CHECK(database.fips == (fips ? Fips::on : Fips::off));
      CHECK(database.file == (format == "sql" ? "pkcs11.txt" : "secmod.db"));
    }
  }
}

TEST_CASE("databases of users and of services are found, each once") {
  const FakeRoot root;
  const std::string plain =
      "library=\nname=NSS Internal PKCS #11 Module\nparameters=\nNSS=Flags=internal,critical trustOrder=75\n";
  root.write("/etc/passwd",
             "root:x:0:0:root:/root:/bin/bash\nann:x:1:1::/home/ann:/bin/sh\nbob:x:2:2::/home/ann:/bin/sh\nodd line\n"
             "nobody:x:3:3::/:/bin/false\n");
  for (const char* const folder : {"/root/.pki/nssdb", "/home/ann/.pki/nssdb", "/home/ann/.mozilla/firefox/x.default",
                                   "/etc/dirsrv/slapd-one", "/etc/ipsec.d"}) {
    root.write(std::string(folder) + "/pkcs11.txt", plain);
  }
  root.write("/home/eve/.pki/nssdb/pkcs11.txt", plain);
  std::vector<std::string> folders;
  for (const NssDatabase& database : find_nss_databases(root.path())) {
    CHECK(database.fips == Fips::off);
    CHECK(database.detail == "NSS Internal PKCS #11 Module");
    folders.push_back(database.folder);
  }
  CHECK(folders == std::vector<std::string>{"/etc/dirsrv/slapd-one", "/etc/ipsec.d", "/home/ann/.mozilla/firefox/x.default",
                                            "/home/ann/.pki/nssdb", "/root/.pki/nssdb"});
}

TEST_CASE("flags of pkcs11.txt are read as NSS reads them") {
  const auto fips_of = [](const std::string& line) { return fips_of_pkcs11_txt("library=\nname=N\n" + line + "\n").fips; };
  CHECK(fips_of("NSS=slotParams={0x3=[slotFlags=RSA,AES ] }  Flags=internal,FIPS,critical") == Fips::on);
  CHECK(fips_of("NSS=\"flags=internal,fips\"") == Fips::unknown);
  CHECK(fips_of("NSS=trustOrder=75 flags=\"internal,FIPS\"") == Fips::on);
  CHECK(fips_of("nss=Flags=internal") == Fips::off);
  CHECK(fips_of("NSS=slotFlags=internal,FIPS") == Fips::unknown);
  CHECK(fips_of("NSS=Flags=FIPS") == Fips::unknown);
  CHECK(fips_of("NSS=Flags='internal") == Fips::off);
  CHECK(fips_of_pkcs11_txt("").fips == Fips::unknown);
  const std::string two = "library=/usr/lib64/p11.so\nname=p11\nNSS=Flags=FIPS\n\nlibrary=\nname=inner\nNSS=Flags=internal\n";
  CHECK(fips_of_pkcs11_txt(two).detail == "inner");
}

TEST_CASE("a secmod.db with both names, or with none, is unknown") {
  CHECK(fips_of_secmod_db("NSS Internal PKCS #11 Module ... NSS Internal FIPS PKCS #11 Module").fips == Fips::unknown);
  CHECK(fips_of_secmod_db("nothing").fips == Fips::unknown);
  CHECK(fips_of_secmod_db("x NSS Internal FIPS PKCS #11 Module").fips == Fips::on);
}
