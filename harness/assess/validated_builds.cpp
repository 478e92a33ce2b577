#include "harness/assess/validated_builds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "harness/model/bytes.hpp"
#include "harness/model/json_place.hpp"

namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 5> kListedFamilies = {"openssl", "libgcrypt", "nss", "gnutls", "kernel"};
constexpr std::array<std::string_view, 2> kArchitectures = {"x86_64", "aarch64"};

template <std::size_t size>
std::string one_of(const JsonPlace& place, const std::array<std::string_view, size>& words) {
  const std::string word = place.text();
  if (std::ranges::find(words, word) == words.end())
    place.fail(fmt::format("\"{}\" is not one of {}", word, fmt::join(words, ", ")));
  return word;
}

// known_member returns nullopt for a member that is null: unknown. It must be there: nothing is unknown by being forgotten.
std::optional<JsonPlace> known_member(const JsonPlace& place, std::string_view name) {
  const auto member = place.optional_member(name);
  if (!member && !place.value().contains(name))
    place.fail(fmt::format("has no member \"{}\"; null says that it is unknown", name));
  return member;
}

std::uint32_t number_from(const JsonPlace& place) {
  const std::uint64_t number = place.count();
  if (number == 0 || number > 99999) place.fail(fmt::format("{} is not the number of a certificate", number));
  return static_cast<std::uint32_t>(number);
}

// is_nvr tells whether a text has the two hyphens of NAME-VERSION-RELEASE, with something around each, and only what names of
// packages are made of.
bool is_nvr(std::string_view text) {
  const std::size_t release = text.rfind('-');
  if (release == std::string_view::npos || release + 1 == text.size()) return false;
  const std::size_t version = text.substr(0, release).rfind('-');
  constexpr std::string_view kPunctuation = "-._+~:^";
  const auto is_of_name = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kPunctuation.find(c) != std::string_view::npos;
  };
  return version != std::string_view::npos && version != 0 && version + 1 != release && std::ranges::all_of(text, is_of_name);
}

std::string nvr_from(const JsonPlace& place) {
  std::string nvr = place.text();
  if (!is_nvr(nvr)) place.fail(fmt::format("\"{}\" is not NAME-VERSION-RELEASE", nvr));
  for (const std::string_view suffix : {".x86_64", ".aarch64", ".noarch"}) {
    if (nvr.ends_with(suffix)) place.fail(fmt::format("\"{}\" ends with its architecture, which has a member of its own", nvr));
  }
  return nvr;
}

std::vector<std::string> packages_from(const JsonPlace& place) {
  std::vector<std::string> packages;
  for (const JsonPlace& item : place.items()) {
    std::string nvr = nvr_from(item);
    if (std::ranges::find(packages, nvr) != packages.end()) item.fail(fmt::format("\"{}\" comes twice", nvr));
    packages.push_back(std::move(nvr));
  }
  if (packages.empty()) place.fail("names no package; null says that they are unknown");
  std::sort(packages.begin(), packages.end());
  return packages;
}

std::string sha256_from(const JsonPlace& place) {
  const auto digest = from_hex(place.text());
  if (!digest || digest->size() != 32) place.fail(fmt::format("\"{}\" is not a SHA-256 in hexadecimal", place.text()));
  return to_hex(*digest);
}

std::map<std::string, std::string> files_from(const JsonPlace& place) {
  std::map<std::string, std::string> files;
  for (const auto& [name, sha256] : place.members()) {
    if (name.empty() || name.find('/') != std::string::npos) sha256.fail("a file is named without its folder");
    files.emplace(name, sha256_from(sha256));
  }
  if (files.empty()) place.fail("names no file; null says that they are unknown");
  return files;
}

ValidatedBuild build_from(const JsonPlace& place) {
  place.require_only({"module", "certificate", "architecture", "packages", "files", "source", "notes"});
  ValidatedBuild build;
  build.family = one_of(place.member("module"), kListedFamilies);
  if (const auto member = known_member(place, "certificate")) build.certificate = number_from(*member);
  if (const auto member = known_member(place, "architecture")) build.architecture = one_of(*member, kArchitectures);
  if (const auto member = known_member(place, "packages")) build.packages = packages_from(*member);
  if (const auto member = known_member(place, "files")) build.files = files_from(*member);
  build.source = place.member("source").text();
  if (build.source.empty()) place.member("source").fail("must say where the claim comes from");
  if (const auto notes = place.optional_member("notes")) notes->texts();
  return build;
}

void check_certificate(const ValidatedBuild& build, const JsonPlace& place, const Catalogue& catalogue) {
  if (!build.certificate) return;
  const Certificate* const certificate = find_certificate(catalogue, *build.certificate);
  if (certificate == nullptr || certificate->family == build.family) return;
  place.member("certificate")
      .fail(fmt::format("certificate {} is of {}, not of {}", certificate->number, certificate->family, build.family));
}

bool is_of_same(const ValidatedBuild& one, const ValidatedBuild& other) {
  const bool is_one_architecture = !one.architecture || !other.architecture || one.architecture == other.architecture;
  return one.family == other.family && one.certificate == other.certificate && is_one_architecture;
}

// contradiction says why two entries cannot both be right; empty when they can.
std::string contradiction(const ValidatedBuild& one, const ValidatedBuild& other) {
  if (one.family != other.family) return {};
  const bool is_same = one.certificate == other.certificate && one.architecture == other.architecture;
  if (is_same && one.packages == other.packages && one.files == other.files) return "says the same";
  if (is_of_same(one, other) && one.is_unknown() != other.is_unknown())
    return "says that the build is unknown, or known, and the other entry does not";
  const bool is_same_build = one.architecture == other.architecture && one.packages && one.packages == other.packages;
  if (!is_same_build || !one.files || !other.files) return {};
  for (const auto& [name, sha256] : *one.files) {
    const auto found = other.files->find(name);
    if (found != other.files->end() && found->second != sha256)
      return fmt::format("gives {} of the same packages another SHA-256", name);
  }
  return {};
}

}  // namespace

std::vector<ValidatedBuild> validated_builds_from_json(std::string_view text, const std::string& name,
                                                       const Catalogue& catalogue) {
  const nlohmann::json json = parse_json(text, name);
  const JsonPlace place(json, name, text);
  place.require_schema(kValidatedBuildsSchema);
  place.require_only({"schema", "notes", "builds"});
  if (const auto notes = place.optional_member("notes")) notes->texts();
  std::vector<ValidatedBuild> builds;
  for (const JsonPlace& item : place.member("builds").items()) {
    ValidatedBuild build = build_from(item);
    check_certificate(build, item, catalogue);
    for (std::size_t i = 0; i < builds.size(); ++i) {
      const std::string why = contradiction(build, builds[i]);
      if (!why.empty()) item.fail(fmt::format("contradicts or repeats /builds/{}: it {}", i, why));
    }
    builds.push_back(std::move(build));
  }
  if (builds.empty()) place.member("builds").fail("names no build");
  return builds;
}

}  // namespace fipsprobe
