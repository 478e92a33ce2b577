#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/vectors/cavp_kind.hpp"

// Key derivation in the form of OpenSSL's evp_test: blocks that start with KDF, with the parameters of OpenSSL's interface:
//   Ctrl.IKM = hexkey:0b0b
// A block whose Result is an error of that interface, or whose function is none of ours, is a case that cannot be tested.
namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 1> kEvpKdfRepeated = {"Ctrl.info"};

std::string upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return result;
}

// Control is one parameter: its name without "hex", and its value as bytes.
struct Control {
  Attribute attribute;
  std::string_view name;
  Bytes value;

  std::string text() const { return {value.begin(), value.end()}; }
};

Control control_of(const Attribute& attribute) {
  const std::size_t colon = attribute.value.find(':');
  if (colon == std::string_view::npos) attribute.fail("not name:value");
  Control control{attribute, attribute.value.substr(0, colon), {}};
  Attribute value = attribute;
  value.value = attribute.value.substr(colon + 1);
  if (control.name.starts_with("hex")) {
    control.name.remove_prefix(3);
    control.value = value.bytes();
  } else {
    control.value.assign(value.value.begin(), value.value.end());
  }
  return control;
}

// Controls are a block's parameters. Every one must be taken.
class Controls {
 public:
  explicit Controls(Block& block) : block_(block) {
    for (const Attribute& attribute : block.take_with_prefix("Ctrl.")) all_.push_back(control_of(attribute));
  }

  std::optional<Control> take_if(std::initializer_list<std::string_view> names) {
    const auto found = std::find_if(all_.begin(), all_.end(), [&](const Control& control) {
      return std::ranges::find(names, control.name) != names.end();
    });
    if (found == all_.end()) return std::nullopt;
    Control control = std::move(*found);
    all_.erase(found);
    return control;
  }

  Control take(std::initializer_list<std::string_view> names) {
    std::optional<Control> control = take_if(names);
    if (!control) block_.fail(fmt::format("no parameter {}", *names.begin()));
    return std::move(*control);
  }

  Bytes bytes(std::initializer_list<std::string_view> names) { return take(names).value; }

  Bytes bytes_if(std::initializer_list<std::string_view> names) {
    const std::optional<Control> control = take_if(names);
    return control ? control->value : Bytes{};
  }

  // joined returns the values of all parameters of that name, one behind the other.
  Bytes joined(std::initializer_list<std::string_view> names) {
    Bytes result;
    for (std::optional<Control> part = take_if(names); part; part = take_if(names)) {
      result.insert(result.end(), part->value.begin(), part->value.end());
    }
    return result;
  }

  Hash hash() {
    const Control digest = take({"digest"});
    return hash_in(digest.attribute, upper(digest.text()));
  }

  std::size_t number(std::initializer_list<std::string_view> names) {
    const Control control = take(names);
    const std::string digits = control.text();
    Attribute number = control.attribute;
    number.value = digits;
    return number.number();
  }

  void require_all_taken() const {
    if (!all_.empty()) all_.front().attribute.fail("no parameter of this function");
  }

 private:
  Block& block_;
  std::vector<Control> all_;
};

// Derivation is the function with its parameters, or why there is none.
struct Derivation {
  std::optional<KdfParameters> parameters = std::nullopt;
  std::string why_not = {};
};

Derivation ssh(Controls& controls, std::size_t /*length*/) {
  SshKdfParameters parameters;
  parameters.hash = controls.hash();
  parameters.shared_secret = controls.bytes({"key"});
  parameters.exchange_hash = controls.bytes({"xcghash"});
  parameters.session_id = controls.bytes({"session_id"});
  const Control type = controls.take({"type"});
  if (type.value.size() != 1 || type.value[0] < 'A' || type.value[0] > 'F') type.attribute.fail("not a letter from A to F");
  parameters.letter = static_cast<char>(type.value[0]);
  return {parameters};
}

Derivation hkdf(Controls& controls, std::size_t /*length*/) {
  HkdfParameters parameters;
  const std::optional<Control> mode = controls.take_if({"mode"});
  parameters.hash = controls.hash();
  parameters.input = controls.bytes({"key"});
  parameters.salt = controls.bytes_if({"salt"});
  parameters.info = controls.joined({"info"});
  if (mode && mode->text() != "EXTRACT_AND_EXPAND") return {std::nullopt, "one half of HKDF alone"};
  return {parameters};
}

Derivation pbkdf2(Controls& controls, std::size_t /*length*/) {
  Pbkdf2Parameters parameters;
  controls.take_if({"pkcs5"});  // whether OpenSSL checks the lower limits of SP 800-132
  parameters.hash = controls.hash();
  parameters.password = controls.bytes({"pass"});
  parameters.salt = controls.bytes({"salt"});
  parameters.iterations = static_cast<std::uint32_t>(controls.number({"iter"}));
  return {parameters};
}

Derivation tls(Controls& controls, std::size_t /*length*/) {
  TlsPrfParameters parameters;
  const Control digest = controls.take({"digest"});
  parameters.tls12 = digest.text() != "MD5-SHA1";
  const std::string name = upper(digest.text());
  if (parameters.tls12) parameters.hash = hash_in(digest.attribute, name);
  parameters.secret = controls.bytes({"secret"});
  parameters.label = controls.take({"seed"}).text();
  parameters.seed = controls.joined({"seed"});
  return {parameters};
}

Derivation x963(Controls& controls, std::size_t /*length*/) {
  X963KdfParameters parameters;
  parameters.hash = controls.hash();
  parameters.secret = controls.bytes({"secret", "key"});
  parameters.shared_info = controls.bytes_if({"info"});
  return {parameters};
}

struct WrapRow {
  std::string_view name, oid;
  std::size_t key_size;  // bytes
};

// RFC 3565 §2.3.2, RFC 3370 §4.3.1.
constexpr std::array kWraps = {
    WrapRow{"id-aes128-wrap", "2.16.840.1.101.3.4.1.5", 16},
    WrapRow{"id-aes192-wrap", "2.16.840.1.101.3.4.1.25", 24},
    WrapRow{"id-aes256-wrap", "2.16.840.1.101.3.4.1.45", 32},
    WrapRow{"id-smime-alg-CMS3DESwrap", "1.2.840.113549.1.9.16.3.6", 24},
};

Derivation x942(Controls& controls, std::size_t length) {
  X942KdfParameters parameters;
  parameters.hash = controls.hash();
  parameters.secret = controls.bytes({"secret", "key"});
  const Control wrap = controls.take({"cekalg"});
  const auto* const row = std::ranges::find(kWraps, wrap.text(), &WrapRow::name);
  if (row == kWraps.end()) wrap.attribute.fail("no known key wrap algorithm");
  parameters.wrap_oid = row->oid;
  parameters.party_u_info = controls.bytes_if({"partyu-info", "ukm"});
  parameters.party_v_info = controls.bytes_if({"partyv-info"});
  parameters.public_info = controls.bytes_if({"supp-pubinfo"});
  parameters.private_info = controls.bytes_if({"supp-privinfo"});
  const bool has_raw_info = controls.take_if({"acvp-info"}).has_value();
  const std::optional<Control> key_bits = controls.take_if({"use-keybits"});
  if (has_raw_info || (key_bits && key_bits->text() == "0")) return {std::nullopt, "OtherInfo without the length of the key"};
  // OtherInfo has the length of the key, whatever OpenSSL is asked to give of it.
  if (row->key_size != length) return {std::nullopt, "a part of the key that OtherInfo is about"};
  return {parameters};
}

struct FunctionRow {
  std::string_view name;  // in capital letters
  Derivation (*read)(Controls& controls, std::size_t length);
};

constexpr std::array kFunctions = {
    FunctionRow{"SSHKDF", ssh},   FunctionRow{"HKDF", hkdf},    FunctionRow{"PBKDF2", pbkdf2},     FunctionRow{"TLS1-PRF", tls},
    FunctionRow{"X963KDF", x963}, FunctionRow{"X942KDF", x942}, FunctionRow{"X942KDF-ASN1", x942},
};

class EvpKdfMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    if (block.take_if("Title")) return {};
    for (const std::string_view name : {"Availablein", "FIPSversion"}) block.take_if(name);
    const std::string name(block.take("KDF").value);
    Controls controls(block);
    const std::optional<Attribute> error = block.take_if("Result");
    if (error) {
      block.take_if("Output");
      return one(untestable(name, fmt::format("the error {} of OpenSSL's own interface", error->value)));
    }
    Bytes output = block.take("Output").bytes();
    const auto* const row = std::ranges::find(kFunctions, upper(name), &FunctionRow::name);
    if (row == kFunctions.end()) return one(untestable(name, "a key derivation function that no operation expresses"));
    Derivation derivation = row->read(controls, output.size());
    controls.require_all_taken();
    if (!derivation.parameters) return one(untestable(name, std::move(derivation.why_not)));
    KdfOperation operation;
    operation.parameters = std::move(*derivation.parameters);
    operation.length = output.size();
    return one(known_output(std::move(operation), std::move(output)));
  }
};

std::optional<std::string> evp_kdf_algorithm(const Preview& preview) {
  const auto is_control = [](const std::string& name) { return name.starts_with("Ctrl."); };
  const bool has_control = std::any_of(preview.attributes.begin(), preview.attributes.end(), is_control);
  if (!preview.has_attribute("KDF") || !has_control) return std::nullopt;
  return "KDF";
}

std::unique_ptr<CaseMapper> evp_kdf_mapper(const Preview& /*preview*/) { return std::make_unique<EvpKdfMapper>(); }

}  // namespace

const CavpKind kEvpKdf = {evp_kdf_algorithm, evp_kdf_mapper, {.repeated = kEvpKdfRepeated}};

}  // namespace fipsprobe
