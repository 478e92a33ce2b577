#include "harness/workers/job.hpp"

#include <array>
#include <nlohmann/json.hpp>

namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 4> kTaskNames = {"state", "self_tests", "known_answers", "refusals"};

}  // namespace

std::string_view name_of(Task task) { return kTaskNames[static_cast<std::size_t>(task)]; }

nlohmann::json to_json(const Job& job) {
  nlohmann::json sets = nlohmann::json::array();
  for (const PlannedSet& set : job.sets) {
    sets.push_back({{"name", set.source.name},
                    {"file", set.source.file ? nlohmann::json(set.source.file->string()) : nlohmann::json()},
                    {"algorithm", set.algorithm},
                    {"stride", set.stride}});
  }
  return {{"family", job.instance.family},      {"path", job.instance.path}, {"mode", static_cast<int>(job.mode)},
          {"task", static_cast<int>(job.task)}, {"sets", std::move(sets)},   {"first_set", job.first_set},
          {"first_item", job.first_item}};
}

Job job_from_json(const nlohmann::json& value) {
  Job job{.instance = {value.at("family"), value.at("path")},
          .mode = static_cast<Mode>(value.at("mode").get<int>()),
          .task = static_cast<Task>(value.at("task").get<int>()),
          .sets = {},
          .first_set = value.at("first_set"),
          .first_item = value.at("first_item")};
  for (const nlohmann::json& set : value.at("sets")) {
    PlannedSet& added =
        job.sets.emplace_back(PlannedSet{{set.at("name"), std::nullopt}, set.at("algorithm"), set.at("stride")});
    if (!set.at("file").is_null()) added.source.file = set.at("file").get<std::string>();
  }
  return job;
}

}  // namespace fipsprobe
