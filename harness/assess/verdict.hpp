#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/model/assessment.hpp"

namespace fipsprobe {

// Verdict is what a topic says; together with its Check it becomes a Finding.
struct Verdict {
  Status status = Status::unknown;
  std::string detail;
  std::vector<std::string> evidence;  // JSON pointers
  std::optional<CertificateReference> certificate = std::nullopt;

  static Verdict pass(std::string detail, std::vector<std::string> evidence) {
    return {Status::pass, std::move(detail), std::move(evidence)};
  }
  static Verdict fail(std::string detail, std::vector<std::string> evidence) {
    return {Status::fail, std::move(detail), std::move(evidence)};
  }
  static Verdict unknown(std::string why, std::vector<std::string> evidence) {
    return {Status::unknown, std::move(why), std::move(evidence)};
  }
  static Verdict not_applicable(std::string why, std::vector<std::string> evidence) {
    return {Status::not_applicable, std::move(why), std::move(evidence)};
  }
};

}  // namespace fipsprobe
