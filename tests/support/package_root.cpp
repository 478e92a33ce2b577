#include "tests/support/package_root.hpp"

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <fstream>

namespace fipsprobe::test {
namespace {

namespace fs = std::filesystem;

void need_program(const std::string& program) {
  if (::access(("/usr/bin/" + program).c_str(), X_OK) != 0) SKIP(program + " is not installed");
}

void lay_out(const fs::path& folder, const std::vector<PackageFile>& files) {
  for (const PackageFile& file : files) {
    fs::create_directories((folder / file.path).parent_path());
    if (file.from.empty()) {
      std::ofstream(folder / file.path) << file.path << "\n";
    } else {
      fs::copy_file(fs::canonical(file.from), folder / file.path);
    }
  }
}

std::string spec_of(const std::string& name, const std::vector<PackageFile>& files, const fs::path& laid_out) {
  std::string text =
      "Name: " + name +
      "\nVersion: 1.0\nRelease: 3.amzn2\nSummary: demonstration\nLicense: none\nBuildArch: noarch\n"
      "%global __os_install_post %{nil}\n%global __strip /bin/true\nAutoReqProv: no\n%description\nx\n%install\ncp -a " +
      laid_out.string() + "/. %{buildroot}\n%files\n";
  for (const PackageFile& file : files) text += (file.is_config ? "%config /" : "/") + file.path + "\n";
  return text;
}

std::vector<PackageFile> demo_files() {
  return {{"usr/lib64/libdemo.so.1", {}, false}, {"usr/lib64/.libdemo.so.1.hmac", {}, false}, {"etc/demo.conf", {}, true}};
}

}  // namespace

PackageRoot::PackageRoot(PackageKind kind)
    : PackageRoot(kind, kind == PackageKind::rpm ? "libdemo" : "libdemo1", demo_files()) {}

PackageRoot::PackageRoot(PackageKind kind, const std::string& name, const std::vector<PackageFile>& files) : kind_(kind) {
  fs::create_directories(path());
  lay_out(folder_.path() / "files", files);
  if (kind == PackageKind::rpm) {
    install_rpm(name, files);
  } else {
    install_dpkg(name, files);
  }
  if (!fs::exists(path() / files.front().path)) SKIP("the package manager cannot install into another root here");
}

void PackageRoot::install_rpm(const std::string& name, const std::vector<PackageFile>& files) {
  need_program("rpm");
  need_program("rpmbuild");
  const std::string top = (folder_.path() / "top").string();
  const std::string spec = folder_.write("demo.spec", spec_of(name, files, folder_.path() / "files"));
  const ProgramResult built = run_program({"rpmbuild", "-bb", "--define", "_topdir " + top, "--define", "_build_id_links none",
                                           "--define", "_dbpath " + top + "/db", spec});
  const std::string package = top + "/RPMS/noarch/" + name + "-1.0-3.amzn2.noarch.rpm";
  INFO(built.errors);
  if (!fs::exists(package)) SKIP("rpmbuild cannot build a package here");
  run_program({"rpm", "--root", path().string(), "--dbpath", "/var/lib/rpm", "--initdb"});
  run_program({"rpm", "--root", path().string(), "--dbpath", "/var/lib/rpm", "-i", "--nodeps", "--ignorearch", package});
  package_ = "rpm " + name + "-1.0-3.amzn2.noarch";
}

void PackageRoot::install_dpkg(const std::string& name, const std::vector<PackageFile>& files) {
  need_program("dpkg");
  need_program("dpkg-deb");
  const fs::path laid_out = folder_.path() / "files";
  std::string sums, configurations;
  for (const PackageFile& file : files) {
    if (file.is_config) {
      configurations += "/" + file.path + "\n";
    } else {
      sums += run_program({"sh", "-c", "cd \"$1\" && md5sum \"$2\"", "sh", laid_out.string(), file.path}).output;
    }
  }
  fs::create_directories(laid_out / "DEBIAN");
  std::ofstream(laid_out / "DEBIAN/control") << "Package: " << name
                                             << "\nVersion: 1.0-3\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\n"
                                                "Description: a demonstration\n";
  std::ofstream(laid_out / "DEBIAN/md5sums") << sums;
  if (!configurations.empty()) std::ofstream(laid_out / "DEBIAN/conffiles") << configurations;
  const std::string archive = (folder_.path() / "demo.deb").string();
  run_program({"dpkg-deb", "--build", "--root-owner-group", laid_out.string(), archive});
  for (const char* const part : {"info", "updates", "triggers"}) fs::create_directories(path() / "var/lib/dpkg" / part);
  write("var/lib/dpkg/status", "");
  run_program({"dpkg", "--root=" + path().string(), "--force-all", "--install", archive});
  package_ = "dpkg " + name + " 1.0-3 all";
}

fs::path PackageRoot::write(const std::string& path_below, const std::string& content) const {
  const fs::path file = path() / path_below;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  return file;
}

void PackageRoot::append(const std::string& path_below, const std::string& content) const {
  std::ofstream(path() / path_below, std::ios::binary | std::ios::app) << content;
}

void PackageRoot::break_database() const {
  if (kind_ == PackageKind::dpkg) {
    write("var/lib/dpkg/status", "Package libdemo1\nwhat is this\n");
    return;
  }
  for (const char* const name : {"rpmdb.sqlite", "Packages", "Packages.db"}) {
    if (fs::exists(path() / "var/lib/rpm" / name)) write("var/lib/rpm/" + std::string(name), "this is no database\n");
  }
}

}  // namespace fipsprobe::test
