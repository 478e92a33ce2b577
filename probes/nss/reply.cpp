#include "probes/nss/reply.hpp"

#include <fmt/format.h>

namespace fipsprobe::nss {
namespace {

bool says_no(Rv rv) {
  switch (rv) {
    case CKR_ACTION_PROHIBITED:
    case CKR_ATTRIBUTE_VALUE_INVALID:
    case CKR_CURVE_NOT_SUPPORTED:
    case CKR_DOMAIN_PARAMS_INVALID:
    case CKR_FUNCTION_NOT_SUPPORTED:
    case CKR_KEY_FUNCTION_NOT_PERMITTED:
    case CKR_KEY_SIZE_RANGE:
    case CKR_KEY_TYPE_INCONSISTENT:
    case CKR_MECHANISM_INVALID:
    case CKR_MECHANISM_PARAM_INVALID:
    case CKR_TEMPLATE_INCONSISTENT: return true;
    default: return false;
  }
}

}  // namespace

std::string text_of(const Reply& reply) { return fmt::format("{}: {}", reply.call, rv_text(reply.rv)); }

std::string with_prefix(const char* prefix, const Reply& reply) {
  std::string_view call = reply.call;
  if (call.starts_with("C_")) call.remove_prefix(2);
  return fmt::format("{}{}: {}", prefix, call, rv_text(reply.rv));
}

Outcome outcome_of(const Reply& reply) {
  return says_no(reply.rv) ? Outcome::refused(text_of(reply)) : Outcome::failed(text_of(reply));
}

}  // namespace fipsprobe::nss
