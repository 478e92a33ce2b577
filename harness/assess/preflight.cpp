#include "harness/assess/preflight.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "harness/assess/embedded.hpp"
#include "harness/assess/topics.hpp"
#include "harness/assess/traps.hpp"
#include "harness/model/json_words.hpp"

namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 5> kStateNames = {"clear", "obstacle", "note", "unknown", "not_applicable"};

// TrapText is the prose of one trap; preflight.json holds them all.
struct TrapText {
  std::string id, title, source;
  bool is_obstacle = false;                     // else it is only noted
  std::map<std::string, std::string> remedies;  // by distribution: "amzn 2"; "" for every other
};

std::map<std::string, std::string> remedies_from(const JsonPlace& place) {
  std::map<std::string, std::string> remedies;
  for (const auto& [distribution, lines] : place.members())
    remedies[distribution] = fmt::format("{}", fmt::join(lines.texts(), "\n"));
  return remedies;
}

std::vector<TrapText> read_texts() {
  const std::string name = "built-in preflight.json";
  const nlohmann::json value = parse_json(embedded_file(assess_files(), "preflight.json"), name);
  std::vector<TrapText> all;
  for (const JsonPlace& place : JsonPlace(value, name).member("traps").items()) {
    all.push_back({.id = place.member("id").text(),
                   .title = place.member("title").text(),
                   .source = place.member("source").text(),
                   .is_obstacle = place.member("obstacle").boolean(),
                   .remedies = remedies_from(place.member("remedies"))});
  }
  return all;
}

const std::vector<TrapText>& texts() {
  static const std::vector<TrapText> all = read_texts();
  return all;
}

const TrapText& text_of(std::string_view id) {
  const auto found = std::ranges::find(texts(), id, &TrapText::id);
  if (found == texts().end()) throw std::logic_error(fmt::format("preflight.json has no {}", id));
  return *found;
}

struct TrapTopic {
  std::string_view id;
  Verdict (*look)(const Context&);
  bool is_of_the_host;  // in a container it cannot be seen: how the kernel starts belongs to the host outside
};

constexpr std::array kTraps = {
    TrapTopic{"host.container", look_for_container, false},
    TrapTopic{"kernel.fips-support", look_for_fips_support, false},
    TrapTopic{"kernel.known-bad", look_for_known_bad_kernel, false},
    TrapTopic{"kernel.checksum", look_for_kernel_checksums, true},
    TrapTopic{"kernel.certificate", look_for_certificate, false},
    TrapTopic{"kernel.live-patches", judge_live_patches, false},
    TrapTopic{"kernel.algif-aead", look_for_algif_aead, true},
    TrapTopic{"dracut.fips-module", look_for_dracut_module, true},
    TrapTopic{"dracut.versions", look_for_dracut_versions, true},
    TrapTopic{"initramfs.fips-module", look_into_initramfs, true},
    TrapTopic{"initramfs.libgcrypt", look_for_libgcrypt_checksum, true},
    TrapTopic{"boot.argument", look_for_boot_argument, true},
    TrapTopic{"boot.root-device", look_for_root_device, true},
    TrapTopic{"boot.fips-word", look_for_fips_word, true},
    TrapTopic{"boot.configuration", look_for_configuration, true},
    TrapTopic{"libraries.prelink", look_for_prelinking, false},
    TrapTopic{"libraries.checksums", look_for_library_checksums, false},
    TrapTopic{"libraries.system-fips", look_for_marker, false},
    TrapTopic{"programs.md5", look_for_md5, false},
    TrapTopic{"programs.md5-abort", look_for_md5_abort, false},
};

std::string value_of(const Context& context, std::string_view name) { return host_fact(context, name).value.value_or(""); }

// remedy_for picks the words for this distribution: "amzn 2" before "amzn" before those for all.
std::string remedy_for(const TrapText& text, const Context& context) {
  const std::string id = value_of(context, "os.id");
  for (const std::string& key : {id + " " + value_of(context, "os.version_id"), id, std::string()}) {
    const auto found = text.remedies.find(key);
    if (found != text.remedies.end()) return found->second;
  }
  return {};
}

TrapState state_of(Status status, bool is_obstacle) {
  switch (status) {
    case Status::pass: return TrapState::clear;
    case Status::fail: return is_obstacle ? TrapState::obstacle : TrapState::note;
    case Status::not_applicable: return TrapState::not_applicable;
    case Status::unknown: break;
  }
  return TrapState::unknown;
}

Trap trap_of(const TrapTopic& topic, const Context& context) {
  const HostFact container = host_fact(context, "container.kind");
  const bool is_outside = topic.is_of_the_host && container.value && !container.is("none");
  Verdict verdict = is_outside ? Verdict::unknown("this is a container: it belongs to the host outside", container.pointers())
                               : topic.look(context);
  const TrapText& text = text_of(topic.id);
  const bool needs_action = verdict.status == Status::fail || verdict.status == Status::unknown;
  std::string remedy = needs_action ? remedy_for(text, context) : std::string();
  if (is_outside) remedy = "run fipsprobe preflight on the host outside";
  return {.id = text.id,
          .title = text.title,
          .state = state_of(verdict.status, text.is_obstacle),
          .required = text.is_obstacle,
          .detail = std::move(verdict.detail),
          .remedy = std::move(remedy),
          .source = text.source,
          .evidence = std::move(verdict.evidence)};
}

nlohmann::json json_of(const Trap& trap) {
  return {{"id", trap.id},         {"title", trap.title},   {"state", name_of(trap.state)}, {"required", trap.required},
          {"detail", trap.detail}, {"remedy", trap.remedy}, {"source", trap.source},        {"evidence", trap.evidence}};
}

}  // namespace

std::string_view name_of(TrapState state) { return kStateNames[static_cast<std::size_t>(state)]; }

std::uint64_t Preflight::count(TrapState state) const {
  return static_cast<std::uint64_t>(std::ranges::count(traps, state, &Trap::state));
}

int Preflight::exit_code() const {
  if (count(TrapState::obstacle) > 0) return 2;
  const auto is_open = [](const Trap& trap) { return trap.required && trap.state == TrapState::unknown; };
  return std::ranges::any_of(traps, is_open) ? 3 : 0;
}

Preflight preflight(const Evidence& evidence, const Catalogue& catalogue) {
  const Policy policy;
  const Context context{evidence, catalogue, policy, {}};
  Preflight result{.collected_at = evidence.collected_at, .traps = {}};
  for (const TrapTopic& topic : kTraps) result.traps.push_back(trap_of(topic, context));
  return result;
}

nlohmann::json to_json(const Preflight& preflight) {
  nlohmann::json summary = nlohmann::json::object();
  for (std::size_t i = 0; i < kStateNames.size(); ++i)
    summary[std::string(kStateNames.at(i))] = preflight.count(static_cast<TrapState>(i));
  return {{"schema", kPreflightSchema},
          {"collected_at", preflight.collected_at},
          {"traps", array_of(preflight.traps, [](const Trap& trap) { return json_of(trap); })},
          {"summary", std::move(summary)}};
}

std::vector<std::string> emitted_traps() {
  std::vector<std::string> ids;
  for (const TrapTopic& topic : kTraps) ids.emplace_back(topic.id);
  return ids;
}

std::vector<std::string> known_traps() {
  std::vector<std::string> ids;
  for (const TrapText& text : texts()) ids.push_back(text.id);
  return ids;
}

}  // namespace fipsprobe
