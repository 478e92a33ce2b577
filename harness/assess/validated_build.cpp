#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/assess/applies_to.hpp"
#include "harness/assess/installed_build.hpp"
#include "harness/assess/topics.hpp"

namespace fipsprobe {
namespace {

// Answer is what one entry of the list says of the module.
struct Answer {
  // Kind, the weightier first:
  //   other_file  the package is the one that is named, and the file is another
  //   same        it is the build that the entry names
  //   unknown     the entry, or what is known of the module, leaves it open
  //   other       it is another build
  enum class Kind { other_file, same, unknown, other };
  Kind kind = Kind::unknown;
  std::string text;
};

// lists tells whether an entry speaks of this module. An entry that names a certificate of the catalogue speaks of the modules
// that the certificate covers; another one of every module of its family.
bool lists(const ValidatedBuild& build, const Context& context, const Subject& subject) {
  if (build.family != subject.module.family) return false;
  const Certificate* const certificate = build.certificate ? find_certificate(context.catalogue, *build.certificate) : nullptr;
  if (certificate == nullptr) return true;
  const HostFact id = host_fact(context, "os.id"), version = host_fact(context, "os.version_id");
  const Product* const product = id.value ? find_product(context.catalogue, *id.value, version.value.value_or("")) : nullptr;
  const bool is_of_this_product = product != nullptr && certificate->product == product->key;
  const bool is_of_other_product = id.value && !certificate->product.empty() && !is_of_this_product;
  return !is_of_other_product && applies_to(*certificate, subject, host_fact(context, "kernel.release"));
}

std::string entry_text(const ValidatedBuild& build) {
  std::vector<std::string> parts;
  if (build.packages) parts.push_back(fmt::format("{}", fmt::join(*build.packages, ", ")));
  if (build.files) {
    for (const auto& [name, sha256] : *build.files) parts.push_back(fmt::format("{} {}", name, sha256));
  }
  return fmt::format("{}{}", fmt::join(parts, ", "),
                     build.certificate ? fmt::format(" (certificate {})", *build.certificate) : std::string());
}

// Hashes is what the hashes of an entry come to: of each file that it names.
struct Hashes {
  std::vector<std::string> differ, not_known;
  bool has_main = false;  // the module's own file is among them

  bool decide() const { return has_main && differ.empty() && not_known.empty(); }
};

Hashes hashes_of(const ValidatedBuild& build, const InstalledBuild& installed) {
  Hashes hashes;
  if (!build.files) return hashes;
  for (const auto& [name, sha256] : *build.files) {
    const auto found = installed.files.find(name);
    if (found == installed.files.end() || found->second.empty()) {
      hashes.not_known.push_back(name);
    } else if (found->second != sha256) {
      hashes.differ.push_back(fmt::format("{} has the SHA-256 {}", name, found->second));
    }
    if (std::ranges::find(installed.main_names, name) != installed.main_names.end()) hashes.has_main = true;
  }
  return hashes;
}

// has_packages tells whether the packages of an entry are those of the module. All of the entry's must be there, and the one
// that owns the module itself must be among them.
bool has_packages(const ValidatedBuild& build, const InstalledBuild& installed) {
  const auto is_in = [](const std::vector<std::string>& all) {
    return [&all](const std::string& one) { return std::ranges::find(all, one) != all.end(); };
  };
  return build.packages && is_in(*build.packages)(installed.main_package) &&
         std::ranges::all_of(*build.packages, is_in(installed.packages));
}

Answer answer_by_packages(const ValidatedBuild& build, const InstalledBuild& installed, const Hashes& hashes) {
  using Kind = Answer::Kind;
  if (installed.main_package.empty())
    return {Kind::unknown, fmt::format("no package is known to own the file; the list names {}", entry_text(build))};
  if (!has_packages(build, installed))
    return {Kind::other, fmt::format("installed is {}, the list names {}", installed.text(), entry_text(build))};
  if (!hashes.differ.empty()) {
    return {Kind::other_file, fmt::format("the package is {}, but {}; the list names {}", installed.text(),
                                          fmt::join(hashes.differ, ", "), entry_text(build))};
  }
  if (!hashes.not_known.empty()) {
    return {Kind::unknown, fmt::format("the package is {}, but the SHA-256 of {} is not known", installed.text(),
                                       fmt::join(hashes.not_known, ", "))};
  }
  if (!build.architecture) {
    return {Kind::unknown, fmt::format("the package is {}, but the list does not know for which architecture it was validated",
                                       installed.text())};
  }
  return {Kind::same, fmt::format("installed is {}, which the list names{} by {}; {}", installed.text(),
                                  build.certificate ? fmt::format(" for certificate {}", *build.certificate) : "", build.source,
                                  build.files ? "its SHA-256 matches" : "no SHA-256 was given to compare")};
}

Answer answer_of(const ValidatedBuild& build, const InstalledBuild& installed) {
  using Kind = Answer::Kind;
  if (build.is_unknown()) {
    return {Kind::unknown,
            fmt::format("the list says that the validated build{} is not known; installed is {}",
                        build.certificate ? fmt::format(" of certificate {}", *build.certificate) : "", installed.text())};
  }
  const Hashes hashes = hashes_of(build, installed);
  if (hashes.decide()) {
    return {Kind::same, fmt::format("the SHA-256 of {} is the one that the list names{} by {}; installed is {}",
                                    installed.main_names.front(),
                                    build.certificate ? fmt::format(" for certificate {}", *build.certificate) : "",
                                    build.source, installed.text())};
  }
  if (build.packages) return answer_by_packages(build, installed, hashes);
  if (!hashes.differ.empty())
    return {Kind::other, fmt::format("{}; the list names {}", fmt::join(hashes.differ, ", "), entry_text(build))};
  return {Kind::unknown, fmt::format("the list names {}, of which not all is known here; installed is {}", entry_text(build),
                                     installed.text())};
}

Verdict verdict_on_answers(std::vector<Answer> answers, const std::vector<std::string>& evidence) {
  const auto first = std::ranges::min_element(answers, {}, &Answer::kind);
  if (first->kind == Answer::Kind::same) return Verdict::pass(first->text, evidence);
  std::vector<std::string> texts;
  for (const Answer& answer : answers) {
    if (answer.kind == first->kind) add_once(texts, answer.text);
  }
  const std::string text = fmt::format("{}", fmt::join(texts, "; "));
  return first->kind == Answer::Kind::unknown ? Verdict::unknown(text, evidence) : Verdict::fail(text, evidence);
}

}  // namespace

Verdict judge_validated_build(const Context& context, const Subject& subject) {
  const auto& builds = context.policy.validated_builds;
  InstalledBuild installed = installed_build_of(context, subject);
  if (!builds) {
    return Verdict::unknown(
        fmt::format("not decided: no list of validated builds was given; installed is {}", installed.text()),
        installed.evidence);
  }
  const HostFact patches = host_fact(context, "kernel.live_patches");
  if (subject.module.family == "kernel" && patches.value && !patches.is("none")) {
    installed.evidence.push_back(patches.pointer);
    return Verdict::fail(fmt::format("{} is not what runs: live patches: {}", installed.text(), *patches.value),
                         installed.evidence);
  }
  std::vector<Answer> answers;
  for (const ValidatedBuild& build : *builds) {
    const bool is_for_this =
        !build.architecture || installed.architecture.empty() || build.architecture == installed.architecture;
    if (is_for_this && lists(build, context, subject)) answers.push_back(answer_of(build, installed));
  }
  if (answers.empty()) {
    return Verdict::unknown(
        fmt::format("the list of validated builds does not speak of this module; installed is {}", installed.text()),
        installed.evidence);
  }
  return verdict_on_answers(std::move(answers), installed.evidence);
}

}  // namespace fipsprobe
