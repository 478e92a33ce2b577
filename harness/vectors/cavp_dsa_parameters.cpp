#include <fmt/format.h>

#include <array>

#include "harness/vectors/cavp_dsa_section.hpp"
#include "harness/vectors/cavp_kind.hpp"

// DSA domain parameters (FIPS 186-4 Appendix A): the PQGVer and PQGGen tests. A PQGGen file gives parameters that another
// module has made from a seed; a module that can check such parameters must accept them.
namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 1> kStarters = {"P"};
constexpr std::array<std::string_view, 1> kDsaParametersProse = {"Intermediate values "};

// Seed has one of three names, counter one of two.
Bytes seed_of(Block& block) {
  const std::optional<Attribute> seed = block.take_if("Seed");
  return (seed ? *seed : block.take("domain_parameter_seed")).bytes();
}

std::size_t counter_of(Block& block) {
  const std::optional<Attribute> counter = block.take_if("c");
  return (counter ? *counter : block.take("counter")).number();
}

// why_untestable returns what is in the way of a test by its section's title; nullopt for what DsaParameterOperation expresses.
std::optional<std::string> why_untestable(const std::string& method) {
  if (method.starts_with("A.1.2.")) return "primes of the Shawe-Taylor construction";
  if (method.starts_with("A.2.")) return "a generator alone, without the seed and the counter of its primes";
  if (method.empty()) return "parameters made as FIPS 186-2 says";
  return std::nullopt;
}

class ParameterMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    const DsaSection section = dsa_section(block.instruction("mod"));
    for (const Attribute& word : block.words()) method_ = word.name;
    DsaParameterOperation operation;
    operation.hash = section.hash;
    operation.p = block.take("P").bytes(section.p_size);
    operation.q = block.take("Q").bytes(section.q_size);
    const std::optional<Attribute> result = block.take_if("Result");
    const bool is_good = !result || result->passed();
    const std::optional<std::string> reason = section.is_186_2 ? why_untestable("") : why_untestable(method_);
    if (reason) {
      pass_over(block);
      return one(untestable(describe(operation), *reason));
    }
    if (!method_.starts_with("A.1.1.")) block.fail("no [A. ...] that tells what to check before this case");
    operation.seed = seed_of(block);
    operation.counter = counter_of(block);
    return one(verdict(std::move(operation), is_good));
  }

 private:
  static void pass_over(Block& block) {
    for (const std::string_view name : {"G", "Seed", "domain_parameter_seed", "firstseed", "pseed", "qseed", "H", "index"}) {
      const std::optional<Attribute> value = block.take_if(name);
      if (value) value->integer();
    }
    for (const std::string_view name : {"c", "counter", "pgen_counter", "qgen_counter"}) {
      const std::optional<Attribute> value = block.take_if(name);
      if (value) value->number();
    }
  }

  std::string method_;
};

std::optional<std::string> dsa_parameters_algorithm(const Preview& preview) {
  const bool is_test = preview.says("\"PQGVer\"") || preview.says("\"PQGGen\"");
  if (!is_test || !preview.has_attribute("P") || !preview.has_attribute("Q")) return std::nullopt;
  return "DSA domain parameters";
}

std::unique_ptr<CaseMapper> dsa_parameters_mapper(const Preview& /*preview*/) { return std::make_unique<ParameterMapper>(); }

}  // namespace

const CavpKind kCavpDsaParameters = {dsa_parameters_algorithm,
                                     dsa_parameters_mapper,
                                     {.starters = kStarters, .prose = kDsaParametersProse, .has_intermediate_values = true}};

}  // namespace fipsprobe
