#include <fmt/format.h>

#include <array>
#include <map>

#include "harness/vectors/cavp_kind.hpp"

// Key agreement (SP 800-56A): the ECC CDH primitive test, and the validity and function tests of the KASVS with elliptic curves
// (ECC) and finite fields (FFC). What can be checked is the shared secret Z, and that keys which are no public keys are not
// taken. Other tests of the KASVS give only a hash of Z, or change values that are derived from it.
namespace fipsprobe {
namespace {

// The head of a KASVS file lists parameter sets in brackets, not always closed.
constexpr std::array<std::string_view, 14> kCavpKasProse = {"[EA]",
                                                            "[EB]",
                                                            "[EC]",
                                                            "[ED]",
                                                            "[EE]",
                                                            "[FA]",
                                                            "[FB]",
                                                            "[FC]",
                                                            "[Curve selected:",
                                                            "[SHA(s) supported",
                                                            "[MAC algorithm supported:",
                                                            "[HMAC SHAs supported:",
                                                            "[HMACKeySize(in bits):",
                                                            "[HMAC Tag length(in bits):"};

constexpr std::string_view kOnlyHash = "only a hash of the shared secret is given";

struct CavpKasCurveRow {
  std::string_view set;
  Curve curve;
};

// Parameter sets of SP 800-56A Rev. 2 §5.5.1.2 with the curves that the files' heads name.
constexpr std::array kSets = {CavpKasCurveRow{"EA", Curve::p192}, CavpKasCurveRow{"EB", Curve::p224},
                              CavpKasCurveRow{"EC", Curve::p256}, CavpKasCurveRow{"ED", Curve::p384},
                              CavpKasCurveRow{"EE", Curve::p521}};

// curve_of_set reads "[EA - SHA1]".
Curve curve_of_set(const Attribute& word) {
  for (const CavpKasCurveRow& row : kSets) {
    if (word.name.substr(0, word.name.find(' ')) == row.set) return row.curve;
  }
  word.fail("no known parameter set");
}

// Verdict is what the file says of a test: "P", "F (5 - Z changed )". Older files give no reason.
struct Verdict {
  bool passed;
  std::string reason;
};

Verdict verdict_of(const Attribute& result) { return {result.passed(), std::string(result.reason())}; }

bool is_about_peers_key(const std::string& reason) { return reason.find("CAVS's Static public key") != std::string::npos; }
bool is_about_own_key(const std::string& reason) { return reason.find("IUT's Static public key") != std::string::npos; }

// secret_case makes the case of a key agreement whose Z the file gives.
Case secret_case(Operation agreement, PublicKey own, Bytes z, const Verdict& said) {
  Case result;
  result.note = said.reason;
  if (!said.passed && is_about_own_key(said.reason)) {
    result = verdict(KeyValidationOperation{std::move(own)}, false);
    result.note = said.reason;
    return result;
  }
  if (!said.passed && !is_about_peers_key(said.reason) && said.reason.find("Z changed") == std::string::npos) {
    return untestable(describe(agreement), said.reason);
  }
  result.operation = std::move(agreement);
  result.expected.output = std::move(z);
  if (said.passed) return result;
  result.expected.kind = is_about_peers_key(said.reason) ? Expected::Kind::rejected : Expected::Kind::differs;
  if (result.expected.kind == Expected::Kind::rejected) result.expected.output.clear();
  return result;
}

// PrimitiveMapper: the ECC CDH primitive of SP 800-56A §5.7.1.2.
class PrimitiveMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    const Attribute word = block.word();
    const std::optional<Curve> curve = curve_named(word.name);
    if (!curve) word.fail("no known curve");
    EcdhOperation operation;
    operation.peer = {*curve, coordinate(block.take("QCAVSx"), *curve), coordinate(block.take("QCAVSy"), *curve)};
    operation.key = {*curve, block.take("dIUT").integer(), coordinate(block.take("QIUTx"), *curve),
                     coordinate(block.take("QIUTy"), *curve)};
    return one(known_output(std::move(operation), coordinate(block.take("ZIUT"), *curve)));
  }
};

// EccMapper: names of static keys have an "s", of ephemeral ones an "e".
class EccMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    const Curve curve = curve_of_set(block.word());
    const std::string kind = block.has("QsCAVSx") ? "s" : "e";
    EcdhOperation operation;
    operation.peer = point(block, curve, "Q" + kind + "CAVS");
    const EcPublicKey own = point(block, curve, "Q" + kind + "IUT");
    const std::optional<Attribute> d = block.take_if("d" + kind + "IUT");
    operation.key = {curve, d ? d->integer() : Bytes{}, own.x, own.y};
    for (const std::string_view name : {"dsCAVS", "HashZZ", "CAVSHashZZ", "IUTHashZZ", "Nonce", "NonceDKMCAVS", "NonceDKMIUT",
                                        "OI", "CAVSTag", "MacData", "DKM"}) {
      const std::optional<Attribute> value = block.take_if(name);
      if (value) value->integer();
    }
    const std::optional<Attribute> result = block.take_if("Result");
    const Verdict said = result ? verdict_of(*result) : Verdict{true, {}};
    const std::optional<Attribute> z = block.take_if("Z");
    if (!z || !d) return one(untestable(describe(operation), std::string(kOnlyHash)));
    return one(secret_case(std::move(operation), own, coordinate(*z, curve), said));
  }

 private:
  static EcPublicKey point(Block& block, Curve curve, const std::string& name) {
    return {curve, coordinate(block.take(name + "x"), curve), coordinate(block.take(name + "y"), curve)};
  }
};

// FfcMapper: P, Q and G are the section's; each test ends with Result or, where only a hash of Z is given, with HashZZ. RFC
// 5114 is written the same way, with empty lines inside a test.
class FfcMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    block.words();
    if (block.has("P")) {
      values_.clear();
      block.take_if("COUNT");  // RFC 5114 has it here
    }
    for (const std::string_view name : kNumbers) {
      const std::optional<Attribute> value = block.take_if(name);
      if (value) values_[name] = value->integer();
    }
    const std::optional<Attribute> result = block.take_if("Result");
    if (!result && !values_.contains("HashZZ")) return {};
    const Verdict said = result ? verdict_of(*result) : Verdict{true, {}};
    Case read = case_of(block, said);
    std::erase_if(values_, [](const auto& entry) { return entry.first.size() > 1 || entry.first == "Z"; });
    return one(std::move(read));
  }

 private:
  static constexpr std::array<std::string_view, 15> kNumbers = {
      "P",          "Q",         "G", "XstatCAVS", "YstatCAVS",  "XstatIUT",  "YstatIUT",  "XephemIUT",
      "YephemCAVS", "YephemIUT", "Z", "HashZZ",    "CAVSHashZZ", "IUTHashZZ", "XephemCAVS"};

  Bytes value(const Block& block, std::string_view name) const {
    const auto found = values_.find(name);
    if (found == values_.end()) block.fail(fmt::format("no {} before this case", name));
    return found->second;
  }

  Case case_of(const Block& block, const Verdict& said) const {
    const bool is_static = values_.contains("YstatCAVS");
    FfdhOperation operation;
    operation.key = {value(block, "P"), value(block, "Q"), value(block, "G"), {}, {}};
    operation.key.x = value(block, is_static ? "XstatIUT" : "XephemIUT");
    operation.key.y = value(block, is_static ? "YstatIUT" : "YephemIUT");
    operation.peer = value(block, is_static ? "YstatCAVS" : "YephemCAVS");
    if (!values_.contains("Z")) return untestable(describe(operation), std::string(kOnlyHash));
    const DsaPublicKey own = {operation.key.p, operation.key.q, operation.key.g, operation.key.y};
    Bytes z = left_padded(value(block, "Z"), operation.key.p.size()).value_or(Bytes{});
    if (z.empty()) block.fail("Z is longer than P");
    return secret_case(std::move(operation), own, std::move(z), said);
  }

  std::map<std::string_view, Bytes> values_;
};

std::optional<std::string> primitive_algorithm(const Preview& preview) {
  if (!preview.has_attribute("QCAVSx") || !preview.has_attribute("ZIUT")) return std::nullopt;
  return "ECDH";
}

std::optional<std::string> ecc_algorithm(const Preview& preview) {
  const bool is_test = preview.says("ECC Validity Test") || preview.says("ECC Function Test");
  if (!is_test || (!preview.has_attribute("QsCAVSx") && !preview.has_attribute("QeCAVSx"))) return std::nullopt;
  return "ECDH";
}

std::optional<std::string> ffc_algorithm(const Preview& preview) {
  if (!preview.has_attribute("YstatCAVS") && !preview.has_attribute("YephemCAVS")) return std::nullopt;
  return "DH";
}

std::unique_ptr<CaseMapper> primitive_mapper(const Preview& /*preview*/) { return std::make_unique<PrimitiveMapper>(); }
std::unique_ptr<CaseMapper> ecc_mapper(const Preview& /*preview*/) { return std::make_unique<EccMapper>(); }
std::unique_ptr<CaseMapper> ffc_mapper(const Preview& /*preview*/) { return std::make_unique<FfcMapper>(); }

}  // namespace

const CavpKind kCavpEcdhPrimitive = {primitive_algorithm, primitive_mapper};
const CavpKind kCavpEccAgreement = {ecc_algorithm, ecc_mapper, {.prose = kCavpKasProse}};
const CavpKind kCavpFfcAgreement = {ffc_algorithm, ffc_mapper, {.prose = kCavpKasProse}};

}  // namespace fipsprobe
