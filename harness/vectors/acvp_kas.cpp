#include <fmt/format.h>

#include <array>
#include <optional>

#include "harness/vectors/acvp_safe_primes.hpp"
#include "harness/vectors/acvp_test.hpp"

// Key agreement (SP 800-56A Rev. 3 §6): the shared secret Z of Diffie-Hellman schemes. MQV, and key agreement with derivation
// and confirmation in one, have no operation.
namespace fipsprobe {
namespace {

// Pairing says which key of this side meets which key of the other one.
struct Pairing {
  std::string_view own;  // "static", "ephemeral"
  std::string_view other;
};

// AcvpKasSchemeRow: who begins is party U, whose keys are the first half of a row's pairings. Z is that of `first`, then of
// `second` where there is one.
struct AcvpKasSchemeRow {
  std::string_view ecc, ffc;
  Pairing first;                  // of party U
  std::optional<Pairing> second;  // of party U
};

constexpr std::array kAcvpKasSchemes = {
    AcvpKasSchemeRow{"ephemeralUnified", "dhEphem", {"ephemeral", "ephemeral"}, std::nullopt},
    AcvpKasSchemeRow{"onePassDh", "dhOneFlow", {"ephemeral", "static"}, std::nullopt},
    AcvpKasSchemeRow{"staticUnified", "dhStatic", {"static", "static"}, std::nullopt},
    AcvpKasSchemeRow{"fullUnified", "dhHybrid1", {"ephemeral", "ephemeral"}, Pairing{"static", "static"}},
    AcvpKasSchemeRow{"onePassUnified", "dhHybridOneFlow", {"ephemeral", "static"}, Pairing{"static", "static"}},
};

const AcvpKasSchemeRow& scheme_of(const AcvpTest& test) {
  const std::string word = test.group.text("scheme");
  for (const AcvpKasSchemeRow& row : kAcvpKasSchemes) {
    if (row.ecc == word || row.ffc == word) return row;
  }
  throw Untestable{fmt::format("no operation for key agreement scheme {}", word)};
}

std::vector<Pairing> pairings_of(const AcvpTest& test) {
  const AcvpKasSchemeRow& scheme = scheme_of(test);
  std::vector<Pairing> pairings = {scheme.first};
  if (scheme.second) pairings.push_back(*scheme.second);
  if (test.group.text("kasRole") == "initiator") return pairings;
  for (Pairing& pairing : pairings) std::swap(pairing.own, pairing.other);
  return pairings;
}

// acvp_kas_private_key reads this side's key. Published answers leave it out where the module under test has made it.
Bytes acvp_kas_private_key(const AcvpTest& test, const std::string& name) {
  const JsonFields& fields = test.given(name);
  if (!fields.has(name)) throw Untestable{"the file has no private key"};
  return fields.integer(name);
}

// shared_secret reads Z.
Bytes shared_secret(const AcvpTest& test) {
  if (test.group.text_or("hashFunctionZ", "none") != "none") throw Untestable{"only a hash of the shared secret is given"};
  const JsonFields& fields = test.given("z");
  if (!fields.has("z")) throw Untestable{"only a hash of the shared secret is given"};
  return fields.hex("z");
}

// secret_cases makes a case of each part of Z. Where one of several parts is wrong, no part alone need be.
std::vector<AcvpCase> secret_cases(const AcvpTest& test, std::vector<Operation> agreements, const Bytes& z) {
  const bool is_right = test.type() != "VAL" || test.passed();
  if (agreements.size() > 1 && !is_right) throw Untestable{"a wrong shared secret of two parts"};
  if (z.size() % agreements.size() != 0) test.given("z").fail("z", "not two parts of one size");
  const auto part_size = static_cast<std::ptrdiff_t>(z.size() / agreements.size());
  std::vector<AcvpCase> cases;
  for (Operation& agreement : agreements) {
    const auto begin = z.begin() + static_cast<std::ptrdiff_t>(cases.size()) * part_size;
    std::vector<AcvpCase> made = output_case(std::move(agreement), {begin, begin + part_size});
    if (!is_right) made.front().kat_case.expected.kind = Expected::Kind::differs;
    if (agreements.size() > 1) made.front().part = cases.empty() ? "Ze" : "Zs";
    cases.push_back(std::move(made.front()));
  }
  return cases;
}

EcdhOperation ecdh(const AcvpTest& test, Curve curve, const std::string& own, const JsonFields& peer,
                   const std::string& other) {
  EcdhOperation operation;
  operation.key.curve = curve;
  operation.key.d = fixed_size(acvp_kas_private_key(test, own), order_size(curve));
  operation.peer = {curve, fixed_size(peer.integer(other + "X"), field_size(curve)),
                    fixed_size(peer.integer(other + "Y"), field_size(curve))};
  return operation;
}

std::vector<AcvpCase> cdh_component(const AcvpTest& test) {
  const Curve curve = acvp_curve(test.group, "curve");
  return secret_cases(test, {ecdh(test, curve, "privateIut", test.test, "publicServer")}, shared_secret(test));
}

SafePrimeGroup named_domain(const std::string& name) {
  std::optional<SafePrimeGroup> group = safe_prime_group(name);
  if (!group) throw Untestable{fmt::format("no operation for group {}", name)};
  return std::move(*group);
}

// ffc_domain: a group that is not named has its parameters in the file.
SafePrimeGroup ffc_domain(const AcvpTest& test) {
  if (!test.group.has("p")) return named_domain(test.group.text("domainParameterGenerationMode"));
  return {test.group.integer("p"), test.group.integer("q"), test.group.integer("g")};
}

// refuse_whole_agreement: the sets without "SSC" also derive a key and confirm it, or give a hash of Z.
void refuse_whole_agreement(const AcvpTest& test) {
  if (test.algorithm.ends_with("-SSC")) return;
  if (test.group.text_or("kasMode", "") == "noKdfNoKc") throw Untestable{"only a hash of the shared secret is given"};
  throw Untestable{"key agreement with key derivation and confirmation"};
}

}  // namespace

std::vector<AcvpCase> map_acvp_kas_ecc(const AcvpTest& test) {
  if (test.mode == "CDH-Component") return cdh_component(test);
  refuse_whole_agreement(test);
  std::vector<Operation> agreements;
  for (const Pairing& pairing : pairings_of(test)) {
    const Curve curve = acvp_curve(test.group, "domainParameterGenerationMode");
    agreements.emplace_back(
        ecdh(test, curve, fmt::format("{}PrivateIut", pairing.own), test.test, fmt::format("{}PublicServer", pairing.other)));
  }
  return secret_cases(test, std::move(agreements), shared_secret(test));
}

std::vector<AcvpCase> map_acvp_kas_ffc(const AcvpTest& test) {
  refuse_whole_agreement(test);
  const SafePrimeGroup domain = ffc_domain(test);
  std::vector<Operation> agreements;
  for (const Pairing& pairing : pairings_of(test)) {
    FfdhOperation operation;
    operation.key = {domain.p, domain.q, domain.g, acvp_kas_private_key(test, fmt::format("{}PrivateIut", pairing.own)), {}};
    operation.peer = test.test.integer(fmt::format("{}PublicServer", pairing.other));
    agreements.emplace_back(std::move(operation));
  }
  return secret_cases(test, std::move(agreements), shared_secret(test));
}

// map_acvp_safe_primes: a key pair is right when y is the shared secret of x and the generator.
std::vector<AcvpCase> map_acvp_safe_primes(const AcvpTest& test) {
  if (test.mode == "keyGen") throw Untestable{"generation of a Diffie-Hellman key pair"};
  const SafePrimeGroup domain = named_domain(test.group.text("safePrimeGroup"));
  FfdhOperation operation;
  operation.key = {domain.p, domain.q, domain.g, test.test.integer("x"), {}};
  operation.peer = domain.g;
  Bytes y = fixed_size(test.test.integer("y"), domain.p.size());
  std::vector<AcvpCase> cases = output_case(std::move(operation), std::move(y));
  if (!test.passed()) cases.front().kat_case.expected.kind = Expected::Kind::differs;
  return cases;
}

}  // namespace fipsprobe
