#include "harness/compare/selector.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "harness/model/errors.hpp"

namespace fipsprobe {

// A mode stands behind the last colon; a module's file may have colons of its own.
Selector selector_from(std::string_view word) {
  Selector selector;
  const std::size_t colon = word.rfind(':');
  if (colon != std::string_view::npos) {
    const std::string_view mode = word.substr(colon + 1);
    selector.mode = mode_named(mode);
    if (!selector.mode) {
      throw UsageError(fmt::format("#{}: \"{}\" is no mode: as_found, fips, contrast, acceleration_off", word, mode));
    }
    word = word.substr(0, colon);
  }
  const std::size_t slash = word.find('/');
  selector.family = word.substr(0, slash);
  if (slash != std::string_view::npos) selector.part = word.substr(slash + 1);
  return selector;
}

std::string text_of(const Selector& selector) {
  std::string text = selector.family;
  if (!selector.part.empty()) text += "/" + selector.part;
  if (selector.mode) text += fmt::format(":{}", name_of(*selector.mode));
  return text;
}

bool chooses(const Selector& selector, const ModuleEvidence& module) {
  if (!selector.family.empty() && selector.family != module.family) return false;
  const Identity& identity = module.identity;
  const std::initializer_list<const std::string*> texts = {&identity.version, &module.instance, &identity.soname,
                                                           &identity.package};
  return std::ranges::any_of(texts, [&](const std::string* text) { return text->find(selector.part) != std::string::npos; });
}

bool chooses(const Selector& selector, const ModuleEvidence& module, const Run& run) {
  return chooses(selector, module) && (!selector.mode || *selector.mode == run.mode);
}

}  // namespace fipsprobe
