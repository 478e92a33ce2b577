#include "harness/model/json_text.hpp"

#include <nlohmann/json.hpp>

namespace fipsprobe {

std::string json_text(const nlohmann::json& value) {
  return value.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace fipsprobe
