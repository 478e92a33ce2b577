#include "harness/workers/job.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "harness/workers/verification.hpp"

namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 6> kTaskNames = {"state",    "self_tests",    "known_answers",
                                                        "refusals", "verifications", "benchmark"};

}  // namespace

std::string_view name_of(Task task) { return kTaskNames[static_cast<std::size_t>(task)]; }

nlohmann::json to_json(const Job& job) {
  nlohmann::json sets = nlohmann::json::array();
  for (const PlannedSet& set : job.sets) {
    sets.push_back(
        {{"name", set.source.name},
         {"file", set.source.file ? nlohmann::json(set.source.file->string()) : nlohmann::json()},
         {"every",
          {set.sample.every, set.sample.every_public_key, set.sample.every_monte_carlo, set.sample.every_tdes_monte_carlo}},
         {"large", set.sample.costs.large},
         {"slow", set.sample.costs.slow}});
  }
  nlohmann::json verifications = nlohmann::json::array();
  for (const VerifyOperation& verification : job.verifications) verifications.push_back(to_json(verification));
  return {{"family", job.instance.family},      {"path", job.instance.path},    {"mode", static_cast<int>(job.mode)},
          {"task", static_cast<int>(job.task)}, {"sets", std::move(sets)},      {"verifications", std::move(verifications)},
          {"first_set", job.first_set},         {"first_item", job.first_item}, {"threads", job.threads},
          {"processors", job.processors}};
}

Job job_from_json(const nlohmann::json& value) {
  Job job{.instance = {value.at("family"), value.at("path")},
          .mode = static_cast<Mode>(value.at("mode").get<int>()),
          .task = static_cast<Task>(value.at("task").get<int>()),
          .sets = {},
          .verifications = {},
          .first_set = value.at("first_set"),
          .first_item = value.at("first_item"),
          .threads = value.at("threads"),
          .processors = value.at("processors")};
  for (const nlohmann::json& set : value.at("sets")) {
    PlannedSet& added = job.sets.emplace_back();
    added.source.name = set.at("name");
    const auto& every = set.at("every");
    added.sample = {.every = every.at(0),
                    .every_public_key = every.at(1),
                    .every_monte_carlo = every.at(2),
                    .every_tdes_monte_carlo = every.at(3),
                    .costs = {.large = set.at("large"), .slow = set.at("slow")}};
    if (!set.at("file").is_null()) added.source.file = set.at("file").get<std::string>();
  }
  for (const nlohmann::json& asked : value.at("verifications")) job.verifications.push_back(verification_from_json(asked));
  return job;
}

}  // namespace fipsprobe
