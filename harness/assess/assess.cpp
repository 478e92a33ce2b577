#include "harness/assess/assess.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/assess/check.hpp"
#include "harness/assess/commands.hpp"
#include "harness/assess/topics.hpp"
#include "harness/assess/transitions.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 5> kFamilies = {"openssl", "libgcrypt", "nss", "gnutls", "kernel"};

struct HostTopic {
  std::string_view id;
  Verdict (*judge)(const Context&);
};

constexpr std::array kHostTopics = {
    HostTopic{"kernel.fips-flag", judge_kernel_flag},
    HostTopic{"host.fips-flag-mount", judge_flag_mount},
    HostTopic{"host.system-fips-file", judge_system_fips_file},
    HostTopic{"host.fips-argument", judge_fips_argument},
    HostTopic{"host.boot-argument", judge_boot_argument},
    HostTopic{"kernel.image-checksum", judge_image_checksum},
    HostTopic{"kernel.initramfs", judge_initramfs},
    HostTopic{"kernel.start-messages", judge_start_messages},
    HostTopic{"kernel.live-patches", judge_live_patches},
    HostTopic{"kernel.known-bad", judge_known_bad_kernel},
    HostTopic{"host.next-start", judge_next_start},
    HostTopic{"host.next-boot-argument", judge_next_boot_argument},
    HostTopic{"host.start-template", judge_start_template},
    HostTopic{"host.container", judge_container},
    HostTopic{"host.side-installs", judge_side_installs},
    HostTopic{"host.crypto-policy", judge_crypto_policy},
    HostTopic{"host.fips-overrides", judge_fips_overrides},
    HostTopic{"host.nss-databases", judge_nss_databases},
    HostTopic{"host.processes-own-crypto", judge_own_crypto},
};

struct ModuleTopic {
  std::string_view name;  // the id is FAMILY.NAME
  Verdict (*judge)(const Context&, const Subject&);
};

constexpr std::array kModuleTopics = {
    ModuleTopic{"fips-mode", judge_module_fips_mode},
    ModuleTopic{"self-tests", judge_self_tests},
    ModuleTopic{"integrity", judge_integrity},
    ModuleTopic{"package", judge_package},
    ModuleTopic{"known-answers", judge_known_answers},
    ModuleTopic{"refusals", judge_refusals},
    ModuleTopic{"validated-build", judge_validated_build},
    ModuleTopic{"certificate", judge_certificate},
};

// kPresent is the topic of a family that the policy requires and the host does not have.
constexpr std::string_view kPresent = "present";

std::string id_of(std::string_view family, std::string_view topic) { return fmt::format("{}.{}", family, topic); }

bool is_required(const Check& check, const Policy& policy, const Verdict& verdict) {
  if (check.required == Check::Required::never) return false;
  if (check.required == Check::Required::with_validated_builds) return policy.validated_builds.has_value();
  const bool is_historical = verdict.certificate && verdict.certificate->state == "historical";
  return !(is_historical && policy.historical_accepted);
}

// finding_of puts the words to a verdict. `subject` is nullptr for a finding of the host.
Finding finding_of(const std::string& id, const Context& context, const Subject* subject, Verdict verdict) {
  const Check* const check = find_check(id);
  if (check == nullptr) throw std::logic_error("findings.json has no " + id);
  const bool needs_action = verdict.status == Status::fail || verdict.status == Status::unknown;
  return {.id = id,
          .module = subject == nullptr ? std::string() : subject->module.instance,
          .statement = check->statement,
          .title = check->title,
          .status = verdict.status,
          .required = is_required(*check, context.policy, verdict),
          .detail = std::move(verdict.detail),
          .remediation = needs_action ? check->remediation : std::string(),
          .commands = needs_action ? commands_for(*check, context, subject) : std::vector<std::string>(),
          .evidence = std::move(verdict.evidence),
          .certificate = std::move(verdict.certificate)};
}

void check_family(const std::string& family, std::string_view who) {
  if (std::ranges::find(kFamilies, family) != kFamilies.end()) return;
  throw Error(fmt::format("{} names the module family \"{}\", which this program does not know", who, family));
}

std::vector<Finding> missing_families(const Context& context) {
  std::vector<Finding> findings;
  for (const std::string& family : context.policy.required_families) {
    check_family(family, "the policy");
    const bool is_present =
        std::ranges::find(context.evidence.modules, family, &ModuleEvidence::family) != context.evidence.modules.end();
    if (is_present) continue;
    Verdict verdict = Verdict::fail("no module of this family was found", {"/modules"});
    findings.push_back(finding_of(id_of(family, kPresent), context, nullptr, std::move(verdict)));
  }
  return findings;
}

}  // namespace

Assessment assess(const Evidence& evidence, const Catalogue& catalogue, const Policy& policy, Date as_of) {
  const Context context{evidence, catalogue, policy, as_of};
  Assessment assessment{.as_of = to_text(as_of),
                        .catalogue_snapshot = to_text(catalogue.snapshot),
                        .collected_at = evidence.collected_at,
                        .findings = {},
                        .transitions = transitions_of(context)};
  for (const HostTopic& topic : kHostTopics) {
    assessment.findings.push_back(finding_of(std::string(topic.id), context, nullptr, topic.judge(context)));
  }
  for (Finding& finding : missing_families(context)) assessment.findings.push_back(std::move(finding));
  for (std::size_t i = 0; i < evidence.modules.size(); ++i) {
    const Subject subject{evidence.modules[i], i};
    check_family(subject.module.family, "the evidence");
    for (const ModuleTopic& topic : kModuleTopics) {
      const std::string id = id_of(subject.module.family, topic.name);
      assessment.findings.push_back(finding_of(id, context, &subject, topic.judge(context, subject)));
    }
  }
  return assessment;
}

std::vector<std::string> emitted_ids() {
  std::vector<std::string> ids;
  for (const HostTopic& topic : kHostTopics) ids.emplace_back(topic.id);
  for (const std::string_view family : kFamilies) {
    ids.push_back(id_of(family, kPresent));
    for (const ModuleTopic& topic : kModuleTopics) ids.push_back(id_of(family, topic.name));
  }
  return ids;
}

}  // namespace fipsprobe
