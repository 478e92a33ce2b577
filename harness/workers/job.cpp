#include "harness/workers/job.hpp"

#include <array>
#include <nlohmann/json.hpp>

namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 4> kTaskNames = {"state", "self_tests", "known_answers", "refusals"};

}  // namespace

std::string_view name_of(Task task) { return kTaskNames[static_cast<std::size_t>(task)]; }

nlohmann::json to_json(const Job& job) {
  nlohmann::json sources = nlohmann::json::array();
  for (const VectorSource& source : job.sources) {
    sources.push_back(
        {{"name", source.name}, {"file", source.file ? nlohmann::json(source.file->string()) : nlohmann::json()}});
  }
  return {{"family", job.instance.family},      {"path", job.instance.path},     {"mode", static_cast<int>(job.mode)},
          {"task", static_cast<int>(job.task)}, {"sources", std::move(sources)}, {"strides", job.strides},
          {"first_set", job.first_set},         {"first_item", job.first_item}};
}

Job job_from_json(const nlohmann::json& value) {
  Job job{.instance = {value.at("family"), value.at("path")},
          .mode = static_cast<Mode>(value.at("mode").get<int>()),
          .task = static_cast<Task>(value.at("task").get<int>()),
          .sources = {},
          .strides = value.at("strides"),
          .first_set = value.at("first_set"),
          .first_item = value.at("first_item")};
  for (const nlohmann::json& source : value.at("sources")) {
    VectorSource& added = job.sources.emplace_back(VectorSource{source.at("name"), std::nullopt});
    if (!source.at("file").is_null()) added.file = source.at("file").get<std::string>();
  }
  return job;
}

}  // namespace fipsprobe
