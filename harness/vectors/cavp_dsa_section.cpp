#include "harness/vectors/cavp_dsa_section.hpp"

#include <fmt/format.h>

#include "harness/vectors/cavp_kind.hpp"

namespace fipsprobe {
namespace {

// part_of returns what follows `name` up to the next comma.
std::string_view part_of(const Attribute& instruction, std::string_view name) {
  const std::size_t at = instruction.value.find(name);
  if (at == std::string_view::npos) instruction.fail(fmt::format("no {}", name));
  const std::string_view rest = instruction.value.substr(at + name.size());
  return rest.substr(0, rest.find(','));
}

std::size_t size_in(const Attribute& instruction, std::string_view name) {
  Attribute part = instruction;
  part.value = part_of(instruction, name);
  return part.size_in_bytes();
}

}  // namespace

DsaSection dsa_section(const Attribute& instruction) {
  if (instruction.value.find('=') == std::string_view::npos) return {instruction.size_in_bytes(), 20, Hash::sha1, true};
  const std::string_view hash = instruction.value.substr(instruction.value.rfind(' ') + 1);
  if (hash.find('=') != std::string_view::npos) {  // a KeyPair file has no hash
    return {size_in(instruction, "L="), size_in(instruction, "N="), Hash::sha256, false};
  }
  return {size_in(instruction, "L="), size_in(instruction, "N="), hash_in(instruction, hash), false};
}

}  // namespace fipsprobe
