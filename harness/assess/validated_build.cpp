#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "harness/assess/topics.hpp"

namespace fipsprobe {
namespace {

// Package is what the package database, or for the kernel its release, says of a module: "openssl-libs-1.0.2k-16.amzn2.0.3".
struct Package {
  std::string nvr;
  std::string nvr_with_architecture;
  std::string evidence;  // JSON pointer
};

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// without_architecture cuts the last dotted part: "4.14.320-243.544.amzn2.x86_64" → "4.14.320-243.544.amzn2".
std::string without_architecture(const std::string& text) { return text.substr(0, text.rfind('.')); }

// package_of reads Identity::package, "rpm NAME-VERSION-RELEASE.ARCH" or "dpkg NAME VERSION ARCH".
std::optional<Package> package_of(const Context& context, const Subject& subject) {
  const std::vector<std::string> words = words_of(subject.module.identity.package);
  const std::string pointer = subject.pointer("/identity/package");
  if (words.size() == 2 && words[0] == "rpm") return Package{without_architecture(words[1]), words[1], pointer};
  if (words.size() == 4 && words[0] == "dpkg") {
    return Package{words[1] + "-" + words[2], words[1] + "-" + words[2] + "." + words[3], pointer};
  }
  const HostFact release = host_fact(context, "kernel.release");
  if (subject.module.family != "kernel" || !release.value) return std::nullopt;
  return Package{"kernel-" + without_architecture(*release.value), "kernel-" + *release.value, release.pointer};
}

}  // namespace

Verdict judge_validated_build(const Context& context, const Subject& subject) {
  const auto& builds = context.policy.validated_builds;
  const std::optional<Package> package = package_of(context, subject);
  if (!builds) {
    const std::string installed = package ? "installed is " + package->nvr_with_architecture : "no package owns the file";
    return Verdict::unknown("no list of validated builds was given; " + installed, {subject.pointer("/identity")});
  }
  if (!package)
    return Verdict::unknown("no package owns the file, so its build is not known", {subject.pointer("/identity/package")});
  std::vector<std::string> evidence = {package->evidence, subject.pointer("/identity/sha256")};
  const auto match = std::ranges::find_if(*builds, [&](const ValidatedBuild& build) {
    return build.nvr == package->nvr || build.nvr == package->nvr_with_architecture;
  });
  if (match == builds->end()) {
    return Verdict::fail(
        fmt::format("{} is not among the {} validated builds that were given", package->nvr_with_architecture, builds->size()),
        evidence);
  }
  const std::string& hash = subject.module.identity.sha256;
  if (match->sha256.empty()) {
    return Verdict::pass(fmt::format("{} is a validated build that was given; its file hash was not compared", match->nvr),
                         evidence);
  }
  if (hash.empty())
    return Verdict::unknown(fmt::format("{} matches, but the hash of the file is not known", match->nvr), evidence);
  if (hash != match->sha256)
    return Verdict::fail(fmt::format("{} has another SHA-256 than the validated build: {}", match->nvr, hash), evidence);
  return Verdict::pass(fmt::format("{} and its SHA-256 are those of a validated build that was given", match->nvr), evidence);
}

}  // namespace fipsprobe
